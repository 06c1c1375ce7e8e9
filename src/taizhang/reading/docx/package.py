"""The zip around a docx: opened with guards, so that no file can fill the memory or reach outside."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from taizhang.kernel.refusal import Refused

MAX_PART = 64 * 1024 * 1024
"""Most bytes of one XML part. The text of a thousand pages has 10 MB."""
MAX_RATIO = 300
"""Most times that a part may grow when unpacked, beyond the first megabyte. Real parts: 5-40."""
MAX_MEMBERS = 10_000
_ENCRYPTED = 0x1
_FREE = 1024 * 1024
_CHUNK = 256 * 1024


class DocxUnreadable(Refused):
    """The docx is damaged, protected, or not what its name says."""


class DocxDangerous(Refused):
    """The docx unpacks into far more than a report can hold, or tries to draw in other files."""


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Package:
    """An open docx. Parts are named as in the zip, without a leading slash."""

    archive: zipfile.ZipFile
    name: str

    def part(self, path: str) -> etree._Element | None:
        """Return the root of an XML part, None when the file has no such part.

        Raises: DocxUnreadable, DocxDangerous.
        """
        try:
            info = self.archive.getinfo(path)
        except KeyError:
            return None
        data = self._unpacked(info)
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise DocxDangerous(
                f"文件“{self.name}”里有不该有的实体定义，可能有害，没有打开。请向来源单位核实。"
            )
        try:
            return etree.fromstring(data, _parser())
        except etree.XMLSyntaxError:
            raise DocxUnreadable(
                f"文件“{self.name}”已损坏（{path} 读不通）。请用 Word 或 WPS 打开修复后另存，再读一次。"
            ) from None

    def related(self, path: str) -> dict[str, str]:
        """Return the parts that a part points to, by the last word of the relation's type."""
        folder, base = posixpath.split(path)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, str] = {}
        for relation in root if root is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
            target = relation.get("Target") or ""
            full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found.setdefault(kind, posixpath.normpath(full))
        return found

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """Return the part's bytes, counted while they are unpacked: headers may lie."""
        if info.flag_bits & _ENCRYPTED:
            raise DocxUnreadable(f"文件“{self.name}”加了密码。请先取消密码再读。")
        limit = min(MAX_PART, max(_FREE, info.compress_size * MAX_RATIO))
        pieces: list[bytes] = []
        total = 0
        try:
            with self.archive.open(info) as part:
                while piece := part.read(_CHUNK):
                    total += len(piece)
                    if total > limit:
                        raise DocxDangerous(
                            f"文件“{self.name}”解压后大得不正常（像压缩炸弹），没有打开。请向来源单位核实。"
                        )
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
            raise _broken(self.name) from None
        return b"".join(pieces)


def _broken(name: str) -> DocxUnreadable:
    return DocxUnreadable(
        f"文件“{name}”不完整或已损坏，可能没有传完。请重新获取文件，或用 WPS 打开修复后另存。"
    )


def open_package(*, data: bytes, name: str) -> Package:
    """Return the opened zip. Raises DocxUnreadable, DocxDangerous."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise _broken(name) from None
    if len(archive.infolist()) > MAX_MEMBERS:
        raise DocxDangerous(
            f"文件“{name}”里有 {len(archive.infolist())} 个部件，不像一份文字材料，没有打开。"
        )
    return Package(archive, name)
