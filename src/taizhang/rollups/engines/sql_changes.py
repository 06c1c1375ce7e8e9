"""What kept totals lack, or have too much, of what is asked: lines added up by unit and month, rule by rule."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from taizhang.kernel.posting import tags_of
from taizhang.rollups.engines.sql_columns import day_of
from taizhang.rollups.engines.sql_conditions import Bind, BoundValues, conditions
from taizhang.rollups.engines.sql_dialects import Dialect
from taizhang.rollups.engines.sql_lines import Ask, Stretch
from taizhang.rollups.kept import Look, told_apart
from taizhang.rollups.plan import Distinct, Sum

_APART = {"": "''", "unit": "''", "kind": "p.kind", "tag": "p.tags"}
"""What lines are told apart by, beside unit and month, for looks that count different values."""

_NO_LIMIT = 2**62

Table = Callable[[Bind], str]
"""Gives the lines `p` with FROM's words and a WHERE, the values bound."""


class Change(NamedTuple):
    """What lines of a unit and month add to a total under a value."""

    unit: int
    month: dt.date
    value: str
    total: int
    weight: int


Changes = dict[Look, list[Change]]


def lacking(
    looks: Sequence[Look], stretches: Sequence[Stretch], *, as_of: int | None, dialect: Dialect, ask: Ask
) -> Changes:
    """Return what the totals lack: these lines of the units' chains, of sealed ones those up to `as_of`."""

    def table(bind: Bind) -> str:
        sealed = "TRUE" if as_of is None else f"p.position <= {bind(as_of)}"
        return f"{dialect.chains(stretches, bind)} WHERE {sealed}"

    return _added_up(looks, table, dialect=dialect, ask=ask) if stretches else {}


def too_much(looks: Sequence[Look], *, as_of: int, dialect: Dialect, ask: Ask) -> Changes:
    """Return what the totals have past a journal position, turned round: to be added to them."""

    def table(bind: Bind) -> str:
        # Two searches, each in an index of its own: past the position, and with no position yet. The limit, which
        # is none, keeps each by itself: by its book SQLite would go through the whole journal.
        past = " UNION ALL ".join(
            f"SELECT * FROM (SELECT * FROM journal_posting WHERE {condition} LIMIT {bind(_NO_LIMIT)}) AS found"
            for condition in (f"position > {bind(as_of)}", "position IS NULL")
        )
        return (
            f"({past}) AS p JOIN reporting_counted_chain AS c"
            " ON c.unit_id = p.unit_id AND p.chain_number <= c.length WHERE TRUE"
        )

    found = _added_up(looks, table, dialect=dialect, ask=ask)
    return {
        look: [each._replace(total=-each.total, weight=-each.weight) for each in rows]
        for look, rows in found.items()
    }


def _added_up(looks: Sequence[Look], table: Table, *, dialect: Dialect, ask: Ask) -> Changes:
    """Return what lines come to for each look; looks that tell the same values apart are asked together."""
    by_column: defaultdict[str, list[Look]] = defaultdict(list)
    for look in looks:
        by_column[_APART[told_apart(look)]].append(look)
    changes: Changes = {look: [] for look in looks}
    for column, alike in by_column.items():
        query = BoundValues("%({})s")
        for unit, month, told, *sums in ask(_statement(alike, column, table, query, dialect), query.params):
            for number, look in enumerate(alike):
                total, weight = sums[2 * number : 2 * number + 2]
                if weight is not None:
                    changes[look] += [
                        Change(unit, day_of(month), value, int(total), int(weight))
                        for value in _values(look, told)
                    ]
    return changes


def _statement(looks: Sequence[Look], column: str, table: Table, query: BoundValues, dialect: Dialect) -> str:
    sums, fitting = [], []
    for look in looks:
        condition = _matches(look, query.bind, dialect)
        fitting.append(condition)
        sums += [f"SUM(CASE WHEN {condition} THEN {addend} END)" for addend in (_addend(look), "p.weight")]
    keys = f"p.unit_id, {dialect.month}" + ("" if column == "''" else f", {column}")
    return (
        f"SELECT p.unit_id, {dialect.month}, {column}, {', '.join(sums)}"
        f" FROM {table(query.bind)} AND ({' OR '.join(dict.fromkeys(fitting))}) GROUP BY {keys}"
    )


def _matches(look: Look, bind: Bind, dialect: Dialect) -> str:
    """Return the condition that the line `p` matches any of the parts of a look."""
    either = [
        " AND ".join([f"p.book = {bind(part.book)}", *conditions(part, bind=bind, holds=dialect.holds)])
        for part in look
    ]
    return "(" + " OR ".join(dict.fromkeys(either)) + ")"


def _addend(look: Look) -> str:
    aggregate = look[0].aggregate
    return (
        f"p.weight * p.{aggregate.measure}" if len(look) == 1 and isinstance(aggregate, Sum) else "p.weight"
    )


def _values(look: Look, told: str) -> Iterator[str]:
    """Yield the values under which the totals of a look keep lines; of tags "" has the lines, each once."""
    aggregate = look[0].aggregate
    match told_apart(look):
        case "kind":
            yield told
        case "tag":
            yield ""
            prefix = aggregate.prefix if isinstance(aggregate, Distinct) else ""
            yield from (tag for tag in tags_of(told) if tag.startswith(prefix))
        case _:
            yield ""
