"""The content says what a file is; a wrong name changes nothing."""

from __future__ import annotations

import io
import zipfile

import pytest

from taizhang.reading.content_type import NotAReport, ReportProtected, kind_of

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def _zip(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def _ole(*streams: str, flags: int = 0) -> bytes:
    word = b"\xec\xa5".ljust(10, b"\0") + flags.to_bytes(2, "little")
    return (
        OLE.ljust(512, b"\0")
        + word.ljust(512, b"\0")
        + b"".join(s.encode("utf-16-le") + b"\0\0" for s in streams)
    )


def test_text_docx_and_doc_are_known_by_content() -> None:
    assert kind_of(data="今年以来".encode(), name="a.docx") == "text"
    assert kind_of(data=_zip("word/document.xml"), name="a.txt") == "docx"
    assert kind_of(data=_ole("WordDocument"), name="a.docx") == "word-binary"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"BM\x46\0\0\0", "图片"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"MZ\x90\0\x03", "程序"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "网页"),
        (b"<HTML><body>", "网页"),
        (_zip("xl/workbook.xml"), "Excel"),
        (_zip("ppt/presentation.xml"), "演示文稿"),
        (_zip("OFD.xml"), "OFD"),
        (_zip("a.txt"), "压缩包"),
        (_ole("Workbook"), "Excel"),
        (_ole("PowerPoint Document"), "演示文稿"),
        (_ole("Other"), "不完整"),
        (b"PK\x03\x04broken", "不完整"),
    ],
)
def test_anything_else_is_refused_by_what_it_is_and_with_a_remedy(data: bytes, what: str) -> None:
    with pytest.raises(NotAReport) as refusal:
        kind_of(data=data, name="汇报.docx")

    assert "汇报.docx" in str(refusal.value)
    assert what in str(refusal.value)
    assert "请" in str(refusal.value)


@pytest.mark.parametrize("data", [_ole("EncryptedPackage"), _ole("WordDocument", flags=0x0100)])
def test_an_encrypted_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReportProtected, match="取消密码"):
        kind_of(data=data, name="汇报.doc")


def test_an_english_sentence_is_no_picture() -> None:
    assert kind_of(data=b"BMW community day", name="a.txt") == "text"
