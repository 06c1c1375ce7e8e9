"""Lines of units' chains past what the totals have counted, added up by month or day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from taizhang.kernel.posting import MEASURES, tags_of
from taizhang.rollups.engines.sql_columns import day_of
from taizhang.rollups.engines.sql_conditions import BoundValues
from taizhang.rollups.engines.sql_dialects import Dialect
from taizhang.rollups.kept import Lines

Ask = Callable[[str, dict[str, Any]], list[Any]]
"""Runs a statement and returns its rows."""

_SUMS = ", ".join(f"SUM(p.weight * p.{measure})" for measure in MEASURES)
_KNOWN = ", ".join(f"p.{measure} IS NOT NULL" for measure in MEASURES)


class Stretch(NamedTuple):
    """The lines of a unit's chain after number `low`, up to and with number `high`."""

    unit: int
    low: int
    high: int


def past_the_totals(ask: Ask) -> list[Stretch]:
    """Return the lines that the totals have not counted."""
    rows = ask(
        "SELECT h.unit_id, COALESCE(c.length, 0), h.length FROM journal_chain_head AS h"
        " LEFT JOIN reporting_counted_chain AS c ON c.unit_id = h.unit_id"
        " WHERE h.length > COALESCE(c.length, 0)",
        {},
    )
    return [Stretch(*row) for row in rows]


def added_up(
    stretches: Sequence[Stretch],
    *,
    by_day: bool = False,
    dialect: Dialect,
    ask: Ask,
) -> list[Lines]:
    """Return the lines of these stretches, added up where they are alike.

    They are told apart by month, or with `by_day` by day.
    """
    if not stretches:
        return []
    query = BoundValues("%({})s")
    table = dialect.chains(stretches, query.bind)
    when = "p.on_day" if by_day else dialect.month
    return [lines_of(row) for row in ask(alike(table, when=when), query.params)]


def alike(table: str, *, when: str) -> str:
    """Return the statement that adds up the lines `p` of a table where they are alike."""
    return (
        f"SELECT p.unit_id, {when} AS on_, p.book, p.kind, p.tags, SUM(p.weight), {_SUMS}, {_KNOWN}"
        f" FROM {table} GROUP BY p.unit_id, {when}, p.book, p.kind, p.tags, {_KNOWN}"
    )


def lines_of(row: Sequence[Any]) -> Lines:
    """Return what a row of `alike` tells."""
    unit, on, book, kind, tags, weight, *rest = row
    sums, known = rest[: len(MEASURES)], rest[len(MEASURES) :]
    return Lines(
        unit=unit,
        on=day_of(on),
        book=book,
        kind=kind,
        tags=tags_of(tags),
        weight=int(weight),
        measures={
            measure: int(total)
            for measure, total, is_known in zip(MEASURES, sums, known, strict=True)
            if is_known
        },
    )
