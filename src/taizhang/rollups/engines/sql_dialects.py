"""Where the SQL of SQLite and of PostgreSQL differs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Protocol

from taizhang.rollups.engines.spans import UnitDays


class Bind(Protocol):
    """Keeps a value for the statement and returns the placeholder that stands for it."""

    def __call__(self, value: Any) -> str: ...


class Dialect(Protocol):
    """What the engine needs to know of a database."""

    text_order: str
    """How to sort text by code point, after an ORDER BY expression."""

    def lines(self, days: Sequence[UnitDays], bind: Bind) -> str:
        """Return a FROM clause of the postings `p` of these units on these days."""

    def holds(self, text: str, bind: Bind) -> str:
        """Return the condition that `p.tags` holds the text."""


class SqliteDialect:
    """SQLite 3.38 or later. The days arrive as one JSON value, so there may be any number of units."""

    text_order = ""

    def lines(self, days: Sequence[UnitDays], bind: Bind) -> str:
        told = [[unit, str(start), str(until)] for unit, start, until in days]
        # CROSS JOIN keeps SQLite from turning the loops round: one index search for each span.
        return (
            f"FROM json_each({bind(json.dumps(told))}) AS span CROSS JOIN journal_posting AS p"
            " ON p.unit_id = span.value->>0 AND p.on_day >= span.value->>1 AND p.on_day < span.value->>2"
        )

    def holds(self, text: str, bind: Bind) -> str:
        # Not LIKE: it takes A and a for the same, and % and _ for signs of its own.
        return f"instr(p.tags, {bind(text)}) > 0"


class PostgresqlDialect:
    """PostgreSQL 12 or later."""

    text_order = 'COLLATE "C"'

    def lines(self, days: Sequence[UnitDays], bind: Bind) -> str:
        units = bind([each.unit for each in days])
        starts = bind([each.start for each in days])
        untils = bind([each.until for each in days])
        return (
            f"FROM unnest({units}::bigint[], {starts}::date[], {untils}::date[]) AS span(unit_id, start, until)"
            " JOIN journal_posting AS p"
            " ON p.unit_id = span.unit_id AND p.on_day >= span.start AND p.on_day < span.until"
        )

    def holds(self, text: str, bind: Bind) -> str:
        return f"strpos(p.tags, {bind(text)}) > 0"


DIALECTS: dict[str, Dialect] = {"sqlite": SqliteDialect(), "postgresql": PostgresqlDialect()}
"""By Django's name of the database: `connection.vendor`."""
