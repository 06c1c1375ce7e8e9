"""Which faces are found, what stands in for the missing ones, and what the office is told."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from lxml import etree

from taizhang.render.fonts import ROLE_NAMES, Fonts, find_fonts, fontconfig_xml

TOOL = Path(__file__).parents[2] / "tools" / "fonts.py"


def test_every_role_has_a_face_once_there_is_any_chinese_font(fonts: Fonts, tmp_path: Path) -> None:
    for role in ("fang", "kai", "hei", "song", "title"):
        file = fonts.faces[role].file  # type: ignore[index]
        assert file is not None
        folder = tmp_path / role
        folder.mkdir()
        (folder / file.name).write_bytes(file.read_bytes())

        found = find_fonts(folders=[folder])

        assert set(found.faces) == set(ROLE_NAMES)
        assert found.has_chinese
        assert found.notice.startswith("字体不全：")


def test_a_folder_without_fonts_has_no_chinese(tmp_path: Path) -> None:
    (tmp_path / "broken.otf").write_bytes(b"not a font")

    found = find_fonts(folders=[tmp_path, tmp_path / "nowhere"])

    assert not found.has_chinese
    assert "tools/fonts.py" in found.notice


def test_a_font_put_in_later_is_found(fonts: Fonts, tmp_path: Path) -> None:
    assert not find_fonts(folders=[tmp_path]).has_chinese
    file = fonts.faces["fang"].file
    assert file is not None

    (tmp_path / file.name).write_bytes(file.read_bytes())

    assert find_fonts(folders=[tmp_path]).has_chinese


def test_the_fetched_fonts_are_complete(fonts: Fonts) -> None:
    assert fonts.missing == ()
    assert fonts.notice == ""


def test_the_fontconfig_file_names_every_official_face(fonts: Fonts, tmp_path: Path) -> None:
    config = etree.fromstring(fontconfig_xml(fonts=fonts, cache=tmp_path / "a & b").encode())

    names = {node.text for node in config.iterfind("match/test/string")}
    assert names >= {"仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体", "Times New Roman"}
    assert config.findtext("cachedir") == str(tmp_path / "a & b")


def test_fetching_again_changes_nothing(fonts: Fonts, tmp_path: Path) -> None:
    for face in fonts.faces.values():
        if face.file is not None:
            (tmp_path / face.file.name).write_bytes(face.file.read_bytes())
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}

    done = subprocess.run(
        [sys.executable, str(TOOL), str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert "字体齐全" in done.stdout
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_only_the_named_files_are_taken_from_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(TOOL.parent))
    import fonts as tool  # type: ignore[import-not-found]  # noqa: PLC0415 -- a script, not a package

    package = io.BytesIO()
    with tarfile.open(fileobj=package, mode="w") as tar:
        for name in ("./usr/share/fonts/A.otf", "./usr/share/fonts/B.otf", "../../escape/C.otf"):
            entry = tarfile.TarInfo(name)
            entry.size = 4
            tar.addfile(entry, io.BytesIO(b"font"))
        link = tarfile.TarInfo("./usr/share/A2.otf")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    package.seek(0)

    tool.take_from_tar(package, tmp_path, {"A.otf", "A2.otf", "C.otf"})

    assert sorted(path.name for path in tmp_path.iterdir()) == ["A.otf", "C.otf"]
