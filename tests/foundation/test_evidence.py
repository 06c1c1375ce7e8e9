"""Evidence is known by its content, kept once, and missed when it is gone."""

from __future__ import annotations

import io
import zipfile

import pytest

from taizhang.foundation.evidence.rules import LARGEST, UnfitEvidence, media_type_of
from taizhang.foundation.evidence.selectors import damaged, path_of
from taizhang.foundation.evidence.services import keep_file

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path) -> None:
    settings.TAIZHANG_HOME = tmp_path


def test_the_same_bytes_are_kept_once(db, at) -> None:
    one = keep_file(content=PNG, name="a.png", at=at)
    other = keep_file(content=PNG, name="b.PNG", at=at)

    assert one.pk == other.pk
    assert path_of(digest=one.digest).read_bytes() == PNG
    assert damaged() == []


def test_altered_and_lost_files_are_named(db, at) -> None:
    one = keep_file(content=PNG, name="a.png", at=at)
    other = keep_file(content=PNG + b"2", name="b.png", at=at)
    path_of(digest=one.digest).write_bytes(PNG + b"!")
    path_of(digest=other.digest).unlink()

    assert damaged() == [(one, "文件内容已被改动"), (other, "文件不见了")]


def test_a_lost_file_is_restored_when_it_is_given_again(db, at) -> None:
    one = keep_file(content=PNG, name="a.png", at=at)
    path_of(digest=one.digest).unlink()

    keep_file(content=PNG, name="a.png", at=at)

    assert damaged() == []


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.png", "空文件"),
        (PNG, "a.jpg", "内容是 PNG 文件，与文件名不符"),
        (b"MZ\x90\x00", "a.png", "不是可作佐证的文件"),
        (b"<html><script>", "a.txt", "不是可作佐证的文件"),
        (b"PK\x03\x04broken", "a.docx", "不是可作佐证的文件"),
        (b"x" * (LARGEST + 1), "a.txt", "超过 50 MB"),
    ],
)
def test_an_unfit_file_is_refused_with_its_reason(content, name, said) -> None:
    with pytest.raises(UnfitEvidence, match=said):
        media_type_of(content=content, name=name)


def test_an_office_document_is_told_by_what_is_in_it() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "")

    with pytest.raises(UnfitEvidence, match="内容是 XLSX 文件"):
        media_type_of(content=buffer.getvalue(), name="记录.docx")
