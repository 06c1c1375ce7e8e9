"""Figures of units with all below them, from totals kept for whole subtrees: a handful of rows, whatever the subtree.

The tree stands in the totals already, so no scope is asked for. They tell live figures of whole months, while
the tree is the one with which they were made; whatever they do not tell is to be asked of another engine. Beside
the tables of `sql_totals` it reads

    units_reorganisation    (id)                                   the latest act that changed the tree
    reporting_totals_state  (tree, settled_on, counted_id, reached_id) every line up to the one id is counted,
                                                                   none past the other
    reporting_subtree_total (part_id, unit_id, months, start, value, total, weight)
    reporting_way_up        (unit_id, above_id, held, since, until) whose totals a unit's lines are in
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from taizhang.kernel.period import Period
from taizhang.rollups.engines.base import Result
from taizhang.rollups.engines.sql import Cursor
from taizhang.rollups.engines.sql_dialects import DIALECTS
from taizhang.rollups.engines.sql_subtree_query import Found, SubtreeQuery
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

Told = dict[tuple[int, Look], Tally]


class SqlSubtreeEngine:
    """Figures of units with all below them, live. `dialect` is "sqlite" or "postgresql" (connection.vendor)."""

    def __init__(self, cursor: Cursor, *, dialect: str) -> None:
        self._cursor = cursor
        self._dialect = dialect

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
        if not looks or not units or period.start.day != 1 or period.until.day != 1:
            return {}
        # Rules that count alike have one key.
        keys = {key_of(look): look for look in looks}
        query = _query(tuple(keys.items()), tuple(units), period, MOST_LINES, self._dialect)
        self._cursor.execute(query.sql, query.params)
        told = _tallies(query.found(self._cursor.fetchall()), keys)
        alike = {look: keys[key_of(look)] for look in looks}
        return {
            (unit, look): told[unit, alike[look]]
            for unit in units
            for look in looks
            if (unit, alike[look]) in told
        }


@functools.lru_cache(maxsize=256)
def _query(
    keys: tuple[tuple[str, Look], ...], units: tuple[int, ...], period: Period, most: int, dialect: str
) -> SubtreeQuery:
    """Return the statement, which is the same for the same question; what it finds is never kept."""
    return SubtreeQuery(
        dict(keys), units=units, start=period.start, until=period.until, most=most, dialect=DIALECTS[dialect]
    )


def _tallies(found: Found, keys: dict[str, Look]) -> Told:
    """Return the tallies of what is told, with the lines that are not counted yet."""
    sums: defaultdict[tuple[int, Look], list[Addend]] = defaultdict(list)
    for row in found.kept:
        kept = sums[row.unit, keys[row.key]]
        if row.total is not None and row.weight is not None:
            kept.append(Addend(row.value, int(row.total), int(row.weight)))
    for held, lines in found.lines:
        for look in keys.values():
            if is_held(look) is held and (lines.unit, look) in sums and suits(look, lines):
                sums[lines.unit, look] += addends(look, lines)
    return {(unit, look): tally_of(look, _by_value(rows)) for (unit, look), rows in sums.items()}


def _by_value(rows: Sequence[Addend]) -> list[Addend]:
    """Return one addend for each value."""
    found: dict[str, tuple[int, int]] = {}
    for value, total, weight in rows:
        before = found.get(value, (0, 0))
        found[value] = before[0] + total, before[1] + weight
    return [Addend(value, *pair) for value, pair in found.items()]
