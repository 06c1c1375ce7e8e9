"""The one statement that asks figures of subtrees: what is kept of them, and the lines that are not counted yet.

As it is one statement it sees one moment of the totals, whoever counts further or follows the tree meanwhile.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from taizhang.kernel.posting import MEASURES, tags_of
from taizhang.rollups.engines.spans import UnitDays, cut
from taizhang.rollups.engines.sql_conditions import BoundValues
from taizhang.rollups.engines.sql_dialects import Dialect
from taizhang.rollups.kept import Lines, Look, is_held, told_apart
from taizhang.rollups.plan import effective_where

ONE_DAY = dt.timedelta(days=1)

_STATE = """state AS MATERIALIZED (
 SELECT s.counted_id, s.reached_id, s.settled_on FROM reporting_totals_state AS s
 WHERE s.id = 1 AND s.tree = (SELECT COALESCE(MAX(id), 0) FROM units_reorganisation)
 AND (SELECT COALESCE(MAX(id), 0) FROM journal_posting) - s.counted_id <= {most})"""

_NOT_COUNTED = (
    "(p.id > (SELECT reached_id FROM state) OR NOT EXISTS (SELECT 1 FROM reporting_counted_chain AS c"
    " WHERE c.unit_id = p.unit_id AND c.length >= p.chain_number))"
)


class KeptRow(NamedTuple):
    """What is kept for a subtree under a key and a value; `total` None where there is nothing but that it is told."""

    unit: int
    key: str
    value: str
    total: int | None
    weight: int | None


class Found(NamedTuple):
    """What the statement found: rows of totals, and lines by whether they count for stocks, of the unit asked for."""

    kept: list[KeptRow]
    lines: list[tuple[bool, Lines]]


class SubtreeQuery(BoundValues):
    """The statement for looks, by their keys, over the subtrees of units on the days [start, until).

    `sql` goes with `params`; `found` reads its rows. The days are whole months. With more than `most` lines that are
    not counted yet, or totals of another tree, no row is found.
    """

    def __init__(
        self,
        keys: dict[str, Look],
        *,
        units: Sequence[int],
        start: dt.date,
        until: dt.date,
        most: int,
        dialect: Dialect,
    ) -> None:
        super().__init__("%({})s")
        self._dialect = dialect
        self._held = sorted({is_held(look) for look in keys.values()})
        self._units = list(map(self.bind, units))
        self._start, self._until = start, until
        self._most = most
        self._columns = LineColumns(keys.values())
        self.sql = (
            f"WITH {_STATE.format(most=self.bind(most))}, {self._tops()}, {self._asked(keys)}, {self._pieces()}"
            f" {self._later()} UNION ALL {self._kept()}"
        )

    def _tops(self) -> str:
        # As a table: with values beside IN SQLite would plan the statement anew each time (its STAT4).
        return f"top(unit) AS (VALUES {', '.join(f'({unit})' for unit in self._units)})"

    def _asked(self, keys: dict[str, Look]) -> str:
        rows = ", ".join(f"({self.bind(key)}, {self.bind(is_held(look))})" for key, look in keys.items())
        return f"asked(key, held) AS (VALUES {rows})"

    def _pieces(self) -> str:
        """Return whole years, and whole months beside them; of stocks since the first day that there is."""
        told = []
        for held in self._held:
            calendar = cut([UnitDays(0, dt.date.min if held else self._start, self._until)])
            for months, stretches in ((12, calendar.years), (1, calendar.months)):
                told += [[held, months, each.start, each.until] for each in stretches]
        rows = ", ".join(f"({', '.join(map(self.bind, piece))})" for piece in told)
        return f"piece(held, months, since, until) AS (VALUES {rows})"

    def _later(self) -> str:
        """Return the lines that the totals have not counted, each where its unit belonged on its day."""
        told, apart = self._columns.told, self._columns.apart
        which = "" if len(self._held) > 1 else f" AND {'' if self._held[0] else 'NOT '}w.held"
        way = self._dialect.looked_up(
            "reporting_way_up",
            "w",
            f"w.unit_id = p.unit_id AND w.above_id IN ({', '.join(self._units)}){which}"
            " AND w.since <= p.on_day AND w.until > p.on_day",
        )
        books = ", ".join(map(self.bind, self._columns.books))
        return (
            "SELECT w.above_id, w.held, '' AS key, '' AS value, 0 AS total, SUM(p.weight) AS weight"
            f", {', '.join(told)}"
            " FROM (SELECT * FROM journal_posting WHERE id > (SELECT counted_id FROM state)"
            f" ORDER BY id LIMIT {self._most + 1:d}) AS p {way}"
            f" WHERE p.book IN ({books}) AND p.on_day < {self.bind(self._until)}"
            f" AND (w.held OR p.on_day >= {self.bind(self._start)}) AND {_NOT_COUNTED}"
            f" GROUP BY w.above_id, w.held, {', '.join(apart)}"
        )

    def _kept(self) -> str:
        """Return what is kept, and for each unit and key that is told at least one row.

        Units that never had another below have no way to themselves, and stocks of earlier days were held by
        another tree.
        """
        return (
            "SELECT w.unit_id, w.held, k.key, t.value, SUM(t.total), SUM(t.weight)"
            f"{', NULL' * len(self._columns.told)}"
            " FROM state AS s CROSS JOIN asked AS a CROSS JOIN reporting_kept_rule AS k CROSS JOIN top"
            " CROSS JOIN reporting_way_up AS w CROSS JOIN piece AS c"
            " LEFT JOIN reporting_subtree_total AS t ON t.unit_id = w.unit_id AND t.part_id = k.id"
            " AND t.months = c.months AND t.start >= c.since AND t.start < c.until"
            " WHERE k.key = a.key AND c.held = a.held AND w.held = a.held"
            " AND w.unit_id = top.unit AND w.above_id = w.unit_id"
            f" AND (NOT a.held OR s.settled_on <= {self.bind(self._until - ONE_DAY)})"
            " GROUP BY w.unit_id, w.held, k.key, t.value"
        )

    def found(self, rows: Iterable[Sequence[Any]]) -> Found:
        """Return what the rows of the statement tell."""
        found = Found([], [])
        for unit, held, key, value, total, weight, *line in rows:
            if key:
                found.kept.append(KeptRow(unit, key, value or "", total, weight))
            else:
                found.lines.append((bool(held), self._columns.lines(unit, weight, line)))
        return found


class LineColumns:
    """The columns in which lines are told apart for some looks: none that these do not look at."""

    def __init__(self, looks: Collection[Look] | Iterable[Look]) -> None:
        looks = list(looks)
        wheres = [effective_where(part) for look in looks for part in look]
        kinds = any(where.kinds for where in wheres) or any(told_apart(look) == "kind" for look in looks)
        tags = any(where.any_tags or where.all_tags or where.no_tags for where in wheres)
        known = {measure for where in wheres for measure in (*where.carries, *where.lacks)}
        self.books = sorted({part.book for look in looks for part in look})
        self._measures = [measure for measure in MEASURES if measure in known]
        self.apart = ["p.book", *["p.kind"] * kinds, *["p.tags"] * tags]
        self.apart += [f"p.{measure} IS NOT NULL" for measure in self._measures]
        self.told = ["p.book", "p.kind" if kinds else "''", "p.tags" if tags else "''"]
        for measure in self._measures:
            self.told += [f"p.{measure} IS NOT NULL", f"SUM(p.weight * p.{measure})"]

    def lines(self, unit: int, weight: int, row: Sequence[Any]) -> Lines:
        """Return what a row of `told` says; its day is of no meaning."""
        book, kind, tags, *rest = row
        return Lines(
            unit=unit,
            on=dt.date.min,
            book=book,
            kind=kind,
            tags=tags_of(tags),
            weight=int(weight),
            measures={
                measure: int(total)
                for measure, known, total in zip(self._measures, rest[::2], rest[1::2], strict=True)
                if known
            },
        )
