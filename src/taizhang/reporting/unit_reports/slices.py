"""The lines of several units' reports, read at once: the figures of these reports are counted from them in memory.

A report names the sources of each of its figures, so the lines themselves are needed, not totals of them. A
slice reads each line once, however many figures count it.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from taizhang.foundation.journal.selectors import SealedColumns, SealedLine, lines_in_chains, lines_of_units
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import Subtrees
from taizhang.kernel.period import Period
from taizhang.kernel.posting import MEASURES, Posting, tags_of
from taizhang.kernel.scope import Scope
from taizhang.kernel.source_ref import SourceRef
from taizhang.reporting.figures import Counted, FigureDesk
from taizhang.reporting.reader import LedgerReader
from taizhang.reporting.rules import rule_book
from taizhang.reporting.runs import Order
from taizhang.reporting.scopes import ReadScopes
from taizhang.reporting.source_names import SourceNames
from taizhang.reporting.unit_reports.gathering import Gathered
from taizhang.reporting.unit_reports.looked_at import ONE_LINE, SEVERAL_LINES, days_looked_at
from taizhang.rollups.engines.base import Engine, Result, SourceKey
from taizhang.rollups.engines.memory import MemoryEngine
from taizhang.rollups.engines.standing import StandingEngine, standing
from taizhang.rollups.engines.stretches import Sort, Sorts, Standing, can_count, in_order
from taizhang.rollups.plan import Rule

MOST_LINES = 50_000
"""So many lines are held at once: with the names of their sources some 100 MB. A unit with more is asked for its
figures one by one."""

_PEOPLE = list(MEASURES).index("people")


def slices(
    *, units: Sequence[Unit], period: Period, position: int, gathered: Gathered | None = None
) -> Iterator[tuple[Sequence[Unit], Slice]]:
    """Yield the units in parts, each with a slice that holds their lines; what was gathered is not read again."""
    subtrees = Subtrees(units=[unit.pk for unit in units])
    below = subtrees.everything()
    lines = lines_in_chains(units=below)
    if lines > MOST_LINES and len(units) > 1:
        middle = len(units) // 2
        for part in (units[:middle], units[middle:]):
            yield from slices(units=part, period=period, position=position, gathered=gathered)
        return
    held = below if lines <= MOST_LINES else frozenset()
    yield units, Slice(subtrees, held, period, position, gathered=gathered)


class Slice:
    """The lines of some units up to a journal position: those of the period, of the one before and of a year before.

    Of books in which a source bears several lines it holds those of all earlier days as well.
    """

    def __init__(
        self,
        subtrees: Subtrees,
        units: Collection[int],
        period: Period,
        position: int,
        *,
        gathered: Gathered | None = None,
    ) -> None:
        self.subtrees, self.position = subtrees, position
        self.names, self.sorts = SourceNames(near=True), Sorts()
        self.start, self.until = days_looked_at(period)
        self._standing: dict[int, list[Standing]] = defaultdict(list)
        self._several: dict[int, list[Posting]] = defaultdict(list)
        self._units = frozenset(units)
        # By the rule itself, not by all that it says; it is held, so that no other one takes its place.
        self._kinds: dict[int, tuple[Rule, str]] = {}
        self._read(gathered)

    def ledger(self, *, order: Order) -> LedgerReader:
        """Return the ledger of a unit's report, as `runs.ledger_at` does."""
        return LedgerReader(
            unit=order.unit,
            period=order.period,
            rules=rule_book(),
            desk=self._desk(order.unit),
            scopes=ReadScopes(unit=order.unit, subtrees=self.subtrees),
        )

    def lines_of(self, rule: Rule) -> str:
        """Return which lines of a source the rule counts: "one" at a time, "several", "" where both or a stock of one."""
        found = self._kinds.get(id(rule))
        if found is None:
            several = all(part.book in SEVERAL_LINES for part in rule.parts)
            found = self._kinds[id(rule)] = rule, "one" if can_count(rule) else "several" if several else ""
        return found[1]

    def _desk(self, unit: Unit) -> FigureDesk:
        below = self.subtrees.below(unit=unit.pk)
        if not below <= self._units:
            return FigureDesk(as_of=self.position, names=self.names)
        lines = [line for each in below for line in self._standing.get(each, ())]
        lines.sort(key=in_order)
        return SliceDesk(self, below, lines, [line for each in below for line in self._several.get(each, ())])

    def _read(self, gathered: Gathered | None) -> None:
        refs, lines = self._looked_for() if gathered is None else self._learned(gathered)
        for unit, stands in zip(
            lines.units, map(Standing, refs, self._numbers(lines), lines.measures), strict=True
        ):
            self._standing[unit].append(stands)
        for line in self._lines(SEVERAL_LINES, dt.date.min):
            self._several[line.unit].append(line.posting)

    def _looked_for(self) -> tuple[Sequence[SourceRef], SealedColumns]:
        """Return the sources of the lines that stand, and these by column."""
        lines = standing(self._lines(ONE_LINE, self.start))
        return self.names.told_in_order(lines), SealedColumns.of(lines)

    def _learned(self, gathered: Gathered) -> tuple[Sequence[SourceRef], SealedColumns]:
        """Return the same of lines that were gathered."""
        told = gathered.of_units(self._units)
        if -1 in told.lines.weights:
            lines = list(told.lines.weighed())
            stand = set(map(id, standing(lines)))
            told = told.only([id(line) in stand for line in lines])
        if all(told.numbers):
            return self._learn(told), told.lines
        # Some are no records, or cannot be read: these are looked up.
        self._learn(told.only(told.numbers))
        return self.names.told_in_order(told.lines.weighed()), told.lines

    def _learn(self, told: Gathered) -> Sequence[SourceRef]:
        lines = told.lines
        revisions = list(zip(lines.sources, lines.revisions, strict=True))
        self.names.remember(zip(revisions, told.contents, strict=True))
        return self.names.learn(
            revisions,
            lines.units,
            lines.days,
            numbers=told.numbers,
            titles=told.titles,
            digests=told.digests,
        )

    def _numbers(self, lines: SealedColumns) -> list[int]:
        """Return the number of each line's sort. There are few: one is found by what its lines keep, as they keep it."""
        once: dict[tuple[str, ...], tuple[str, ...]] = {}
        known = {each: once.setdefault(names := _known(each), names) for each in set(lines.measures)}
        knowns = list(map(known.__getitem__, lines.measures))
        # By the things themselves, not by all that they say: a sort stands in the columns once for all of its lines.
        kept = list(zip(map(id, lines.sorts), map(id, knowns), strict=True))
        told = dict(zip(kept, zip(lines.sorts, knowns, strict=True), strict=True))
        numbers = {each: self.sorts.number(_sort(*said)) for each, said in told.items()}
        return list(map(numbers.__getitem__, kept))

    def _lines(self, books: Collection[str], start: dt.date) -> Iterator[SealedLine]:
        return lines_of_units(
            books=books, units=self._units, start=start, until=self.until, position=self.position
        )


def _known(measures: Sequence[int | None]) -> tuple[str, ...]:
    return tuple(name for name, amount in zip(MEASURES, measures, strict=True) if amount is not None)


def _sort(sort: tuple[str, ...], known: tuple[str, ...]) -> Sort:
    book, kind, tags = sort
    return Sort(book, kind, tags_of(tags), known)


class SliceDesk(FigureDesk):
    """Counts the figures of one unit's report from the lines of a slice, and from the database what these cannot tell."""

    def __init__(
        self, held: Slice, units: frozenset[int], lines: Sequence[Standing], several: Sequence[Posting]
    ) -> None:
        super().__init__(as_of=held.position, names=held.names)
        self._held, self._units, self._lines = held, units, lines
        self._of_one_line = StandingEngine(lines, position=held.position, sorts=held.sorts)
        self._of_several = MemoryEngine(several)
        # By the scope itself, not by its spans; it is held, so that no other one takes its place.
        self._within: dict[int, tuple[Scope, bool]] = {}

    def count_lines(self, *, rule: Rule, scope: Scope, period: Period) -> Result:
        """See `FigureDesk.count_lines`."""
        engine = self._held_for(rule, scope, period)
        if engine is None:
            return super().count_lines(rule=rule, scope=scope, period=period)
        return engine.figure(rule=rule, scope=scope, period=period, as_of=self.as_of)

    def count_with_sources(self, *, rule: Rule, scope: Scope, period: Period) -> Counted:
        """See `FigureDesk.count_with_sources`."""
        if self._held_for(rule, scope, period) is not self._of_one_line:
            return super().count_with_sources(rule=rule, scope=scope, period=period)
        found = self._of_one_line.figure_told(rule=rule, scope=scope, period=period, as_of=self.as_of)
        return Counted(*found)

    def sources(self, *, rule: Rule, scope: Scope, period: Period) -> tuple[SourceRef, ...]:
        """See `FigureDesk.sources`."""
        if self._held_for(rule, scope, period) is not self._of_one_line:
            return super().sources(rule=rule, scope=scope, period=period)
        return self._of_one_line.refs(rule=rule, scope=scope, period=period, as_of=self.as_of)

    def people(self, refs: Sequence[SourceRef]) -> list[int | None]:
        """See `FigureDesk.people`: the lines tell it of what they name."""
        told = self._people
        try:
            return list(map(told.__getitem__, map(id, refs)))
        except KeyError:
            return super().people(refs)

    @functools.cached_property
    def _people(self) -> dict[int, int | None]:
        return {id(line.ref): line.measures[_PEOPLE] for line in self._lines}

    def source_keys(self, *, rule: Rule, scope: Scope, period: Period) -> list[SourceKey]:
        """See `FigureDesk.source_keys`."""
        engine = self._held_for(rule, scope, period)
        if engine is None:
            return super().source_keys(rule=rule, scope=scope, period=period)
        return engine.sources(rule=rule, scope=scope, period=period, as_of=self.as_of)

    def _held_for(self, rule: Rule, scope: Scope, period: Period) -> Engine | None:
        """Return the engine that has every line that the figure counts."""
        if period.until > self._held.until or not self._covers(scope):
            return None
        match self._held.lines_of(rule):
            case "one":
                return self._of_one_line if self._held.start <= period.start else None
            case "several":
                return self._of_several
            case _:
                return None

    def _covers(self, scope: Scope) -> bool:
        found = self._within.get(id(scope))
        if found is None:
            within = self._units.issuperset(span.unit for span in scope.spans)
            found = self._within[id(scope)] = scope, within
        return found[1]
