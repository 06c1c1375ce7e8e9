"""The reference engine: over a sequence of postings in memory, as plain as the laws read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from taizhang.kernel.posting import Posting
from taizhang.kernel.scope import Span
from taizhang.rollups.engines.base import Engine, Frame, SourceKey
from taizhang.rollups.plan import Count, Distinct, Rule, Stock, Sum, matches
from taizhang.rollups.tally import Tally

Key = TypeVar("Key", bound=Hashable)


class MemoryEngine(Engine):
    """Figures over postings in journal order."""

    def __init__(self, postings: Sequence[Posting]) -> None:
        self._postings = postings

    def _tallies(self, parts: Sequence[Rule], frame: Frame) -> tuple[list[Tally], int]:
        tallies = []
        standing: set[str] = set()
        for part in parts:
            lines = self._lines(part, frame)
            sources = _positive(lines, key=lambda line: [line.source])
            tallies.append(Tally(_total(part, lines, len(sources)), len(sources)))
            standing |= sources
        return tallies, len(standing)

    def _standing(self, parts: Sequence[Rule], frame: Frame, limit: int | None) -> list[SourceKey]:
        latest: dict[str, SourceKey] = {}
        for part in parts:
            lines = self._lines(part, frame)
            sources = _positive(lines, key=lambda line: [line.source])
            for key in _positive(lines, key=lambda line: [_key(line)]):
                if key.source in sources:
                    latest[key.source] = max(key, latest.get(key.source, key), key=_recency)
        return sorted(latest.values(), key=lambda key: (key.on, key.source))[:limit]

    def _later(self, parts: Sequence[Rule], frame: Frame, after: int) -> list[Posting]:
        stays = frame.scope.stays()
        found = [
            line
            for line in self._postings
            if (line.position is None or line.position > after)
            and any(_in_frame(part, line, frame, stays) for part in parts)
        ]
        return sorted(found, key=lambda line: (line.position is None, line.position or 0))

    def _lines(self, part: Rule, frame: Frame) -> list[Posting]:
        stays = frame.scope.stays()
        return [line for line in self._postings if _in_frame(part, line, frame, stays)]


def _in_frame(part: Rule, line: Posting, frame: Frame, stays: Mapping[int, Sequence[Span]]) -> bool:
    start, until = frame.window(part)
    sealed = frame.as_of is None or (line.position is not None and line.position <= frame.as_of)
    in_window = (start is None or start <= line.on) and line.on < until
    return sealed and in_window and matches(part, line) and _belongs(line, stays)


def _belongs(line: Posting, stays: Mapping[int, Sequence[Span]]) -> bool:
    return any(span.covers(line.on) for span in stays.get(line.unit, ()))


def _total(part: Rule, lines: Sequence[Posting], sources: int) -> int:
    match part.aggregate:
        case Count():
            return sources
        case Sum(measure=measure):
            return sum(line.weight * line.measures[measure] for line in lines)
        case Stock():
            return sum(line.weight for line in lines)
        case Distinct() as distinct:
            return len(_positive(lines, key=lambda line: values_told(distinct, line)))
        case _:
            raise TypeError(f"not a simple rule: {part.code}")


class Seen(NamedTuple):
    """What the values of a line are taken from."""

    unit: int
    on: dt.date
    kind: str
    source: str
    tags: tuple[str, ...]


def values_told(distinct: Distinct, line: Posting | Seen) -> Iterable[Hashable]:
    """Return the values that one line tells."""
    match distinct.of:
        case "unit":
            return [line.unit]
        case "day":
            return [line.on]
        case "kind":
            return [line.kind]
        case "source":
            return [line.source]
        case "tag":
            return [tag for tag in line.tags if tag.startswith(distinct.prefix)]


def _key(line: Posting) -> SourceKey:
    return SourceKey(line.source, line.revision, line.unit, line.on)


def _recency(key: SourceKey) -> tuple[object, ...]:
    return key.revision, key.on, key.unit


def _positive(lines: Iterable[Posting], *, key: Callable[[Posting], Iterable[Key]]) -> set[Key]:
    """Return the values whose weights sum to more than 0."""
    net: Counter[Key] = Counter()
    for line in lines:
        for value in key(line):
            net[value] += line.weight
    return {value for value, weight in net.items() if weight > 0}
