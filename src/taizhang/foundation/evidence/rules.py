"""Which files may be evidence: told by content, never by name. Pure."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from taizhang.kernel.refusal import Refused

LARGEST = 50 * 1024 * 1024

SUFFIXES = {
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "application/pdf": ("pdf",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "video/mp4": ("mp4",),
    "text/plain": ("txt",),
}


class UnfitEvidence(Refused):
    """The file cannot be kept as evidence."""


def media_type_of(*, content: bytes, name: str) -> str:
    """Return the media type of a file, read from its content.

    Raises:  UnfitEvidence for an empty or too large file, a type we do not keep, or a name whose
             ending says something else than the content.
    """
    if not content:
        raise UnfitEvidence(f"“{name}”是空文件，请重新选择。")
    if len(content) > LARGEST:
        raise UnfitEvidence(f"“{name}”超过 {LARGEST // 1024 // 1024} MB，请压缩后再上传。")
    found = _sniff(content)
    if found is None:
        raise UnfitEvidence(f"“{name}”不是可作佐证的文件，请用照片、PDF、Word、Excel、MP4 或文本文件。")
    suffix = PurePath(name).suffix.lower().lstrip(".")
    if suffix not in SUFFIXES[found]:
        raise UnfitEvidence(
            f"“{name}”的内容是 {SUFFIXES[found][0].upper()} 文件，与文件名不符，请用正确的文件或改正文件名。"
        )
    return found


def _sniff(content: bytes) -> str | None:
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content[4:8] == b"ftyp":
        return "video/mp4"
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content)
    return "text/plain" if _is_text(content) else None


def _office_type(content: bytes) -> str | None:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return None
    if "word/document.xml" in names:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if "xl/workbook.xml" in names:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return None


def _is_text(content: bytes) -> bool:
    if b"\x00" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return content.lstrip()[:1] != b"<"
