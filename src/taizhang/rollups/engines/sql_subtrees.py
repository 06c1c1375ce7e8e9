"""Figures of units with all below them, from totals kept for whole subtrees: a handful of rows, whatever the subtree.

The tree stands in the totals already, so no scope is asked for. They tell live figures of whole months, while
the tree is the one with which they were made; whatever they do not tell is to be asked of another engine. Beside
the tables of `sql_totals` it reads

    units_reorganisation    (id)                                   the latest act that changed the tree
    reporting_totals_state  (counted_id, tree, settled_on)         every line up to that id is counted
    reporting_subtree_total (part_id, unit_id, months, start, value, total, weight)
    reporting_way_up        (unit_id, above_id, held, since, until) whose totals a unit's lines are in
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from taizhang.kernel.period import Period
from taizhang.rollups.engines.base import Result
from taizhang.rollups.engines.spans import UnitDays, cut
from taizhang.rollups.engines.sql import Cursor
from taizhang.rollups.engines.sql_columns import day_of
from taizhang.rollups.engines.sql_conditions import BoundValues
from taizhang.rollups.engines.sql_dialects import DIALECTS
from taizhang.rollups.engines.sql_lines import alike, lines_of
from taizhang.rollups.kept import (
    Addend,
    Look,
    addends,
    climbs,
    is_held,
    key_of,
    suits,
    tally_of,
    tells_sources,
)
from taizhang.rollups.plan import Rule
from taizhang.rollups.tally import Tally, value_of

MOST_LINES = 20_000
"""With more lines past those that are counted it is as quick to ask the totals of units."""

TRIES = 3
ONE_DAY = dt.timedelta(days=1)

Sums = dict[str, tuple[int, int]]
"""Total and weight by value."""

Told = dict[tuple[int, Look], Tally]


@dataclass(frozen=True, slots=True)
class _State:
    """The totals as somebody found them, and the ids of what is kept."""

    version: int
    counted_id: int
    settled_on: dt.date
    ids: Mapping[Look, int]


class _Piece(NamedTuple):
    """Totals of months, or of years, that begin on the days [start, until)."""

    months: int
    start: dt.date
    until: dt.date


class SqlSubtreeEngine:
    """Figures of units with all below them, live. `dialect` is "sqlite" or "postgresql" (connection.vendor)."""

    def __init__(self, cursor: Cursor, *, dialect: str) -> None:
        self._cursor = cursor
        self._dialect = DIALECTS[dialect]

    def values(
        self, *, rules: Sequence[Rule], units: Sequence[int], period: Period
    ) -> dict[tuple[int, Rule], Decimal | None]:
        """Return the values of rules for the subtrees of units, those that the totals tell; by unit and rule."""
        looks = list(dict.fromkeys((part,) for rule in rules for part in rule.parts))
        told = self._told([look for look in looks if climbs(look)], units, period)
        return {
            (unit, rule): value_of(rule, [told[unit, (part,)] for part in rule.parts])
            for unit in units
            for rule in rules
            if all((unit, (part,)) in told for part in rule.parts)
        }

    def figure(self, *, rule: Rule, unit: int, period: Period) -> Result | None:
        """Return the figure of a rule for a unit's subtree with the number of its sources; None if not told."""
        looks = list(dict.fromkeys([*((part,) for part in rule.parts), rule.parts]))
        if not all(climbs(look) and tells_sources(look) for look in looks):
            return None
        told = self._told(looks, [unit], period)
        if any((unit, look) not in told for look in looks):
            return None
        tallies = [told[unit, (part,)] for part in rule.parts]
        return Result(value_of(rule, tallies), told[unit, rule.parts].sources)

    def _told(self, looks: Sequence[Look], units: Sequence[int], period: Period) -> Told:
        """Return the tallies that the totals tell."""
        if not looks or period.start.day != 1 or period.until.day != 1:
            return {}
        for _ in range(TRIES):
            state = self._state(looks)
            if state is None:
                return {}
            told: Told = {}
            for held in (False, True):
                asked = [look for look in state.ids if is_held(look) is held]
                # The stocks of earlier days were held by another tree.
                if asked and not (held and period.until - ONE_DAY < state.settled_on):
                    told |= self._tallies(state, asked, self._uppers(units, held), period, held=held)
            # Whoever counts further, or follows the tree, moves all of it together: look again.
            if self._unchanged(state):
                return told
        return {}

    def _state(self, looks: Iterable[Look]) -> _State | None:
        """Return the state of the totals; None where they are not those of the tree, or lag too far behind."""
        keys = {look: key_of(look) for look in looks}
        query = BoundValues("%({})s")
        wanted = ", ".join(map(query.bind, keys.values()))
        past = (
            "SELECT COUNT(*) FROM (SELECT 1 FROM journal_posting WHERE id > s.counted_id"
            f" LIMIT {query.bind(MOST_LINES + 1)}) AS past"
        )
        rows = self._asked(
            f"SELECT s.version, s.counted_id, s.settled_on, ({past}), k.key, k.id"
            " FROM reporting_totals_state AS s CROSS JOIN reporting_kept_rule AS k"
            f" WHERE s.id = 1 AND {_OF_THE_TREE} AND k.key IN ({wanted})",
            query.params,
        )
        if not rows or rows[0][3] > MOST_LINES:
            return None
        version, counted_id, settled_on, *_ = rows[0]
        ids = {row[4]: row[5] for row in rows}
        known = {look: ids[key] for look, key in keys.items() if key in ids}
        return _State(version, counted_id, day_of(settled_on), known)

    def _unchanged(self, state: _State) -> bool:
        return bool(
            self._asked(
                f"SELECT 1 FROM reporting_totals_state AS s WHERE s.id = 1 AND s.version = %(v)s AND {_OF_THE_TREE}",
                {"v": state.version},
            )
        )

    def _uppers(self, units: Sequence[int], held: bool) -> list[int]:
        """Return those of the units that have totals of their subtrees: who ever had another below."""
        query = BoundValues("%({})s")
        wanted = ", ".join(map(query.bind, units))
        rows = self._asked(
            f"SELECT unit_id FROM reporting_way_up WHERE unit_id IN ({wanted}) AND above_id = unit_id"
            f" AND {'' if held else 'NOT '}held",
            query.params,
        )
        return [unit for (unit,) in rows]

    def _tallies(
        self, state: _State, looks: Sequence[Look], units: Sequence[int], period: Period, *, held: bool
    ) -> Told:
        if not units:
            return {}
        start = dt.date.min if held else period.start
        sums: dict[tuple[int, Look], Sums] = {(unit, look): {} for unit in units for look in looks}
        self._add_kept(sums, state, looks, units, _pieces(start, period.until))
        self._add_later(sums, looks, units, start, period.until, state.counted_id, held)
        return {
            key: tally_of(key[1], [Addend(value, *pair) for value, pair in values.items()])
            for key, values in sums.items()
        }

    def _add_kept(
        self,
        sums: dict[tuple[int, Look], Sums],
        state: _State,
        looks: Sequence[Look],
        units: Sequence[int],
        pieces: Sequence[_Piece],
    ) -> None:
        # Rules that count alike have one id.
        by_id: defaultdict[int, list[Look]] = defaultdict(list)
        for look in looks:
            by_id[state.ids[look]].append(look)
        query = BoundValues("%({})s")
        parts, of = (", ".join(map(query.bind, ids)) for ids in (by_id, units))
        told = " UNION ALL ".join(
            "SELECT t.unit_id, t.part_id, t.value, t.total, t.weight FROM reporting_subtree_total AS t"
            f" WHERE t.unit_id IN ({of}) AND t.part_id IN ({parts}) AND t.months = {query.bind(months)}"
            f" AND t.start >= {query.bind(start)} AND t.start < {query.bind(until)}"
            for months, start, until in pieces
        )
        for unit, part, value, total, weight in self._asked(told, query.params):
            for look in by_id[part]:
                _add(sums[unit, look], value, total, weight)

    def _add_later(
        self,
        sums: dict[tuple[int, Look], Sums],
        looks: Sequence[Look],
        units: Sequence[int],
        start: dt.date,
        until: dt.date,
        counted_id: int,
        held: bool,
    ) -> None:
        """Add the lines that the totals have not counted, each where its unit belonged on its day."""
        query = BoundValues("%({})s")
        bind = query.bind
        # CROSS JOIN keeps SQLite's loops as they are written: from the few last lines up.
        table = (
            "journal_posting AS p CROSS JOIN reporting_way_up AS w"
            f" WHERE p.id > {bind(counted_id)} AND p.on_day >= {bind(start)} AND p.on_day < {bind(until)}"
            " AND NOT EXISTS (SELECT 1 FROM reporting_counted_chain AS c"
            " WHERE c.unit_id = p.unit_id AND c.length >= p.chain_number)"
            f" AND w.unit_id = p.unit_id AND w.above_id IN ({', '.join(map(bind, units))})"
            f" AND {'' if held else 'NOT '}w.held AND w.since <= p.on_day AND w.until > p.on_day"
        )
        suiting: defaultdict[object, list[Look]] = defaultdict(list)
        statement = alike(table, when=self._dialect.month, unit="w.above_id")
        for lines in map(lines_of, self._asked(statement, query.params)):
            sort = (lines.book, lines.kind, lines.tags, tuple(lines.measures))
            if sort not in suiting:
                suiting[sort] = [look for look in looks if suits(look, lines)]
            for look in suiting[sort]:
                for addend in addends(look, lines):
                    _add(sums[lines.unit, look], *addend)

    def _asked(self, sql: str, params: dict[str, Any]) -> list[Any]:
        self._cursor.execute(sql, params)
        return self._cursor.fetchall()


_OF_THE_TREE = "s.tree = (SELECT COALESCE(MAX(id), 0) FROM units_reorganisation)"


def _pieces(start: dt.date, until: dt.date) -> list[_Piece]:
    calendar = cut([UnitDays(0, start, until)])
    return [
        _Piece(months, each.start, each.until)
        for months, stretches in ((12, calendar.years), (1, calendar.months))
        for each in stretches
    ]


def _add(sums: Sums, value: str, total: Any, weight: Any) -> None:
    before = sums.get(value, (0, 0))
    sums[value] = before[0] + int(total), before[1] + int(weight)
