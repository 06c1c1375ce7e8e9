"""Check an export: its files against its manifest, its lines against those of the journal."""

from __future__ import annotations

from pathlib import Path

import duckdb

from taizhang.rollups.exported.manifest import ExportRefused, Manifest, digest_of, read_manifest
from taizhang.rollups.exported.room import LINE_COLUMNS, lines_in, parquet

MOST_FAULTS = 100
_COLUMNS = ", ".join(LINE_COLUMNS)


def checked_manifest(folder: Path) -> Manifest:
    """Return the manifest of an export that is there.

    Raises:  ExportRefused.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise ExportRefused(f"文件夹“{folder}”里没有账目导出，请核对路径，或先运行 taizhang journal export。")
    return manifest


def faults_of_files(folder: Path, manifest: Manifest) -> list[str]:
    """Return every file that is missing or whose bytes are not those that were written."""
    named = [(segment.file, segment.sha256) for segment in manifest.segments]
    if manifest.tree:
        named.append((manifest.tree_file, manifest.tree_sha256))
    faults = []
    for name, sha256 in named:
        file = folder / name
        if not file.is_file():
            faults.append(f"缺文件“{name}”。")
        elif digest_of(file) != sha256:
            faults.append(f"文件“{name}”与清单上的摘要不符，已被改动。")
    return faults


def faults_of_lines(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    manifest: Manifest,
    *,
    lines: Path,
    first: int,
    last: int,
) -> list[str]:
    """Return the positions from `first` to `last` at which the export tells other than the journal's lines."""
    files = [
        folder / segment.file
        for segment in manifest.segments
        if segment.first <= last and first <= segment.last
    ]
    exported = f"SELECT {_COLUMNS} FROM {parquet(files)} WHERE position BETWEEN {first} AND {last}"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE journal AS SELECT * FROM {lines_in(lines)}")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE exported AS {exported if files else 'SELECT * FROM journal LIMIT 0'}"
    )
    differing = connection.execute(
        "SELECT DISTINCT position FROM ((SELECT * FROM journal EXCEPT ALL SELECT * FROM exported) UNION ALL"
        f" (SELECT * FROM exported EXCEPT ALL SELECT * FROM journal)) ORDER BY position LIMIT {MOST_FAULTS}"
    ).fetchall()
    return [f"第 {position} 位的账与账本不符。" for (position,) in differing]
