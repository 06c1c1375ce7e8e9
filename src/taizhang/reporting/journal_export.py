"""The journal as Parquet files in a folder: made, brought up to the journal, checked against it."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from taizhang.foundation.journal.models import Checkpoint
from taizhang.foundation.journal.selectors import newest_checkpoint, write_sealed_lines
from taizhang.foundation.keys.services import SigningKey
from taizhang.reporting.position import seal_journal
from taizhang.reporting.unit_tree import dated_tree
from taizhang.rollups.exported.checking import (
    MOST_FAULTS,
    checked_manifest,
    faults_of_files,
    faults_of_lines,
)
from taizhang.rollups.exported.lock import only_writer
from taizhang.rollups.exported.manifest import Manifest
from taizhang.rollups.exported.room import duckdb_room
from taizhang.rollups.exported.writing import ExportWriter

LINES_AT_ONCE = 1_000_000
LINES_A_PIECE, PIECES_UNDER_WAY = 100_000, 4
"""Lines are handed over in pieces; so many of them may lie on the disk."""
MEMORY = "1GB"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export came to: its manifest, and how many lines were new."""

    manifest: Manifest
    added: int


@dataclass(slots=True)
class Checked:
    """What was checked of an export, and every fault found, in Chinese. `behind`: lines that came later."""

    position: int
    rows: int
    behind: int
    faults: list[str] = field(default_factory=list)


def export_journal(
    *,
    folder: Path,
    key: SigningKey,
    at: dt.datetime,
    lines_at_once: int = LINES_AT_ONCE,
    memory: str = MEMORY,
    progress: Progress = lambda done, total: None,
) -> Exported:
    """Seal the journal and bring the export in the folder up to it.

    Lines go out in steps of `lines_at_once`; each step that is done stays done, whatever happens to
    the next. Raises:  ExportRefused.
    """
    with only_writer(folder):
        return refresh(folder, key, at, lines_at_once=lines_at_once, memory=memory, progress=progress)


def refresh(
    folder: Path, key: SigningKey, at: dt.datetime, *, lines_at_once: int, memory: str, progress: Progress
) -> Exported:
    """Bring an export up to the journal for whoever holds its folder: see `export_journal`."""
    sealed = seal_journal(key=key, at=at)
    _, root = newest_checkpoint()
    # The tree is read after the seal: it knows every unit of every sealed line.
    places = dated_tree().places()
    with duckdb_room(folder, memory) as (connection, scratch):
        writer = ExportWriter(folder=folder, connection=connection, scratch=scratch, places=places)
        before = writer.manifest.position
        for last in _added(writer, scratch, sealed=sealed, lines_at_once=lines_at_once):
            progress(last - before, sealed - before)
        for group in writer.merges_left():
            writer.merge(group)
        writer.finish(root=root)
        return Exported(writer.manifest, sealed - before)


def _added(writer: ExportWriter, scratch: Path, *, sealed: int, lines_at_once: int) -> Iterator[int]:
    """Add all lines up to a position, and return the position of each step when it is done.

    While the database tells the next lines, those before are taken in and written beside it.
    """
    after = writer.manifest.position
    with ThreadPoolExecutor(max_workers=1) as beside:
        under_way: deque[tuple[Future[None], int]] = deque()
        while after < sealed:
            # Steps end at the same positions whenever they are begun.
            step = min((after // lines_at_once + 1) * lines_at_once, sealed)
            last = min(after + LINES_A_PIECE, step)
            lines = scratch / f"lines-{last}.csv"
            with lines.open("wb") as out:
                write_sealed_lines(after=after, last=last, to=out)
            under_way.append((beside.submit(writer.take, lines), 0))
            if last == step:
                under_way.append((beside.submit(writer.add, last=step), step))
            after = last
            yield from _finished(under_way, left=PIECES_UNDER_WAY)
        yield from _finished(under_way, left=0)


def _finished(under_way: deque[tuple[Future[None], int]], *, left: int) -> Iterator[int]:
    """Wait until no more than so many are under way, and return the positions of steps that are done."""
    while len(under_way) > left:
        work, step = under_way.popleft()
        work.result()
        if step:
            yield step


def check_export(
    *,
    folder: Path,
    lines_at_once: int = LINES_AT_ONCE,
    memory: str = MEMORY,
    progress: Progress = lambda done, total: None,
) -> Checked:
    """Compare every file with the manifest, the checkpoint and every line with the journal.

    Whether the journal itself holds is told by `journal.verify`. Raises:  ExportRefused.
    """
    manifest = checked_manifest(folder)
    with only_writer(folder):
        size, _ = newest_checkpoint()
        checked = Checked(manifest.position, manifest.rows, max(size - manifest.position, 0))
        checked.faults += faults_of_files(folder, manifest)
        if checked.faults:
            return checked
        if not _checkpoint_stands(manifest):
            checked.faults.append(
                f"导出到第 {manifest.position} 位时的检查点与账本的不符：不是同一本账，或账本此前有改动。"
            )
        if manifest.rows != manifest.position:
            checked.faults.append(f"导出应有 {manifest.position} 笔，实有 {manifest.rows} 笔。")
        with duckdb_room(folder, memory) as (connection, scratch):
            lines = scratch / "lines.csv"
            for after in range(0, manifest.position, lines_at_once):
                last = min(after + lines_at_once, manifest.position)
                with lines.open("wb") as out:
                    write_sealed_lines(after=after, last=last, to=out)
                checked.faults += faults_of_lines(
                    connection, folder, manifest, lines=lines, first=after + 1, last=last
                )
                progress(last, manifest.position)
                if len(checked.faults) >= MOST_FAULTS:
                    break
    return checked


def _checkpoint_stands(manifest: Manifest) -> bool:
    """Return whether the journal has the checkpoint that the export stands on; none at a step within."""
    if not manifest.root:
        return True
    return Checkpoint.objects.filter(size=manifest.position, root=manifest.root).exists()
