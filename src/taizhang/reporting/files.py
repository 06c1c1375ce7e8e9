"""Files written whole: at every moment the old one or the new one, never half."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_whole(*, path: Path, content: bytes) -> None:
    """Write the bytes to the file."""
    with file_in_place(path=path) as temporary:
        temporary.write_bytes(content)


@contextmanager
def file_in_place(*, path: Path) -> Iterator[Path]:
    """Yield a temporary file beside `path` that takes its place when the block ends well."""
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
