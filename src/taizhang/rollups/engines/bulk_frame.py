"""What lines are rolled up by, as tables of DuckDB: the places of every tree, the periods, the units.

Tables: place (its unit has `several` places in the tree, or is `alone`: one place in all trees and nobody
below), known, period, calendar and, where only some units are asked for, asked; see `bulk_statements`.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from taizhang.kernel.period import Period
from taizhang.rollups.bulk import BulkPlan, UnitFigures
from taizhang.rollups.dated_tree import DatedTree, Place, Places
from taizhang.rollups.exported.room import csv_source

PLACE_COLUMNS = {
    "number": "INTEGER",
    "last": "INTEGER",
    "above": "INTEGER",
    "depth": "INTEGER",
    "unit": "BIGINT",
    "tree": "INTEGER",
    "since": "DATE",
    "until": "DATE",
}


def make_frame(
    connection: duckdb.DuckDBPyConnection,
    *,
    folder: Path,
    plan: BulkPlan,
    tree: DatedTree,
    by_day: Places,
    periods: Sequence[Period],
    units: Collection[int] | None,
) -> int:
    """Make the tables; return how deep the deepest place lies. `folder` is for a file that goes again.

    `by_day` are the places of the tree. Those alone go in whose lines the units asked for need.
    """
    places = list(_place_rows(needed(by_day, units), 0, 0))
    offset = len(by_day)
    if any(column.held for column in plan.columns):
        for number, period in enumerate(periods, start=1):
            held = tree.holders(day=period.until - dt.timedelta(days=1))
            places.extend(_place_rows(needed(held, units), number, offset))
            offset += len(held)
    # Rows go in by file: bound one by one they would take longer than the roll-up.
    file = folder / "places.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(places)
    load_places(connection, csv_source(file, PLACE_COLUMNS, ()) if places else "")
    file.unlink()
    connection.execute("CREATE TABLE known AS SELECT unnest(?::BIGINT[]) AS unit", [list(tree.units)])
    load_periods(connection, periods)
    if units is not None:
        connection.execute("CREATE TABLE asked AS SELECT unnest(?::BIGINT[]) AS unit", [list(units)])
    return max((int(str(row[3])) for row in places), default=0)


def load_places(connection: duckdb.DuckDBPyConnection, source: str) -> None:
    """Make the table `place` from a source in SQL with the columns of `PLACE_COLUMNS`; empty where that is ""."""
    columns = ", ".join(f"{name} {sort}" for name, sort in PLACE_COLUMNS.items())
    connection.execute(f"CREATE TABLE place ({columns}, several BOOLEAN, alone BOOLEAN)")
    if source:
        connection.execute(
            f"INSERT INTO place SELECT {', '.join(f'p.{name}' for name in PLACE_COLUMNS)}, u.in_tree > 1,"
            f" u.in_all = 1 AND p.number = p.last FROM {source} AS p"
            " JOIN (SELECT unit, max(places) AS in_tree, sum(places) AS in_all"
            f" FROM (SELECT unit, tree, count(*) AS places FROM {source} GROUP BY unit, tree) GROUP BY unit) AS u"
            " ON u.unit = p.unit"
        )


def load_periods(connection: duckdb.DuckDBPyConnection, periods: Sequence[Period]) -> None:
    """Make the tables `period` and `calendar`."""
    connection.execute("CREATE TABLE period (number INTEGER, start DATE, until DATE)")
    for number, period in enumerate(periods):
        connection.execute("INSERT INTO period VALUES (?, ?, ?)", [number, period.start, period.until])
    connection.execute(
        "CREATE TABLE calendar AS SELECT CAST(unnest(range(start, until, INTERVAL 1 DAY)) AS DATE) AS day,"
        " number AS period, start FROM period"
    )


def needed(places: Places, units: Collection[int] | None) -> Iterator[Place]:
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
        yield (
            place.number + offset,
            place.last + offset,
            above,
            place.depth,
            place.unit,
            tree,
            place.since,
            place.until,
        )


def figures_in(
    rows: Iterable[Sequence[Any]], *, plan: BulkPlan, periods: Sequence[Period]
) -> Iterator[UnitFigures]:
    """Return the figures that the rows of `bulk_statements.answers` tell; those with no value are left out."""
    ends = ["" if rule.decimals == 0 else f"E-{rule.decimals}" for rule in plan.rules]
    for period, unit, *told in rows:
        values = tuple(
            # From text, because Decimal arithmetic would cut a very long number to 28 digits.
            None if value is None else Decimal(f"{value}{end}") if end else Decimal(value)
            for value, end in zip(told, ends, strict=True)
        )
        if any(value is not None for value in values):
            yield UnitFigures(unit, periods[period], values)
