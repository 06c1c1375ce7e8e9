"""An old .doc needs LibreOffice: without it a clear refusal, with it the same text as the docx."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest

from taizhang.reading.legacy_doc import DocNotConverted, LibreOfficeMissing, convert_doc, find_soffice
from taizhang.reading.report import read_report
from tests.reading.docx.made import docx, list_levels, list_of, paragraph


def _program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_without_libreoffice_the_remedy_is_told(tmp_path: Path) -> None:
    path = tmp_path / "汇报.doc"
    path.write_bytes(b"x")

    with pytest.raises(LibreOfficeMissing, match="安装 LibreOffice"):
        convert_doc(path, soffice=None)


@pytest.mark.parametrize("script", ["exit 1", "exit 0"])
def test_a_conversion_that_gives_nothing_is_refused(tmp_path: Path, script: str) -> None:
    path = tmp_path / "汇报.doc"
    path.write_bytes(b"x")

    with pytest.raises(DocNotConverted, match="汇报"):
        convert_doc(path, soffice=_program(tmp_path / "office", script))


def test_a_program_that_cannot_start_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "汇报.doc"
    path.write_bytes(b"x")

    with pytest.raises(DocNotConverted):
        convert_doc(path, soffice=tmp_path / "missing")


def _make_doc(soffice: Path, folder: Path) -> Path:
    numbering = list_levels(0, ("chineseCountingThousand", "%1、")) + list_of(1, 0)
    source = folder / "made.docx"
    source.write_bytes(
        docx(
            paragraph("工作汇报") + paragraph("工作情况", list_id="1") + paragraph("开展活动12次。"),
            numbering=numbering,
        )
    )
    profile = (folder / "profile").as_uri()
    command = [
        str(soffice),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "doc",
        "--outdir",
        str(folder),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix(".doc")


def test_a_real_doc_is_read_where_libreoffice_is_installed_and_refused_where_not(tmp_path: Path) -> None:
    soffice = find_soffice()
    if soffice is None:
        path = tmp_path / "汇报.doc"
        ole = (
            bytes.fromhex("d0cf11e0a1b11ae1").ljust(1024, b"\0")
            + "WordDocument".encode("utf-16-le")
            + b"\0\0"
        )
        path.write_bytes(ole)
        with pytest.raises(LibreOfficeMissing):
            read_report(path=path)
        return

    report = read_report(path=_make_doc(soffice, tmp_path))

    assert [line.text for line in report.lines] == ["工作汇报", "一、工作情况", "开展活动12次。"]
