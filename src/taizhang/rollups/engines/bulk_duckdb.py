"""Roll-ups by DuckDB over postings in Parquet files, on one machine, spilling to disk where memory is short.

The files have the columns of a posting: book, source, revision, unit, on_day (date), kind, tags ("" or
"|a|b|"), the measures, weight, position. They are read once for all rules that add up, and once more
for those that ask how many values stand. Cells are kept in tables and climb level by level.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from taizhang.kernel.period import Period
from taizhang.rollups.bulk import BulkEngine, BulkPlan, Column, UnitFigures, UnknownUnit
from taizhang.rollups.dated_tree import DatedTree
from taizhang.rollups.engines import bulk_statements as sql
from taizhang.rollups.engines.bulk_dialects import DUCKDB
from taizhang.rollups.engines.bulk_frame import figures_in, make_frame
from taizhang.rollups.engines.duckdb_refusals import exports_told, told_in_chinese

ROWS_AT_ONCE = 1000


class DuckDbBulk(BulkEngine):
    """Roll-ups over Parquet files. `scratch` is a folder for what does not fit into `memory` ("2GB")."""

    def __init__(self, files: Sequence[Path], *, scratch: Path, memory: str = "2GB") -> None:
        self._files = [str(file) for file in files]
        self._scratch = scratch
        self._memory = memory

    def roll_up(
        self,
        *,
        plan: BulkPlan,
        tree: DatedTree,
        periods: Sequence[Period],
        as_of: int | None = None,
        units: Collection[int] | None = None,
    ) -> Iterator[UnitFigures]:
        """See `BulkEngine.roll_up`."""
        with told_in_chinese(), tempfile.TemporaryDirectory(dir=self._scratch) as scratch:
            folder = Path(scratch)
            settings: dict[str, str | bool | int | float | list[str]] = {
                "memory_limit": self._memory,
                "temp_directory": str(folder),
            }
            # In a file, so that cells that do not fit into memory are written out as well.
            with duckdb.connect(str(folder / "cells.duckdb"), config=settings) as connection:
                with exports_told():
                    connection.read_parquet(self._files, hive_partitioning=False).create_view("posting")
                depth = make_frame(
                    connection, folder=folder, plan=plan, tree=tree, periods=periods, units=units
                )
                _check_known(connection, as_of)
                add_up(connection, plan, as_of, depth=depth)
                found = connection.execute(sql.answers(DUCKDB, plan, asked=units is not None))
                yield from figures_in(_rows(found), plan=plan, periods=periods)


def _check_known(connection: duckdb.DuckDBPyConnection, as_of: int | None) -> None:
    statement = sql.Statement(DUCKDB, as_of)
    text = sql.unknown(statement)
    unknown = [unit for (unit,) in connection.execute(text, statement.params).fetchall()]
    if unknown:
        raise UnknownUnit(f"not in the tree: {unknown}")


def add_up(connection: duckdb.DuckDBPyConnection, plan: BulkPlan, as_of: int | None, *, depth: int) -> None:
    """Make the tables of cells and values: of each place's own lines, then of all places above, up from `depth`."""
    for text in _created(plan.columns):
        connection.execute(text)
    for table, statement, text in sql.own(DUCKDB, plan, as_of):
        connection.execute(f"INSERT INTO {table} {text}", statement.params)
    for level in range(depth, 0, -1):
        for text in _climbs(plan.columns, level):
            connection.execute(text)


def _created(columns: Sequence[Column]) -> list[str]:
    # A sum of weights is never more than there are lines; what does not fit stops the statement.
    sums = "".join(f", n{number} BIGINT, t{number} {DUCKDB.wide}" for number in range(len(columns)))
    return [
        f"CREATE TABLE cell (period INTEGER, place BIGINT, depth INTEGER{sums})",
        "CREATE TABLE value (period INTEGER, place BIGINT, depth INTEGER, number INTEGER, told VARCHAR,"
        " net BIGINT)",
    ]


def _climbs(columns: Sequence[Column], depth: int) -> list[str]:
    """Return the statements that add what lies at a depth to the places above."""
    sums = "".join(f", SUM(n{number}), SUM(t{number})" for number in range(len(columns)))
    above = "h.above, h.depth - 1"
    place = f"JOIN place AS h ON h.number = c.place WHERE c.depth = {depth}"
    return [
        f"INSERT INTO cell SELECT c.period, {above}{sums} FROM cell AS c {place} GROUP BY c.period, {above}",
        f"INSERT INTO value SELECT c.period, {above}, c.number, c.told, SUM(c.net)"
        f" FROM value AS c {place} GROUP BY c.period, {above}, c.number, c.told",
    ]


def _rows(found: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := found.fetchmany(ROWS_AT_ONCE):
        yield from rows
