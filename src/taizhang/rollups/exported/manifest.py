"""What an exported journal consists of: one manifest names every file; what it does not name is not there.

A file never changes. The manifest is written last and takes the old one's place whole, so whoever
stops at any moment leaves an export that holds, and files that nobody names.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from taizhang.kernel.refusal import Refused

NAME = "manifest.json"
LOCK, SCRATCH = ".lock", ".scratch-"
VERSION = 1
POSTINGS, TREES = "postings", "tree"


class ExportRefused(Refused):
    """The folder cannot hold an export, or what lies in it is none."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One file of postings of one year: those of the positions first to last, by place, day and position.

    `tree` tells by which tree its places are numbered.
    """

    year: int
    first: int
    last: int
    rows: int
    tree: str
    sha256: str

    @property
    def file(self) -> str:
        return f"{POSTINGS}/year={self.year}/{self.first:012d}-{self.last:012d}-{self.tree[:16]}.parquet"


@dataclass(frozen=True, slots=True)
class Manifest:
    """How far the export has come, and its files. `root` is that of the checkpoint at the position."""

    position: int = 0
    root: str = ""
    tree: str = ""
    tree_sha256: str = ""
    segments: tuple[Segment, ...] = ()

    @property
    def tree_file(self) -> str:
        return f"{TREES}/{self.tree[:16]}.parquet"

    @property
    def rows(self) -> int:
        return sum(segment.rows for segment in self.segments)

    def with_segments(self, *, added: Iterable[Segment], removed: Iterable[Segment] = ()) -> Manifest:
        """Return the manifest with other segments, by year and position."""
        gone = set(removed)
        kept = [segment for segment in self.segments if segment not in gone]
        ordered = sorted((*kept, *added), key=lambda segment: (segment.year, segment.first))
        return replace(self, segments=tuple(ordered))


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of an export, None where the folder is not there or empty.

    Raises:  ExportRefused where other files lie there or the manifest cannot be read.
    """
    file = folder / NAME
    if not file.is_file():
        if folder.is_dir() and any(not each.name.startswith(".") for each in folder.iterdir()):
            raise ExportRefused(f"文件夹“{folder}”里有别的文件，不是账目导出的文件夹，请换一个空文件夹。")
        return None
    try:
        told = json.loads(file.read_text("utf-8"))
        version = told.pop("version")
        segments = tuple(Segment(**each) for each in told.pop("segments"))
        manifest = Manifest(segments=segments, **told)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ExportRefused(
            f"导出的清单“{file}”读不出来，已被改动。请删去整个文件夹后重新导出，账目不受影响。"
        ) from None
    if version != VERSION:
        raise ExportRefused(f"导出的清单“{file}”是第 {version} 版的，本程序只认第 {VERSION} 版，请重新导出。")
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest in place of the old one, after all that it names."""
    told = {"version": VERSION, **asdict(manifest)}
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    temporary = folder / f".{NAME}"
    temporary.write_text(text, "utf-8", newline="\n")
    settle(temporary, folder / NAME)


def settle(temporary: Path, file: Path) -> None:
    """Give a finished file its name, once it is on the disk."""
    with temporary.open("rb+") as stream:
        os.fsync(stream.fileno())
    temporary.replace(file)
    if os.name == "posix":
        descriptor = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep(folder: Path, manifest: Manifest) -> None:
    """Remove the files that an export left behind: those of its own folders that the manifest does not name."""
    named = {segment.file for segment in manifest.segments} | {manifest.tree_file}
    for sub in (POSTINGS, TREES):
        for file in sorted((folder / sub).rglob("*.parquet")):
            if file.relative_to(folder).as_posix() not in named:
                file.unlink()
    (folder / f".{NAME}").unlink(missing_ok=True)


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
