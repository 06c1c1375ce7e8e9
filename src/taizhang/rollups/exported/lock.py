"""One writer in a folder at a time; whoever is killed leaves no lock behind."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from taizhang.rollups.exported.manifest import LOCK, SCRATCH, ExportRefused, read_manifest

try:
    import fcntl
except ImportError:  # Windows has no flock; there one export at a time is the operator's to keep.
    fcntl = None  # type: ignore[assignment]


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the folder, made where it is missing, for as long as the block lasts.

    Raises:  ExportRefused where another export holds it, or other files lie there.
    """
    read_manifest(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ExportRefused(f"文件夹“{folder}”正在由另一个导出写，请等它写完再来。") from None
        for left_behind in folder.glob(f"{SCRATCH}*"):
            shutil.rmtree(left_behind)
        yield
