"""Lines of units' chains before and past what the totals have counted, added up by month or day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from taizhang.kernel.posting import MEASURES
from taizhang.rollups.engines.sql_columns import day_of, tags_of
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
    as_of: int | None = None,
    by_day: bool = False,
    dialect: Dialect,
    ask: Ask,
) -> list[Lines]:
    """Return the lines of these stretches, added up where they are alike; sealed ones up to `as_of`.

    They are told apart by month, or with `by_day` by day.
    """
    if not stretches:
        return []
    query = BoundValues("%({})s")
    table = dialect.chains(stretches, query.bind)
    sealed = "" if as_of is None else f" WHERE p.position <= {query.bind(as_of)}"
    when = "p.on_day" if by_day else dialect.month
    return [lines_of(row) for row in ask(alike(f"{table}{sealed}", when=when), query.params)]


def past_the_position(as_of: int, *, most: int, dialect: Dialect, ask: Ask) -> list[Lines] | None:
    """Return the lines that the totals have counted past a journal position, their weights turned round.

    None where they are more than `most`.
    """
    query = BoundValues("%({})s")
    limit = query.bind(most + 1)
    # Two searches, each in an index of its own: past the position, and with no position yet.
    past = " UNION ALL ".join(
        f"SELECT * FROM (SELECT * FROM journal_posting WHERE {condition} LIMIT {limit}) AS found"
        for condition in (f"position > {query.bind(as_of)}", "position IS NULL")
    )
    table = (
        f"({past}) AS p LEFT JOIN reporting_counted_chain AS c"
        " ON c.unit_id = p.unit_id AND p.chain_number <= c.length"
    )
    rows = ask(alike(table, when=dialect.month, also=", c.unit_id IS NOT NULL"), query.params)
    if sum(row[-2] for row in rows) > most:
        return None
    return [_turned_round(lines_of(row[:-1])) for row in rows if row[-1]]


def _turned_round(lines: Lines) -> Lines:
    measures = {measure: -amount for measure, amount in lines.measures.items()}
    return replace(lines, weight=-lines.weight, measures=measures)


def alike(table: str, *, when: str, unit: str = "p.unit_id", also: str = "") -> str:
    """Return the statement that adds up the lines `p` of a table; `also` tells further columns to tell them apart."""
    return (
        f"SELECT {unit}, {when} AS on_, p.book, p.kind, p.tags, SUM(p.weight), {_SUMS}, {_KNOWN},"
        f" COUNT(*){also} FROM {table}"
        f" GROUP BY {unit}, {when}, p.book, p.kind, p.tags, {_KNOWN}{also}"
    )


def lines_of(row: Sequence[Any]) -> Lines:
    """Return what a row of `alike` tells."""
    unit, on, book, kind, tags, weight, *rest = row
    sums, known = rest[: len(MEASURES)], rest[len(MEASURES) : -1]
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
