"""Figures over lines that stand, in memory: which of them a rule looks at is worked out once, not at each question.

For books in which a source bears one line at a time (`Book.stands_once`), at one journal position: what was
taken back is not there any more, so every line is a source.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.kernel.scope import Scope
from taizhang.rollups.engines.base import Engine, Frame, Result, SourceKey
from taizhang.rollups.engines.memory import values_told
from taizhang.rollups.plan import BOOKS, Count, Distinct, Rule, Stock, Sum, looks_at
from taizhang.rollups.tally import Tally, value_of


class NotForStandingLines(ValueError):
    """A rule counts a stock, or a book in which a source bears several lines."""


class Sort(NamedTuple):
    """What a rule looks at in a line, units and days aside."""

    book: str
    kind: str
    tags: tuple[str, ...]
    known: tuple[str, ...]


class Standing(NamedTuple):
    """A line that stands, its source, and of which sort it is."""

    key: SourceKey
    line: Posting
    sort: Sort


class Suiting:
    """Which sorts of lines a rule looks at, each worked out once for however many engines share it."""

    def __init__(self) -> None:
        self._numbers: dict[Sort, int] = {}
        self._known: dict[Rule, list[bool]] = {}

    def numbers(self, lines: Iterable[Standing]) -> list[int]:
        """Return the number of each line's sort."""
        numbers = self._numbers
        return [numbers.setdefault(each.sort, len(numbers)) for each in lines]

    def of(self, part: Rule) -> list[bool]:
        """Return whether a simple rule looks at lines of each sort, by its number."""
        known = self._known.setdefault(part, [])
        for sort in list(self._numbers)[len(known) :]:
            known.append(looks_at(part, book=sort.book, kind=sort.kind, tags=sort.tags, known=sort.known))
        return known


class Matching:
    """The lines that a simple rule looks at, by day: all of them, and those of each unit."""

    def __init__(self, lines: list[Standing]) -> None:
        self._lines, self._days = lines, [each.key.on for each in lines]
        self._units = {each.key.unit for each in lines}
        self._by_unit: dict[int, tuple[list[Standing], list[dt.date]]] = {}

    def within(self, scope: Scope, start: dt.date, until: dt.date) -> list[Standing]:
        """Return the lines of a scope on days in [start, until)."""
        spans = scope.spans
        always = {span.unit for span in spans if span.start is None and span.until is None}
        if len(always) < len(spans):
            stays = scope.stays()
            found = _between(self._lines, self._days, start, until)
            return [
                each
                for each in found
                if any(span.covers(each.key.on) for span in stays.get(each.key.unit, ()))
            ]
        if len(always) == 1:
            return _between(*self._of(spans[0].unit), start, until)
        found = _between(self._lines, self._days, start, until)
        return (
            found if always.issuperset(self._units) else [each for each in found if each.key.unit in always]
        )

    def _of(self, unit: int) -> tuple[list[Standing], list[dt.date]]:
        if unit not in self._by_unit:
            lines = [each for each in self._lines if each.key.unit == unit]
            self._by_unit[unit] = lines, [each.key.on for each in lines]
        return self._by_unit[unit]


def _between(lines: list[Standing], days: list[dt.date], start: dt.date, until: dt.date) -> list[Standing]:
    return lines[bisect_left(days, start) : bisect_left(days, until)]


def can_count(rule: Rule) -> bool:
    """Return whether standing lines tell the figures of a rule."""
    return all(BOOKS[part.book].stands_once and not isinstance(part.aggregate, Stock) for part in rule.parts)


in_order = attrgetter("key.on", "key.source")
"""The order in which lines that stand are given to an engine: by day, then by source."""


def standing(lines: Iterable[Posting]) -> list[Standing]:
    """Return what stands of these lines, by day, then by source. A reversal repeats the line that it takes back."""
    left: dict[tuple[Hashable, ...], Posting] = {}
    weights: dict[tuple[Hashable, ...], int] = {}
    for line in lines:
        same = (line.book, line.source, line.revision, line.unit, line.on)
        weights[same] = weights.get(same, 0) + line.weight
        if line.weight == 1:
            left[same] = line
    found = [
        Standing(
            SourceKey(line.source, line.revision, line.unit, line.on),
            line,
            Sort(line.book, line.kind, line.tags, tuple(line.measures)),
        )
        for same, line in left.items()
        if weights[same] > 0
    ]
    return sorted(found, key=in_order)


class StandingEngine(Engine):
    """Figures over the standing lines of one position, which every question must name."""

    def __init__(
        self, lines: Sequence[Standing], *, position: int | None, suiting: Suiting | None = None
    ) -> None:
        self._all, self._position = lines, position
        self._suiting = suiting or Suiting()
        self._sorts = self._suiting.numbers(lines)
        self._under: dict[Rule, Matching] = {}

    def figure_with_sources(
        self, *, rule: Rule, scope: Scope, period: Period, as_of: int | None = None
    ) -> tuple[Result, list[SourceKey]]:
        """Return what `figure` and `sources` return, from one look at the lines."""
        found = self._found(rule.parts, Frame(scope, period, as_of))
        keys = _keys(found)
        return Result(value_of(rule, _tallied(rule.parts, found)), len(keys)), keys

    def _tallies(self, parts: Sequence[Rule], frame: Frame) -> tuple[list[Tally], int]:
        found = self._found(parts, frame)
        return _tallied(parts, found), len(_keys(found))

    def _standing(self, parts: Sequence[Rule], frame: Frame, limit: int | None) -> list[SourceKey]:
        return _keys(self._found(parts, frame))[:limit]

    def _later(self, parts: Sequence[Rule], frame: Frame, after: int) -> list[Posting]:
        raise NotForStandingLines("lines that were taken back are not told")

    def _found(self, parts: Sequence[Rule], frame: Frame) -> list[list[Standing]]:
        """Return the lines that each part counts."""
        if frame.as_of != self._position:
            raise NotForStandingLines(f"these lines stand at {self._position}, not at {frame.as_of}")
        period = frame.period
        return [self._matching(part).within(frame.scope, period.start, period.until) for part in parts]

    def _matching(self, part: Rule) -> Matching:
        found = self._under.get(part)
        if found is None:
            if not can_count(part):
                raise NotForStandingLines(part.code)
            suits = self._suiting.of(part)
            lines = [each for each, sort in zip(self._all, self._sorts, strict=True) if suits[sort]]
            found = self._under[part] = Matching(lines)
        return found


def _keys(found: Sequence[list[Standing]]) -> list[SourceKey]:
    """Return the source of each line once, by day, then by source."""
    if len(found) == 1:
        return [each.key for each in found[0]]
    keys = {each.key.source: each.key for lines in found for each in lines}
    return sorted(keys.values(), key=attrgetter("on", "source"))


def _tallied(parts: Sequence[Rule], found: Sequence[list[Standing]]) -> list[Tally]:
    return [Tally(_total(part, lines), len(lines)) for part, lines in zip(parts, found, strict=True)]


def _total(part: Rule, lines: Sequence[Standing]) -> int:
    match part.aggregate:
        case Count():
            return len(lines)
        case Sum(measure=measure):
            return sum(each.line.measures[measure] for each in lines)
        case Distinct() as distinct:
            return len({value for each in lines for value in values_told(distinct, each.line)})
        case _:
            raise TypeError(f"not a simple rule: {part.code}")
