"""The journal as Parquet files in a folder: made, brought up to the journal, checked against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
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
        lines = scratch / "lines.csv"
        while (after := writer.manifest.position) < sealed:
            # Steps end at the same positions whenever they are begun.
            last = min((after // lines_at_once + 1) * lines_at_once, sealed)
            with lines.open("wb") as out:
                write_sealed_lines(after=after, last=last, to=out)
            writer.add(lines=lines, last=last)
            progress(last - before, sealed - before)
        for group in writer.merges_left():
            writer.merge(group)
        writer.finish(root=root)
        return Exported(writer.manifest, sealed - before)


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
