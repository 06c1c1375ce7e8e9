"""Figures over lines that stand, in memory: which of them a rule looks at is worked out once, not at each question.

For books in which a source bears one line at a time (`Book.stands_once`), at one journal position: what was
taken back is not there any more, so every line is a source.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from taizhang.kernel.posting import Posting
from taizhang.rollups.engines.base import Engine, Frame, SourceKey
from taizhang.rollups.engines.memory import values_told
from taizhang.rollups.plan import BOOKS, Count, Distinct, Rule, Stock, Sum, looks_at
from taizhang.rollups.tally import Tally


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
        self._known: dict[Rule, dict[Sort, bool]] = {}

    def of(self, part: Rule, lines: Iterable[Standing]) -> list[Standing]:
        """Return the lines that a simple rule looks at."""
        known = self._known.setdefault(part, {})
        for sort in {each.sort for each in lines} - known.keys():
            known[sort] = looks_at(part, book=sort.book, kind=sort.kind, tags=sort.tags, known=sort.known)
        return [each for each in lines if known[each.sort]]


def can_count(rule: Rule) -> bool:
    """Return whether standing lines tell the figures of a rule."""
    return all(BOOKS[part.book].stands_once and not isinstance(part.aggregate, Stock) for part in rule.parts)


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
    return sorted(found, key=lambda each: (each.key.on, each.key.source))


class StandingEngine(Engine):
    """Figures over the standing lines of one position, which every question must name."""

    def __init__(
        self, lines: Sequence[Standing], *, position: int | None, suiting: Suiting | None = None
    ) -> None:
        self._all, self._position = lines, position
        self._suiting = suiting or Suiting()
        self._under: dict[Rule, tuple[list[Standing], list[dt.date]]] = {}

    def _tallies(self, parts: Sequence[Rule], frame: Frame) -> tuple[list[Tally], int]:
        found = [self._lines(part, frame) for part in parts]
        tallies = [Tally(_total(part, lines), len(lines)) for part, lines in zip(parts, found, strict=True)]
        sources = found[0] if len(parts) == 1 else {each.key.source for lines in found for each in lines}
        return tallies, len(sources)

    def _standing(self, parts: Sequence[Rule], frame: Frame, limit: int | None) -> list[SourceKey]:
        if len(parts) == 1:
            return [each.key for each in self._lines(parts[0], frame)[:limit]]
        keys = {each.key.source: each.key for part in parts for each in self._lines(part, frame)}
        return sorted(keys.values(), key=lambda key: (key.on, key.source))[:limit]

    def _later(self, parts: Sequence[Rule], frame: Frame, after: int) -> list[Posting]:
        raise NotForStandingLines("lines that were taken back are not told")

    def _lines(self, part: Rule, frame: Frame) -> list[Standing]:
        if frame.as_of != self._position:
            raise NotForStandingLines(f"these lines stand at {self._position}, not at {frame.as_of}")
        start, until = frame.window(part)
        lines, days = self._matching(part)
        within = lines[bisect_left(days, start or dt.date.min) : bisect_left(days, until)]
        always = {span.unit for span in frame.scope.spans if span.start is None and span.until is None}
        if len(always) == len(frame.scope.spans):
            return [each for each in within if each.line.unit in always]
        stays = frame.scope.stays()
        return [
            each
            for each in within
            if any(span.covers(each.line.on) for span in stays.get(each.line.unit, ()))
        ]

    def _matching(self, part: Rule) -> tuple[list[Standing], list[dt.date]]:
        if part not in self._under:
            if not can_count(part):
                raise NotForStandingLines(part.code)
            lines = self._suiting.of(part, self._all)
            self._under[part] = lines, [each.key.on for each in lines]
        return self._under[part]


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
