"""Read the ZIP into which a device exports the records and inspections it could not send."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.base import ContentFile
from django.utils.datastructures import MultiValueDict

from taizhang.foundation.evidence.rules import LARGEST
from taizhang.kernel.refusal import Refused
from taizhang.web.access.devices import is_key
from taizhang.web.entry.sending import File

FORMAT = "taizhang-outbox"
VERSIONS = (1, 2)
"""The first has no inspections."""
INDEX = "records.json"
HIGHEST = 10**12
LARGEST_INDEX = 8 * 1024 * 1024
MOST = 500
"""Records, and inspections, in one ZIP; a phone that was away for weeks holds fewer."""


class UnfitPackage(Refused):
    """The file is no export of records that can be read whole."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One record as the device kept it: its id, what its form says, and the names of its files in the ZIP."""

    key: str
    told: Mapping[str, str]
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PackedInspection:
    """One inspection as the device kept it: its id, its place, its checklist, and its files.

    `files` are the question's field, the name, and the name in the ZIP of each.
    """

    key: str
    place: int
    told: Mapping[str, str]
    files: tuple[tuple[str, str, str], ...]


class Package:
    """An opened export: who entered what is in it, the records, the inspections, and their files one by one.

    Raises:  UnfitPackage for anything that is not whole.
    """

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
            self._sizes = {entry.filename: entry.file_size for entry in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError):
            raise UnfitPackage("这不是“导出未上传记录”得到的压缩包，或没有下载完整，请重新导出。") from None
        index = self._index()
        self.person = str(index.get("person", ""))
        self.records = tuple(_packed(entry, place) for place, entry in enumerate(index["records"], 1))
        inspections = index.get("inspections", [])
        self.inspections = tuple(_inspection(entry, place) for place, entry in enumerate(inspections, 1))

    def _index(self) -> dict[str, Any]:
        try:
            index = json.loads(self._bytes(INDEX, LARGEST_INDEX))
        except ValueError:
            index = None
        if not isinstance(index, dict) or index.get("format") != FORMAT:
            raise UnfitPackage("这个压缩包不是“导出未上传记录”得到的，请选导出的那个文件。")
        if index.get("version") not in VERSIONS:
            raise UnfitPackage("这个压缩包是别的版本的台账导出的，请用同一版本导出再传。")
        for kept in (index.get("records"), index.get("inspections", [])):
            if not isinstance(kept, list) or len(kept) > MOST:
                raise UnfitPackage(f"压缩包里的记录数不对，或超过 {MOST} 条，请分几次导出。")
        return index

    def files(self, packed: Packed) -> list[File]:
        """Return the files of one record.

        Raises:  UnfitPackage for a file that is missing, damaged or too large.
        """
        return [File(name, self._bytes(path, LARGEST)) for name, path in packed.files]

    def photos(self, packed: PackedInspection) -> MultiValueDict[str, ContentFile[bytes]]:
        """Return the photos of one inspection by the question's field.

        Raises:  UnfitPackage for a photo that is missing, damaged or too large.
        """
        photos: MultiValueDict[str, ContentFile[bytes]] = MultiValueDict()
        for field, name, path in packed.files:
            photos.appendlist(field, ContentFile(self._bytes(path, LARGEST), name=name))
        return photos

    def _bytes(self, path: str, most: int) -> bytes:
        if path not in self._sizes:
            raise UnfitPackage(f"压缩包里缺少 {path}，请重新导出，不要改动里面的文件。")
        if self._sizes[path] > most:
            raise UnfitPackage(f"压缩包里的 {path} 超过 {most // 1024 // 1024} MB，没有读。")
        try:
            return self._zip.read(path)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
            raise UnfitPackage(f"压缩包里的 {path} 已损坏，请重新导出。") from None


def _packed(entry: Any, place: int) -> Packed:
    whole = f"压缩包里的第 {place} 条记录不完整，请重新导出。"
    try:
        key, told = entry["id"], _told(entry)
        files = tuple((file["name"], file["path"]) for file in entry["files"])
    except (TypeError, KeyError, AttributeError):
        raise UnfitPackage(whole) from None
    if not _whole(key, told, files):
        raise UnfitPackage(whole)
    return Packed(key, told, files)


def _inspection(entry: Any, place: int) -> PackedInspection:
    whole = f"压缩包里的第 {place} 次阵地检查不完整，请重新导出。"
    try:
        key, told, number = entry["id"], _told(entry), entry["place"]
        files = tuple((file["field"], file["name"], file["path"]) for file in entry["files"])
    except (TypeError, KeyError, AttributeError):
        raise UnfitPackage(whole) from None
    known = isinstance(number, int) and not isinstance(number, bool) and 0 < number < HIGHEST
    if not known or not _whole(key, told, files):
        raise UnfitPackage(whole)
    return PackedInspection(key, number, told, files)


def _told(entry: Any) -> dict[str, str]:
    return {str(name): text for name, text in entry["told"].items()}


def _whole(key: Any, told: Mapping[str, Any], files: Iterable[tuple[Any, ...]]) -> bool:
    texts = [key, *told.values(), *(text for file in files for text in file)]
    return all(isinstance(text, str) for text in texts) and is_key(key)
