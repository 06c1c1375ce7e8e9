"""The bundle's container: a ZIP written in exactly one way, so that every byte of it can be checked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from taizhang.kernel.refusal import Refused

LARGEST = 200 * 1024 * 1024
_MOMENT = (1980, 1, 1, 0, 0, 0)


class NotABundle(Refused):
    """The file is no sealed bundle, or so torn that nothing in it can be named."""


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return the container of these members, in their order: stored, without times or owners."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return buffer.getvalue()


def unpack(path: Path) -> tuple[dict[str, bytes], list[str], bytes]:
    """Return the members that can be read, the faults of those that cannot, and the whole file.

    Raises:  NotABundle.
    """
    if path.stat().st_size > LARGEST:
        raise NotABundle(f"“{path.name}”太大（超过 {LARGEST // 1024 // 1024} MB），不是本系统的签发文件包。")
    whole = path.read_bytes()
    if whole[:2] != b"PK":
        raise NotABundle(f"“{path.name}”不是签发文件包，或开头已被改动，请核对文件。")
    try:
        archive = zipfile.ZipFile(io.BytesIO(whole))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise NotABundle(f"“{path.name}”的目录结构已被改动或文件不完整，请向签发单位重新索取。") from None
    members: dict[str, bytes] = {}
    faults: list[str] = []
    for info in archive.infolist():
        if info.file_size > LARGEST or info.compress_type != zipfile.ZIP_STORED:
            faults.append(f"{info.filename}：在目录中的登记已被改动。")
            continue
        try:
            members[info.filename] = archive.read(info)
        except (zipfile.BadZipFile, RuntimeError, ValueError, OSError, EOFError, NotImplementedError):
            members[info.filename] = _raw(whole, info)
    return members, faults, whole


def _raw(whole: bytes, info: zipfile.ZipInfo) -> bytes:
    """Return a stored member whose checksum fails, as it lies there, so that the fault can be told."""
    start = info.header_offset + 30 + len(info.filename.encode())
    return whole[start : start + info.file_size]


def first_difference(*, members: Mapping[str, bytes], whole: bytes) -> str:
    """Return where the container differs from the one way to write it, "" where it does not."""
    expected = pack(members)
    if expected == whole:
        return ""
    place = next(
        (at for at, (one, other) in enumerate(zip(expected, whole, strict=False)) if one != other),
        min(len(expected), len(whole)),
    )
    for info in zipfile.ZipFile(io.BytesIO(expected)).infolist():
        head = info.header_offset + 30 + len(info.filename.encode())
        if info.header_offset <= place < head:
            return f"文件包第 {place} 字节（{info.filename} 的登记）已被改动。"
    return f"文件包第 {place} 字节（目录结构）已被改动或被增删。"
