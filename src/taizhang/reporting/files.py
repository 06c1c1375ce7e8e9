"""Files written whole: at every moment the old one or the new one, never half."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from taizhang.kernel.refusal import Refused

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""Opened so, a file of that name that anybody else has made is never written over; Windows leaves line ends alone."""


class FolderMissing(Refused):
    """The folder that a file should be written to is not there."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A file that is written beside its place and on its way to the disk."""

    path: Path
    temporary: Path
    descriptor: int

    def take_place(self) -> None:
        """Put the file into its place once it is on the disk."""
        with _taken_away_on_failure(self.temporary):
            try:
                os.fsync(self.descriptor)
            finally:
                os.close(self.descriptor)
            self.temporary.replace(self.path)


def begin_whole(*, path: Path, content: bytes) -> Begun:
    """Write the bytes beside the file, hand them to the disk and do not wait for it.

    Who writes many files begins several before the first takes its place: the disk is then waited for less often.
    Raises:  FolderMissing.
    """
    descriptor, temporary = _opened(path)
    with _taken_away_on_failure(temporary):
        try:
            with os.fdopen(descriptor, "wb", closefd=False) as file:
                file.write(content)
            if hasattr(os, "posix_fadvise"):
                # What is said not to be needed in memory is handed to the disk at once.
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        except BaseException:
            os.close(descriptor)
            raise
    return Begun(path, temporary, descriptor)


def write_whole(*, path: Path, content: bytes) -> None:
    """Write the bytes to the file.

    Raises:  FolderMissing.
    """
    begin_whole(path=path, content=content).take_place()


@contextmanager
def file_in_place(*, path: Path) -> Iterator[Path]:
    """Yield a temporary file beside `path` that takes its place when the block ends well.

    Raises:  FolderMissing.
    """
    descriptor, temporary = _opened(path)
    os.close(descriptor)
    with _taken_away_on_failure(temporary):
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)


@contextmanager
def _taken_away_on_failure(temporary: Path) -> Iterator[None]:
    """Take the file away where the block fails."""
    try:
        yield
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _opened(path: Path) -> tuple[int, Path]:
    """Return a new file beside `path`, open for writing, under a name that nobody else has, and its path."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        return os.open(temporary, _NEW, 0o644), temporary
    except (FileNotFoundError, NotADirectoryError):
        raise FolderMissing(
            f"文件夹“{path.parent}”不存在，不能写“{path.name}”，请先建立文件夹或改正路径。"
        ) from None
