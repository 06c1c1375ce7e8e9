"""A table of figures as one Parquet file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from taizhang.rollups.exported.room import csv_source, duckdb_room, quoted


def write_parquet(
    *, parts: Sequence[Path], columns: Mapping[str, str], to: Path, scratch: Path, memory: str
) -> None:
    """Write the rows of CSV files, in the order given, with the columns' names and types of SQL."""
    texts = tuple(name for name, sort in columns.items() if sort == "VARCHAR")
    with duckdb_room(scratch, memory) as (connection, _):
        connection.execute("SET threads = 1")  # So rows stay in their order.
        types = ", ".join(f'"{name}" {sort}' for name, sort in columns.items())
        connection.execute(f"CREATE TABLE figures ({types})")
        for part in parts:
            connection.execute(f"INSERT INTO figures SELECT * FROM {csv_source(part, columns, texts)}")
        connection.execute(f"COPY figures TO {quoted(to)} (FORMAT parquet)")
