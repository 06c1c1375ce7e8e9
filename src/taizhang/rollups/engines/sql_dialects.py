"""Where the SQL of SQLite and of PostgreSQL differs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from taizhang.rollups.engines.spans import UnitDays
from taizhang.rollups.engines.sql_conditions import Bind


class Spans(NamedTuple):
    """The days of a scope in SQL: the table, the column of its units, the condition on a posting `p`."""

    table: str
    unit: str
    tie: str


class ChainLines(Protocol):
    """Lines of a unit's chain after number `low`, up to and with number `high`."""

    @property
    def unit(self) -> int: ...

    @property
    def low(self) -> int: ...

    @property
    def high(self) -> int: ...


class Dialect(Protocol):
    """What the engine needs to know of a database."""

    text_order: str
    """How to sort text by code point, after an ORDER BY expression."""

    sorts_groups: bool
    """Whether GROUP BY sorts every line first (SQLite), instead of hashing it."""

    month: str
    """The first day of the month in which a posting `p` counts."""

    def spans(self, days: Sequence[UnitDays], bind: Bind, *, day: str = "on_day") -> Spans:
        """Return these units and days as a table, and what ties a posting `p`, or another row, to it."""

    def chains(self, lines: Sequence[ChainLines], bind: Bind) -> str:
        """Return these lines of units' chains as a table `p`, found in the chains' index."""

    def looked_up(self, table: str, name: str, condition: str) -> str:
        """Return the join of the rows of another table that fit a posting `p`: found in its index for each posting."""

    def holds(self, text: str, bind: Bind) -> str:
        """Return the condition that `p.tags` holds the text."""

    def on_any(self, days: Sequence[dt.date], bind: Bind) -> str:
        """Return the condition that `p.on_day` is one of the days, as a filter on what was found."""


class SqliteDialect:
    """SQLite 3.38 or later. The days arrive as one JSON value, so there may be any number of units."""

    text_order = ""
    sorts_groups = True
    month = "substr(p.on_day, 1, 8) || '01'"

    def spans(self, days: Sequence[UnitDays], bind: Bind, *, day: str = "on_day") -> Spans:
        told = [[unit, str(start), str(until)] for unit, start, until in days]
        return Spans(
            f"json_each({bind(json.dumps(told))}) AS span",
            "span.value->>0",
            f"p.unit_id = span.value->>0 AND p.{day} >= span.value->>1 AND p.{day} < span.value->>2",
        )

    def chains(self, lines: Sequence[ChainLines], bind: Bind) -> str:
        told = [[each.unit, each.low, each.high] for each in lines]
        # CROSS JOIN keeps the loops as they are written: one index search for each chain.
        return (
            f"json_each({bind(json.dumps(told))}) AS chain CROSS JOIN journal_posting AS p"
            " ON p.unit_id = chain.value->>0 AND p.chain_number > chain.value->>1"
            " AND p.chain_number <= chain.value->>2"
        )

    def looked_up(self, table: str, name: str, condition: str) -> str:
        # CROSS JOIN keeps the loops as they are written.
        return f"CROSS JOIN {table} AS {name} ON {condition}"

    def holds(self, text: str, bind: Bind) -> str:
        # Not LIKE: it takes A and a for the same, and % and _ for signs of its own.
        return f"instr(p.tags, {bind(text)}) > 0"

    def on_any(self, days: Sequence[dt.date], bind: Bind) -> str:
        # With the plus no index is searched for each of the days.
        return f"+p.on_day IN (SELECT value FROM json_each({bind(json.dumps([str(day) for day in days]))}))"


class PostgresqlDialect:
    """PostgreSQL 12 or later."""

    text_order = 'COLLATE "C"'
    sorts_groups = False
    month = "date_trunc('month', p.on_day)::date"

    def spans(self, days: Sequence[UnitDays], bind: Bind, *, day: str = "on_day") -> Spans:
        units = bind([each.unit for each in days])
        starts = bind([each.start for each in days])
        untils = bind([each.until for each in days])
        return Spans(
            f"unnest({units}::bigint[], {starts}::date[], {untils}::date[]) AS span(unit_id, start, until)",
            "span.unit_id",
            f"p.unit_id = span.unit_id AND p.{day} >= span.start AND p.{day} < span.until",
        )

    def chains(self, lines: Sequence[ChainLines], bind: Bind) -> str:
        units, lows, highs = (
            bind([getattr(each, name) for each in lines]) for name in ("unit", "low", "high")
        )
        # OFFSET 0 keeps the inner part by itself: it is asked once for each chain, never for the whole journal.
        return (
            f"unnest({units}::bigint[], {lows}::bigint[], {highs}::bigint[]) AS chain(unit_id, low, high)"
            " CROSS JOIN LATERAL (SELECT * FROM journal_posting AS each WHERE each.unit_id = chain.unit_id"
            " AND each.chain_number > chain.low AND each.chain_number <= chain.high OFFSET 0) AS p"
        )

    def looked_up(self, table: str, name: str, condition: str) -> str:
        # OFFSET 0 keeps it by itself, so that the other table is never read from end to end.
        return f"CROSS JOIN LATERAL (SELECT * FROM {table} AS {name} WHERE {condition} OFFSET 0) AS {name}"

    def holds(self, text: str, bind: Bind) -> str:
        return f"strpos(p.tags, {bind(text)}) > 0"

    def on_any(self, days: Sequence[dt.date], bind: Bind) -> str:
        return f"p.on_day = ANY({bind(list(days))}::date[])"


DIALECTS: dict[str, Dialect] = {"sqlite": SqliteDialect(), "postgresql": PostgresqlDialect()}
"""By Django's name of the database: `connection.vendor`."""
