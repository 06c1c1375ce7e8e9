"""How many days or kinds stand over many units, without sorting or hashing every line.

In a book whose sources stand once the weights of any units add up to no less than 0, so what stands in
some of the units stands in all. A sample of units has nearly every day and kind; only what it lacks is
looked for in the others.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from taizhang.kernel.period import Period
from taizhang.rollups.engines.base import Frame
from taizhang.rollups.engines.sql_columns import day_of
from taizhang.rollups.engines.sql_dialects import Dialect
from taizhang.rollups.engines.sql_lines import Ask
from taizhang.rollups.engines.sql_query import Query
from taizhang.rollups.plan import Distinct, Rule, effective_where

VALUE_COLUMN = {"day": "p.on_day", "kind": "p.kind"}


def standing_values(part: Rule, distinct: Distinct, frame: Frame, *, dialect: Dialect, ask: Ask) -> int:
    """Return how many days or kinds stand, of a book whose sources stand once."""
    column = VALUE_COLUMN[distinct.of]

    def told(query: Query, only: str = "TRUE") -> set[Any]:
        """Return the values that stand, of those lines that meet the condition."""
        lines = f"{query.lines(part)} AND {only} GROUP BY {column} HAVING SUM(p.weight) > 0"
        rows = ask(f"SELECT {column} {lines}", query.params)
        return {day_of(value) if distinct.of == "day" else value for (value,) in rows}

    standing = told(Query(dialect, frame, sampled=True))
    if distinct.of == "day":
        lacking = [day for day in _days(frame.period) if day not in standing]
        if lacking:
            query = Query(dialect, replace(frame, period=Period.range(lacking[0], lacking[-1])))
            standing |= told(query, dialect.on_any(lacking, query.bind))
    else:
        query = Query(dialect, frame)
        others = [query.bind(kind) for kind in _kinds(part, ask) if kind not in standing]
        if others:
            standing |= told(query, f"p.kind IN ({', '.join(others)})")
    return len(standing)


def _kinds(part: Rule, ask: Ask) -> list[str]:
    """Return the kinds that the rule names, else those that occur in its book, found by leaps in an index."""
    if effective_where(part).kinds:
        return list(effective_where(part).kinds)
    least = "SELECT MIN(kind) FROM journal_posting WHERE book = %(book)s"
    rows = ask(
        f"WITH RECURSIVE kinds(kind) AS (SELECT ({least}) UNION ALL"
        f" SELECT ({least} AND kind > kinds.kind) FROM kinds WHERE kinds.kind IS NOT NULL)"
        " SELECT kind FROM kinds WHERE kind IS NOT NULL",
        {"book": part.book},
    )
    return [kind for (kind,) in rows]


def _days(period: Period) -> list[dt.date]:
    return [period.start + dt.timedelta(days=day) for day in range((period.until - period.start).days)]
