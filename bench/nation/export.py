"""The country's journal as an export in a folder: by the product's own writer, from made-up lines."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

from bench.nation.divisions import PACKAGE, Division, divisions
from bench.nation.postings import columns, lines, prepared
from bench.nation.tree import MERGED_ON, dated_tree, merged
from taizhang.rollups.dated_tree import DatedTree, Places
from taizhang.rollups.exported.lock import only_writer
from taizhang.rollups.exported.manifest import Manifest, read_manifest
from taizhang.rollups.exported.room import duckdb_room, quoted
from taizhang.rollups.exported.writing import ExportWriter

SEED = 9704
LINES_AT_ONCE = 10_000_000
MEMORY = "6GB"


def nation_export(*, cache: Path, size: int) -> tuple[Path, Manifest, DatedTree]:
    """Return the folder of an export of so many lines, its manifest and tree; made where it is not there yet."""
    everyone = divisions(cache)
    tree = dated_tree(everyone)
    folder = cache / f"nation-{PACKAGE.partition('@')[2]}-{size}-{SEED}"
    manifest = read_manifest(folder) if folder.is_dir() else None
    if manifest is None or manifest.position != size or not manifest.tree:
        shutil.rmtree(folder, ignore_errors=True)
        manifest = write_export(folder, divisions=everyone, places=tree.places(), size=size)
    return folder, manifest, tree


def write_export(
    folder: Path,
    *,
    divisions: Sequence[Division],
    places: Places,
    size: int,
    at_once: int = LINES_AT_ONCE,
    seed: int = SEED,
) -> Manifest:
    """Write so many lines in two unequal steps or more, as exports do that are brought up now and then."""
    with only_writer(folder), duckdb_room(folder, MEMORY) as (connection, scratch):
        _load_units(connection, divisions, scratch)
        connection.execute(prepared(seed=seed))
        row = connection.execute("SELECT count(*) FROM worker").fetchone()
        units = row[0] if row else 0
        writer = ExportWriter(folder=folder, connection=connection, scratch=scratch, places=places)
        file = scratch / "lines.csv"
        for last in _steps(size, at_once):
            first = writer.manifest.position + 1
            query = lines(first=first, last=last, size=size, units=units, seed=seed)
            connection.execute(
                f"COPY (SELECT {columns()} FROM ({query})) TO {quoted(file)} (FORMAT csv, HEADER false)"
            )
            writer.take(file)
            writer.add(last=last)
        for group in writer.merges_left():
            writer.merge(group)
        writer.finish(root="")
        return writer.manifest


def _steps(size: int, at_once: int) -> list[int]:
    """Return the positions at which the steps end; the last fifth of the journal came after the rest was put together."""
    whole = size * 4 // 5
    return [*range(at_once, whole, at_once), *([whole] if whole else []), size]


def _load_units(connection: duckdb.DuckDBPyConnection, divisions: Sequence[Division], scratch: Path) -> None:
    """Make the table `units`: each with its heir from the day on which it was merged."""
    heirs = merged(divisions)
    file = scratch / "units.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            (each.id, each.level, heirs.get(each.id), MERGED_ON if each.id in heirs else None)
            for each in divisions
        )
    connection.execute(
        f"CREATE TABLE units AS SELECT * FROM read_csv({quoted(file)}, header = false, columns ="
        " {'unit': 'BIGINT', 'level': 'VARCHAR', 'heir': 'BIGINT', 'merged_on': 'DATE'})"
    )
    file.unlink()
