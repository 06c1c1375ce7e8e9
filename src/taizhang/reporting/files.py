"""Files written whole: at every moment the old one or the new one, never half."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from taizhang.kernel.refusal import Refused


class FolderMissing(Refused):
    """The folder that a file should be written to is not there."""


def write_whole(*, path: Path, content: bytes) -> None:
    """Write the bytes to the file."""
    with file_in_place(path=path) as temporary:
        temporary.write_bytes(content)


@contextmanager
def file_in_place(*, path: Path) -> Iterator[Path]:
    """Yield a temporary file beside `path` that takes its place when the block ends well.

    Raises:  FolderMissing.
    """
    if not path.parent.is_dir():
        raise FolderMissing(f"文件夹“{path.parent}”不存在，不能写“{path.name}”，请先建立文件夹或改正路径。")
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(descriptor)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
