"""Files take their place whole, or leave what was there."""

from __future__ import annotations

from pathlib import Path

import pytest

from taizhang.reporting.files import FolderMissing, begin_whole, file_in_place, write_whole


def test_a_file_is_written_and_written_again(tmp_path: Path) -> None:
    path = tmp_path / "汇报.docx"

    write_whole(path=path, content=b"first")
    write_whole(path=path, content=b"second\n")

    assert path.read_bytes() == b"second\n"
    assert [each.name for each in tmp_path.iterdir()] == ["汇报.docx"]


def test_without_its_folder_nothing_is_written_and_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("no folder")

    for folder in ("没有的", "文件"):
        with pytest.raises(FolderMissing, match=rf"文件夹“.*{folder}”不存在，不能写“汇报\.docx”"):
            write_whole(path=tmp_path / folder / "汇报.docx", content=b"")


def test_what_cannot_take_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "汇报.docx").mkdir()

    with pytest.raises(OSError, match=r"汇报\.docx"):
        write_whole(path=tmp_path / "汇报.docx", content=b"first")

    assert [each.name for each in tmp_path.iterdir()] == ["汇报.docx"]


def test_files_that_are_begun_together_take_their_places_one_by_one(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.docx" for number in range(3)]
    paths[1].write_bytes(b"before")

    begun = [begin_whole(path=path, content=path.name.encode() * 5000) for path in paths]

    assert [path.is_file() for path in paths] == [False, True, False]
    assert paths[1].read_bytes() == b"before"
    for file in begun:
        file.take_place()
    assert [path.read_bytes() for path in paths] == [path.name.encode() * 5000 for path in paths]
    assert sorted(tmp_path.iterdir()) == paths


def test_a_block_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(b"before")

    with pytest.raises(ZeroDivisionError), file_in_place(path=path) as temporary:
        temporary.write_bytes(b"half")
        raise ZeroDivisionError

    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["表.csv"]
