"""Figures over lines that stand, in memory: what a rule looks at is worked out once, and a figure is picked out by it.

For books in which a source bears one line at a time (`Book.stands_once`), at one journal position: what was
taken back is not there any more, so every line is a source.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Protocol, TypeVar

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.kernel.scope import Scope
from taizhang.kernel.source_ref import SourceRef
from taizhang.rollups.engines.base import Engine, Frame, SourceKey
from taizhang.rollups.engines.memory import Seen, values_told
from taizhang.rollups.engines.stretches import NotForStandingLines, Sorts, Standing, Stretch, Within
from taizhang.rollups.plan import Count, Distinct, Ratio, Rule, Sum
from taizhang.rollups.tally import Tally, value_of


class Weighed(Protocol):
    """A line of a journal, +1 or -1."""

    @property
    def source(self) -> str: ...
    @property
    def revision(self) -> int: ...
    @property
    def unit(self) -> int: ...
    @property
    def on(self) -> dt.date: ...
    @property
    def weight(self) -> int: ...


Line = TypeVar("Line", bound=Weighed)


def standing(lines: Iterable[Line]) -> list[Line]:
    """Return what stands of these lines, in their order. A reversal repeats the line that it takes back."""
    told = list(lines)
    taken = {line.source for line in told if line.weight < 0}
    if not taken:
        return told
    weights: dict[tuple[object, ...], int] = {}
    for line in told:
        if line.source in taken:
            weights[_same(line)] = weights.get(_same(line), 0) + line.weight
    # Posted, taken back and posted again alike, it stands once: as it was posted last.
    latest = {_same(line): line for line in told if line.source in taken and line.weight > 0}
    return [
        line
        for line in told
        if line.source not in taken or (weights[_same(line)] > 0 and latest.get(_same(line)) is line)
    ]


def _same(line: Weighed) -> tuple[object, ...]:
    return line.source, line.revision, line.unit, line.on


_OF_SOURCE = {"unit": attrgetter("unit"), "day": attrgetter("on"), "source": attrgetter("source")}
"""What is counted of lines that their sources tell by themselves."""


class StandingEngine(Engine):
    """Figures over the standing lines of one position, which every question must name.

    The lines are given in the order in which sources are printed (`stretches.in_order`).
    """

    def __init__(self, lines: Sequence[Standing], *, position: int | None, sorts: Sorts) -> None:
        self._lines, self._position, self._sorts = Within(lines), position, sorts
        self._masks: dict[int, tuple[Rule, bytes]] = {}

    def figure_told(
        self, *, rule: Rule, scope: Scope, period: Period, as_of: int | None
    ) -> tuple[Decimal | None, tuple[SourceRef, ...]]:
        """Return the figure's value, and its sources as they are printed, from one look at the lines."""
        self._check(as_of)
        stretch = self._under(rule, scope, period)
        refs = stretch.refs()
        if isinstance(rule.aggregate, Ratio):
            tallies = [self._tally(part, self._under(part, scope, period)) for part in rule.parts]
        else:
            tallies = [self._tally(rule, stretch)]
        return value_of(rule, tallies), refs

    def refs(self, *, rule: Rule, scope: Scope, period: Period, as_of: int | None) -> tuple[SourceRef, ...]:
        """Return the sources that the figure stands on, as they are printed."""
        self._check(as_of)
        return self._under(rule, scope, period).refs()

    def _tallies(self, parts: Sequence[Rule], frame: Frame) -> tuple[list[Tally], int]:
        self._check(frame.as_of)
        tallies = [self._tally(part, self._under(part, frame.scope, frame.period)) for part in parts]
        return tallies, self._stretch(parts, frame).size()

    def _standing(self, parts: Sequence[Rule], frame: Frame, limit: int | None) -> list[SourceKey]:
        self._check(frame.as_of)
        refs = sorted(self._stretch(parts, frame).refs(), key=attrgetter("on", "source"))[:limit]
        return [SourceKey(ref.source, ref.revision, ref.unit, ref.on) for ref in refs]

    def _later(self, parts: Sequence[Rule], frame: Frame, after: int) -> list[Posting]:
        raise NotForStandingLines("lines that were taken back are not told")

    def _check(self, as_of: int | None) -> None:
        if as_of != self._position:
            raise NotForStandingLines(f"these lines stand at {self._position}, not at {as_of}")

    def _under(self, rule: Rule, scope: Scope, period: Period) -> Stretch:
        """Return the lines that a rule counts: each line is a source, so each source is there once."""
        # By the rule itself, not by all that it says; it is held, so that no other one takes its place.
        asked = self._masks.get(id(rule))
        if asked is None:
            asked = self._masks[id(rule)] = rule, self._sorts.mask(rule.parts)
        return self._lines.of(scope).stretch(asked[1], period.start, period.until)

    def _stretch(self, parts: Sequence[Rule], frame: Frame) -> Stretch:
        """Return the lines that any of the parts looks at."""
        mask = self._sorts.mask(parts)
        return self._lines.of(frame.scope).stretch(mask, frame.period.start, frame.period.until)

    def _tally(self, part: Rule, stretch: Stretch) -> Tally:
        size = stretch.size()
        return Tally(size if isinstance(part.aggregate, Count) else self._total(part, stretch), size)

    def _total(self, part: Rule, stretch: Stretch) -> int:
        match part.aggregate:
            case Sum(measure=measure):
                return stretch.total(measure)
            case Distinct() as distinct if distinct.of in _OF_SOURCE:
                return len(set(map(_OF_SOURCE[distinct.of], stretch.refs())))
            case Distinct() as distinct:
                return len({value for line in stretch.lines() for value in self._values(distinct, line)})
            case _:
                raise TypeError(f"not a simple rule: {part.code}")

    def _values(self, distinct: Distinct, line: Standing) -> Iterable[object]:
        ref, sort = line.ref, self._sorts.sort(line.sort)
        return values_told(distinct, Seen(ref.unit, ref.on, sort.kind, ref.source, sort.tags))
