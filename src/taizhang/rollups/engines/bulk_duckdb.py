"""Roll-ups by DuckDB over postings in Parquet files, on one machine, spilling to disk where memory is short.

The files have the columns of a posting: book, source, revision, unit, on_day (date), kind, tags ("" or
"|a|b|"), the measures, weight, position; those of an export the place of each line as well. They are read once
for all rules that add up, and once more for those that ask how many values stand. Cells climb level by level.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from taizhang.kernel.period import Period
from taizhang.rollups.bulk import BulkEngine, BulkPlan, UnitFigures, UnknownUnit
from taizhang.rollups.dated_tree import DatedTree, Places
from taizhang.rollups.engines import bulk_statements as sql
from taizhang.rollups.engines.bulk_answers import answers
from taizhang.rollups.engines.bulk_bounds import bounds_of
from taizhang.rollups.engines.bulk_dialects import DUCKDB
from taizhang.rollups.engines.bulk_frame import figures_in, make_frame, needed
from taizhang.rollups.engines.bulk_layout import Layout
from taizhang.rollups.engines.bulk_lines import Source
from taizhang.rollups.engines.bulk_statement import Statement
from taizhang.rollups.engines.duckdb_refusals import exports_told, told_in_chinese
from taizhang.rollups.exported.tree_rows import tree_digest

ROWS_AT_ONCE = 1000


class DuckDbBulk(BulkEngine):
    """Roll-ups over Parquet files. `scratch` is a folder for what does not fit into `memory` ("2GB")."""

    def __init__(self, files: Sequence[Path], *, scratch: Path, memory: str = "2GB", tree: str = "") -> None:
        """`tree` is the digest of the tree that the places of the files are numbered by, "" where they have none."""
        self._files = [str(file) for file in files]
        self._scratch = scratch
        self._memory = memory
        self._tree = tree

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
        if not self._files:
            return
        by_day = tree.places()
        with told_in_chinese(), tempfile.TemporaryDirectory(dir=self._scratch) as scratch:
            folder = Path(scratch)
            settings: dict[str, str | bool | int | float | list[str]] = {
                "memory_limit": self._memory,
                "temp_directory": str(folder / "spilled"),
            }
            # In a file, so that places that do not fit into memory are written out as well; cells are spilled.
            with duckdb.connect(str(folder / "cells.duckdb"), config=settings) as connection:
                with exports_told():
                    connection.read_parquet(self._files, hive_partitioning=False).create_view("posting")
                    bounds = bounds_of(connection, self._files)
                depth = make_frame(
                    connection,
                    folder=folder,
                    plan=plan,
                    tree=tree,
                    by_day=by_day,
                    periods=periods,
                    units=units,
                )
                # An export of this tree knows the place of every line, and with it every unit.
                numbered = bounds.placed and tree_digest(by_day) == self._tree
                if not numbered:
                    _check_known(connection, as_of)
                source = Source(periods, numbered, _range(by_day, units))
                layout = Layout.of(plan, periods=periods, bounds=bounds, dialect=DUCKDB)
                add_up(connection, layout, source, None if bounds.counts_all(as_of) else as_of, depth=depth)
                found = connection.execute(answers(DUCKDB, layout, asked=units is not None))
                yield from figures_in(_rows(found), plan=plan, periods=periods)


def _range(by_day: Places, units: Collection[int] | None) -> tuple[int, int] | None:
    """Return the first and the last place whose lines the units asked for need, None where all are asked for."""
    if units is None:
        return None
    numbers = [place.number for place in needed(by_day, units)]
    return (min(numbers), max(numbers)) if numbers else (0, -1)


def _check_known(connection: duckdb.DuckDBPyConnection, as_of: int | None) -> None:
    statement = Statement(DUCKDB, as_of)
    text = sql.unknown(statement)
    unknown = [unit for (unit,) in connection.execute(text, statement.params).fetchall()]
    if unknown:
        raise UnknownUnit(f"not in the tree: {unknown}")


def add_up(
    connection: duckdb.DuckDBPyConnection, layout: Layout, source: Source, as_of: int | None, *, depth: int
) -> None:
    """Make the tables of cells and values: of each place's own lines, then of all places above, up from `depth`."""
    for text in _created(layout):
        connection.execute(text)
    for table, statement, text in sql.own(DUCKDB, layout, source, as_of):
        connection.execute(f"INSERT INTO {table} {text}", statement.params)
    for level in range(depth, 0, -1):
        for text in _climbs(layout, level):
            connection.execute(text)


def _created(layout: Layout) -> Iterator[str]:
    columns = "".join(f", {each.name} {each.sort}" for each in layout.columns)
    # Temporary tables are neither packed nor logged, and spilled all the same where memory is short.
    yield f"CREATE OR REPLACE TEMP TABLE cell (period INTEGER, place INTEGER, whole BOOLEAN{columns})"
    if layout.apart:
        yield (
            "CREATE OR REPLACE TEMP TABLE value (period INTEGER, place INTEGER, number INTEGER, told VARCHAR,"
            " net BIGINT)"
        )


def _climbs(layout: Layout, depth: int) -> Iterator[str]:
    """Return the statements that add what lies at a depth to the places above."""
    columns = "".join(f", {each.together}(c.{each.name})" for each in layout.columns)
    place = f"JOIN place AS h ON h.number = c.place WHERE h.depth = {depth}"
    yield (
        f"INSERT INTO cell SELECT c.period, h.above, FALSE{columns} FROM cell AS c {place}"
        " GROUP BY c.period, h.above"
    )
    if layout.apart:
        yield (
            "INSERT INTO value SELECT c.period, h.above, c.number, c.told, SUM(c.net)"
            f" FROM value AS c {place} GROUP BY c.period, h.above, c.number, c.told"
        )


def _rows(found: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := found.fetchmany(ROWS_AT_ONCE):
        yield from rows
