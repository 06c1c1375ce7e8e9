"""Roll-ups by DuckDB over postings in Parquet files, on one machine, spilling to disk where memory is short.

The files have the columns of a posting: book, source, revision, unit, on_day (date), kind, tags ("" or
"|a|b|"), the measures, weight, position. They are read once for all rules that add up, and once more
for each rule that asks how many values stand.
"""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import duckdb

from taizhang.kernel.period import Period
from taizhang.rollups.bulk import BulkEngine, BulkPlan, UnitFigures, UnknownUnit
from taizhang.rollups.dated_tree import DatedTree, Place, Places
from taizhang.rollups.engines import bulk_statements as sql
from taizhang.rollups.engines.duckdb_refusals import exports_told, told_in_chinese

ROWS_AT_ONCE = 1000
PLACE_COLUMNS = (
    "number BIGINT, above BIGINT, depth INTEGER, unit BIGINT, tree INTEGER, since DATE, until DATE"
)


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
                depth = _load(connection, folder, plan, tree, periods, units)
                _check_known(connection, as_of)
                add_up(connection, plan, as_of)
                for level in range(depth, 0, -1):
                    for statement in sql.climbs(plan.columns, level):
                        connection.execute(statement)
                yield from _answers(connection, plan, periods, units)


def _load(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    plan: BulkPlan,
    tree: DatedTree,
    periods: Sequence[Period],
    units: Collection[int] | None,
) -> int:
    """Make the tables of places and periods; return how deep the deepest place lies.

    Of the places those alone whose lines the units asked for need.
    """
    by_day = tree.places()
    places = list(_place_rows(_needed(by_day, units), 0, 0))
    offset = len(by_day)
    if any(column.held for column in plan.columns):
        for number, period in enumerate(periods, start=1):
            held = tree.holders(day=period.until - dt.timedelta(days=1))
            places.extend(_place_rows(_needed(held, units), number, offset))
            offset += len(held)
    # Rows go in by file: bound one by one they would take longer than the roll-up.
    file = folder / "places.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(places)
    connection.execute(f"CREATE TABLE place ({PLACE_COLUMNS})")
    if places:
        connection.execute(
            f"COPY place FROM '{str(file).replace(chr(39), chr(39) * 2)}' (FORMAT csv, HEADER false)"
        )
    file.unlink()
    connection.execute("CREATE TABLE known AS SELECT unnest(?::BIGINT[]) AS unit", [list(tree.units)])
    connection.execute("CREATE TABLE period (number INTEGER, start DATE, until DATE)")
    for number, period in enumerate(periods):
        connection.execute("INSERT INTO period VALUES (?, ?, ?)", [number, period.start, period.until])
    connection.execute(
        "CREATE TABLE calendar AS SELECT CAST(unnest(range(start, until, INTERVAL 1 DAY)) AS DATE) AS day,"
        " number AS period FROM period"
    )
    for statement in sql.created(plan.columns):
        connection.execute(statement)
    return max((int(str(row[2])) for row in places), default=0)


def _needed(places: Places, units: Collection[int] | None) -> Iterator[Place]:
    """Return the places of the units asked for, and all that lies below them."""
    last = -1
    for place in places:
        if units is None or place.unit in units:
            last = max(last, place.last)
        if units is None or place.number <= last:
            yield place


def _place_rows(places: Iterable[Place], tree: int, offset: int) -> Iterator[tuple[object, ...]]:
    for place in places:
        above = None if place.above is None else place.above + offset
        yield (place.number + offset, above, place.depth, place.unit, tree, place.since, place.until)


def _check_known(connection: duckdb.DuckDBPyConnection, as_of: int | None) -> None:
    statement = sql.Statement(as_of)
    text = sql.UNKNOWN.format(sealed=statement.sealed())
    unknown = [unit for (unit,) in connection.execute(text, statement.params).fetchall()]
    if unknown:
        raise UnknownUnit(f"not in the tree: {unknown}")


def add_up(connection: duckdb.DuckDBPyConnection, plan: BulkPlan, as_of: int | None) -> None:
    numbered = list(enumerate(plan.columns))
    for held in (False, True):
        columns = [(number, column) for number, column in numbered if column.held == held]
        if columns:
            statement = sql.Statement(as_of)
            text = sql.cells(statement, columns, held=held)
            connection.execute(text, statement.params)
    for number, column in numbered:
        for wanted, write in ((column.by_source, sql.sources), (column.values, sql.values)):
            if wanted:
                statement = sql.Statement(as_of)
                text = write(statement, number, column)
                connection.execute(text, statement.params)


def _answers(
    connection: duckdb.DuckDBPyConnection,
    plan: BulkPlan,
    periods: Sequence[Period],
    units: Collection[int] | None,
) -> Iterator[UnitFigures]:
    if units is not None:
        connection.execute("CREATE TABLE asked AS SELECT unnest(?::BIGINT[]) AS unit", [list(units)])
    found = connection.execute(sql.answers(plan, asked=units is not None))
    ends = ["" if rule.decimals == 0 else f"E-{rule.decimals}" for rule in plan.rules]
    while rows := found.fetchmany(ROWS_AT_ONCE):
        for period, unit, *told in rows:
            values = tuple(
                # From text, because Decimal arithmetic would cut a very long number to 28 digits.
                None if value is None else Decimal(f"{value}{end}") if end else Decimal(value)
                for value, end in zip(told, ends, strict=True)
            )
            if any(value is not None for value in values):
                yield UnitFigures(unit, periods[period], values)
