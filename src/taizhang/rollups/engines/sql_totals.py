"""Figures from totals kept by month and year; what these lack, or have too much, from the lines.

The totals of a unit tell which lines of its chain they have counted. Whole years and months come from them, lines
that came later are added, lines past the journal position that is asked for are taken away, and the days
at the ends of a period are counted as ever. Beside journal_posting and journal_chain_head the engine reads

    journal_sealer_state    (size)                     the last journal position
    reporting_totals_state  (id 1, version)            one step further with every change of the totals
    reporting_kept_rule     (id, key)                  what is kept
    reporting_counted_chain (unit_id, length)          up to which line of a unit's chain
    reporting_kept_total    (part_id, unit_id, months, start, value, total, weight)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from taizhang.kernel.scope import Scope, Span
from taizhang.rollups.engines.base import Frame
from taizhang.rollups.engines.spans import Calendar, UnitDays, cut
from taizhang.rollups.engines.sql import SqlEngine
from taizhang.rollups.engines.sql_changes import Changes, lacking, too_much
from taizhang.rollups.engines.sql_conditions import BoundValues
from taizhang.rollups.engines.sql_lines import past_the_totals
from taizhang.rollups.engines.sql_query import SAMPLE, stretches
from taizhang.rollups.engines.sql_standing_values import standing_values
from taizhang.rollups.kept import (
    Addend,
    Look,
    can_keep,
    key_of,
    sources_look,
    tally_of,
    tells_sources,
    told_apart,
)
from taizhang.rollups.plan import Distinct, Rule
from taizhang.rollups.tally import Tally

MOST_LINES = 2_000
"""So many lines that the totals lack, or have too much, are added up while somebody waits."""

TRIES = 3

Sums = dict[tuple[int, str], tuple[int, int]]
"""Total and weight by unit, 0 where units are not told apart, and value."""


class Kept(NamedTuple):
    """The totals as somebody found them: their version, and the ids of what is kept."""

    version: int
    ids: dict[Look, int]


class SqlTotalsEngine(SqlEngine):
    """The sql engine with a shorter way, where its totals are kept: near the end of the journal."""

    def _tallies(self, parts: Sequence[Rule], frame: Frame) -> tuple[list[Tally], int]:
        looks = list(dict.fromkeys([*((part,) for part in parts), tuple(parts)]))
        if all(can_keep(look) and tells_sources(look) for look in looks):
            told = self._told(looks, frame)
            if len(told) == len(looks):
                return [told[part,] for part in parts], told[tuple(parts)].sources
        return super()._tallies(parts, frame)

    def _each(self, parts: Sequence[Rule], frame: Frame) -> list[Tally]:
        told = self._told([(part,) for part in parts if can_keep((part,))], frame)
        others = [part for part in parts if (part,) not in told]
        if others:
            told |= zip([(part,) for part in others], super()._each(others, frame), strict=True)
        return [told[part,] for part in parts]

    def _values(self, part: Rule, distinct: Distinct, frame: Frame) -> tuple[int, int]:
        """Return the same; of many units' days the totals tell how many sources stand, so few lines are read."""
        look = sources_look(part)
        if distinct.of == "day" and can_keep(look) and len(stretches(frame, part)) > SAMPLE:
            told = self._told([look], frame)
            if told:
                days = standing_values(part, distinct, frame, dialect=self._dialect, ask=self._asked)
                return days, told[look].sources
        return super()._values(part, distinct, frame)

    def _told(self, looks: Sequence[Look], frame: Frame) -> dict[Look, Tally]:
        """Return the tallies that the totals tell; none where the lines are to be counted."""
        for _ in range(TRIES):
            kept = self._kept(looks)
            if kept is None or not kept.ids:
                return {}
            changes = self._changes(list(kept.ids), frame)
            if changes is None:
                return {}
            told = self._from_totals(kept.ids, frame, changes)
            # Whoever counts further meanwhile moves the totals and the numbers together: look again.
            if self._version() == kept.version:
                return told
        return {}

    def _version(self) -> int | None:
        rows = self._asked("SELECT version FROM reporting_totals_state WHERE id = 1", {})
        return rows[0][0] if rows else None

    def _kept(self, looks: Iterable[Look]) -> Kept | None:
        rows = self._asked(
            "SELECT s.version, k.key, k.id FROM reporting_totals_state AS s CROSS JOIN reporting_kept_rule AS k"
            " WHERE s.id = 1",
            {},
        )
        if not rows:
            return None
        ids = {key: number for _, key, number in rows}
        keys = {look: key_of(look) for look in looks}
        return Kept(rows[0][0], {look: ids[key] for look, key in keys.items() if key in ids})

    def _changes(self, looks: Sequence[Look], frame: Frame) -> list[Changes] | None:
        """Return what to add to the totals, and turned round what they have too much; None if it is a lot."""
        changes = []
        if frame.as_of is not None:
            if self._lines_past(frame.as_of) > MOST_LINES:
                return None
            changes.append(too_much(looks, as_of=frame.as_of, dialect=self._dialect, ask=self._asked))
        behind = past_the_totals(self._asked)
        if sum(each.high - each.low for each in behind) > MOST_LINES:
            return None
        changes.append(lacking(looks, behind, as_of=frame.as_of, dialect=self._dialect, ask=self._asked))
        return changes

    def _lines_past(self, position: int) -> int:
        """Return how many lines are past a journal position, or have none yet; of these no more than are of use."""
        rows = self._asked(
            "SELECT size - %(position)s + (SELECT COUNT(*) FROM (SELECT 1 FROM journal_posting"
            " WHERE position IS NULL LIMIT %(most)s) AS unsealed) FROM journal_sealer_state",
            {"position": position, "most": MOST_LINES + 1},
        )
        return rows[0][0] if rows else 0

    def _from_totals(self, ids: dict[Look, int], frame: Frame, changes: list[Changes]) -> dict[Look, Tally]:
        told: dict[Look, Tally] = {}
        by_window: defaultdict[object, list[Look]] = defaultdict(list)
        for look in ids:
            by_window[frame.window(look[0])].append(look)
        for looks in by_window.values():
            calendar = cut(stretches(frame, looks[0][0]))
            # Values that stand in months and in days cannot be added up from how many they are.
            adding_up = [look for look in looks if not (calendar.days and told_apart(look))]
            sums = self._sums({look: ids[look] for look in adding_up}, calendar)
            _change(sums, changes, (*calendar.years, *calendar.months))
            found = {
                look: tally_of(look, [Addend(value, *pair) for (_, value), pair in rows.items()])
                for look, rows in sums.items()
            }
            told |= self._with_days(found, frame, calendar.days) if calendar.days else found
        return told

    def _with_days(
        self, found: dict[Look, Tally], frame: Frame, rest: Sequence[UnitDays]
    ) -> dict[Look, Tally]:
        """Return the tallies with those of the days that are left over."""
        spans = tuple(Span(unit, start, until) for unit, start, until in rest)
        beside = Frame(Scope(frame.scope.root, frame.scope.name, spans), frame.period, frame.as_of)
        single = [look[0] for look in found if len(look) == 1]
        days: dict[Look, Tally] = {
            (part,): tally
            for part, tally in zip(single, super()._each(single, beside) if single else (), strict=True)
        }
        for look in found:
            if len(look) > 1:
                sources = self._sources(look, beside)
                days[look] = Tally(sources, sources)
        return {
            look: Tally(tally.total + days[look].total, tally.sources + days[look].sources)
            for look, tally in found.items()
        }

    def _sums(self, ids: dict[Look, int], calendar: Calendar) -> dict[Look, Sums]:
        """Return the kept totals of whole years and months."""
        sums: dict[Look, Sums] = {look: {} for look in ids}
        for months, whole in ((12, calendar.years), (1, calendar.months)):
            for by_unit in (False, True):
                by_id: defaultdict[int, list[Look]] = defaultdict(list)
                for look, number in ids.items():
                    if (told_apart(look) == "unit") is by_unit:
                        by_id[number].append(look)
                for number, unit, value, *pair in self._kept_totals(by_id, months, whole, by_unit=by_unit):
                    for look in by_id[number]:
                        _add(sums[look], (unit, value), int(pair[0]), int(pair[1]))
        return sums

    def _kept_totals(
        self, ids: Iterable[int], months: int, whole: Sequence[UnitDays], *, by_unit: bool
    ) -> list[Any]:
        """Return id, unit (0 where not told apart), value, total and weight of whole years, or months."""
        query = BoundValues("%({})s")
        wanted = ", ".join(query.bind(number) for number in ids)
        if not wanted or not whole:
            return []
        spans = self._dialect.spans(whole, query.bind, day="start")
        # The days said once more, without the spans: from these PostgreSQL sees how few rows there are.
        start, until = (
            query.bind(day) for day in (min(each.start for each in whole), max(each.until for each in whole))
        )
        return self._asked(
            f"SELECT p.part_id, {'p.unit_id' if by_unit else '0'}, p.value, SUM(p.total), SUM(p.weight)"
            f" FROM {spans.table} CROSS JOIN reporting_kept_total AS p"
            f" WHERE p.part_id IN ({wanted}) AND p.months = {query.bind(months)} AND {spans.tie}"
            f" AND p.start >= {start} AND p.start < {until}"
            f" GROUP BY p.part_id, p.value{', p.unit_id' if by_unit else ''}",
            query.params,
        )


def _change(sums: dict[Look, Sums], changes: Iterable[Changes], whole: Iterable[UnitDays]) -> None:
    """Add to the totals what changes them in the years and months that are looked at."""
    stays: defaultdict[int, list[UnitDays]] = defaultdict(list)
    for stay in whole:
        stays[stay.unit].append(stay)
    for told in changes:
        for look in sums.keys() & told.keys():
            for unit, month, value, total, weight in told[look]:
                if any(stay.start <= month < stay.until for stay in stays[unit]):
                    _add(sums[look], (unit if told_apart(look) == "unit" else 0, value), total, weight)


def _add(rows: Sums, place: tuple[int, str], total: int, weight: int) -> None:
    before = rows.get(place, (0, 0))
    rows[place] = before[0] + total, before[1] + weight
