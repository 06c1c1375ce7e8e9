"""What a file is by its content; its name may say anything."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

from taizhang.kernel.refusal import Refused

Kind = Literal["text", "docx", "word-binary"]

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_SECTOR = 512
_WORD_MAGIC = b"\xec\xa5"
_WORD_FLAGS = 0x0A
_WORD_ENCRYPTED = 0x0100

_FOREIGN = (
    (b"%PDF", "PDF 文件", "请先转成 Word（docx）再读"),
    (b"\x89PNG", "图片", "请先做文字识别，存成文本或 docx 再读"),
    (b"\xff\xd8\xff", "图片", "请先做文字识别，存成文本或 docx 再读"),
    (b"GIF8", "图片", "请先做文字识别，存成文本或 docx 再读"),
    (b"BM", "图片", "请先做文字识别，存成文本或 docx 再读"),
    (b"II*\0", "图片", "请先做文字识别，存成文本或 docx 再读"),
    (b"MM\0*", "图片", "请先做文字识别，存成文本或 docx 再读"),
    (b"{\\rtf", "RTF 文件", "请用 Word 或 WPS 打开后另存为 docx"),
    (b"Rar!", "压缩包", "请先解压，再读里面的文件"),
    (b"7z\xbc\xaf", "压缩包", "请先解压，再读里面的文件"),
    (b"\x1f\x8b", "压缩包", "请先解压，再读里面的文件"),
    (b"MZ", "程序文件", "请确认选对了文件"),
    (b"\x7fELF", "程序文件", "请确认选对了文件"),
)
_PAGES = (b"<!doctype html", b"<html", b"<?xml")


class NotAReport(Refused):
    """The file is no text, docx or doc."""


class ReportProtected(Refused):
    """The file is encrypted with a password."""


def kind_of(*, data: bytes, name: str) -> Kind:
    """Return what the file is. Raises NotAReport, ReportProtected with what to do instead."""
    if data.startswith(_OLE):
        return _kind_of_ole(data, name)
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return _kind_of_zip(data, name)
    for magic, what, remedy in _FOREIGN:
        # BM and MZ may begin an English sentence: a picture or a program also has zero bytes.
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:64]):
            raise NotAReport(f"文件“{name}”其实是{what}，不是文字材料。{remedy}。")
    start = data[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_PAGES):
        raise NotAReport(
            f"文件“{name}”其实是网页或 XML，不是文字材料。请用浏览器或 WPS 打开，把正文另存为文本或 docx。"
        )
    return "text"


def _kind_of_ole(data: bytes, name: str) -> Kind:
    """Tell the old binary formats of Office apart by the names of their streams."""
    if _stream("EncryptedPackage") in data:
        raise ReportProtected(f"文件“{name}”加了密码。请先取消密码再读。")
    if _stream("Workbook") in data or _stream("Book") in data:
        raise NotAReport(f"文件“{name}”其实是 Excel 表格，不是文字材料。台账请用“records import”导入。")
    if _stream("PowerPoint Document") in data:
        raise NotAReport(f"文件“{name}”其实是演示文稿，不是文字材料。请把文字另存为文本或 docx。")
    if _stream("WordDocument") not in data:
        raise NotAReport(f"文件“{name}”不完整或不是文字文档。请重新获取文件，或用 WPS 打开后另存为 docx。")
    for start in range(_SECTOR, len(data), _SECTOR):
        if data[start : start + 2] == _WORD_MAGIC:
            flags = int.from_bytes(data[start + _WORD_FLAGS : start + _WORD_FLAGS + 2], "little")
            if flags & _WORD_ENCRYPTED:
                raise ReportProtected(f"文件“{name}”加了密码。请先取消密码再读。")
            break
    return "word-binary"


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\0\0"


def _kind_of_zip(data: bytes, name: str) -> Kind:
    try:
        members = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise NotAReport(f"文件“{name}”不完整或已损坏，可能没有传完。请重新获取文件再读。") from None
    if "word/document.xml" in members or any(member.startswith("word/document") for member in members):
        return "docx"
    for prefix, what in (("xl/", "Excel 表格"), ("ppt/", "演示文稿"), ("OFD.xml", "OFD 版式文件")):
        if any(member.startswith(prefix) for member in members):
            remedy = "台账请用“records import”导入" if prefix == "xl/" else "请把文字另存为文本或 docx"
            raise NotAReport(f"文件“{name}”其实是{what}，不是文字材料。{remedy}。")
    raise NotAReport(f"文件“{name}”是压缩包或别的文件，不是 docx。请先解压，或用 WPS 打开后另存为 docx。")
