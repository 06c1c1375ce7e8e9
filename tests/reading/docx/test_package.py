"""No docx can fill the memory, draw in other files, or fail without a clear word."""

from __future__ import annotations

import io
import zipfile

import pytest

from taizhang.kernel.refusal import Refused
from taizhang.reading.docx.package import DocxDangerous, DocxUnreadable
from taizhang.reading.docx.reader import read_docx
from tests.reading.docx.made import docx, paragraph


def _refusal(data: bytes, kind: type[Refused]) -> str:
    with pytest.raises(kind) as refusal:
        read_docx(data=data, name="汇报.docx")
    return str(refusal.value)


def test_a_zip_bomb_is_refused_before_it_unfolds() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (80 * 1024 * 1024))

    assert "压缩炸弹" in _refusal(buffer.getvalue(), DocxDangerous)


def test_a_zip_of_very_many_members_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for at in range(10_001):
            archive.writestr(f"word/{at}", b"")

    assert "部件" in _refusal(buffer.getvalue(), DocxDangerous)


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'

    assert "实体" in _refusal(docx(paragraph("&b;"), prologue=bomb), DocxDangerous)


def test_an_outside_file_is_never_drawn_in() -> None:
    outside = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'

    assert "实体" in _refusal(docx(paragraph("&x;"), prologue=outside), DocxDangerous)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_truncated_file_is_refused(share: float) -> None:
    whole = docx(paragraph("正文" * 500))

    assert "不完整" in _refusal(whole[: int(len(whole) * share)], DocxUnreadable)


def test_a_damaged_member_is_refused() -> None:
    whole = bytearray(docx(paragraph("正文" * 500)))
    place = whole.index(b"word/document.xml") + 40
    whole[place : place + 20] = b"\xff" * 20

    assert "汇报.docx" in _refusal(bytes(whole), DocxUnreadable)


def test_broken_xml_is_refused_with_the_part() -> None:
    assert "word/document.xml" in _refusal(docx("<w:p>"), DocxUnreadable)


def test_very_deep_xml_is_refused() -> None:
    assert "汇报.docx" in _refusal(docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000), DocxUnreadable)


def test_a_docx_without_body_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")

    assert "没有正文" in _refusal(buffer.getvalue(), DocxUnreadable)


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(docx(paragraph("正文")))
    place = 0
    while (place := data.find(b"PK\x01\x02", place)) >= 0:
        data[place + 8] |= 1
        place += 4

    assert "密码" in _refusal(bytes(data), DocxUnreadable)
