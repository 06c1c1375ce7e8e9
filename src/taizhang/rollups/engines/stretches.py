"""Lines that stand, laid out by day: what a rule counts in a scope and a period is one stretch of them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate, compress
from operator import attrgetter
from typing import NamedTuple

from taizhang.kernel.posting import MEASURES
from taizhang.kernel.scope import Scope, Span
from taizhang.kernel.source_ref import SourceRef
from taizhang.rollups.plan import BOOKS, Rule, Stock, effective_where, meets


class NotForStandingLines(ValueError):
    """A rule counts a stock, or a book in which a source bears several lines; or lines stand at another position."""


def can_count(rule: Rule) -> bool:
    """Return whether standing lines tell the figures of a rule."""
    return all(BOOKS[part.book].stands_once and not isinstance(part.aggregate, Stock) for part in rule.parts)


class Sort(NamedTuple):
    """What a rule looks at in a line, units and days aside."""

    book: str
    kind: str
    tags: tuple[str, ...]
    known: tuple[str, ...]


class Standing(NamedTuple):
    """A line that stands: its source as it is told, the number of its sort, and its measures in their order."""

    ref: SourceRef
    sort: int
    measures: tuple[int | None, ...]


in_order = attrgetter("ref.on", "ref.number", "ref.source")
"""The order in which lines that stand are given to an engine: as their sources are printed."""


class Sorts:
    """The sorts of lines, and which of them rules look at: worked out once for however many engines share it."""

    def __init__(self) -> None:
        self._numbers: dict[Sort, int] = {}
        self._sorts: list[Sort] = []
        # By the rule itself, not by all that it says; it is held, so that no other one takes its place.
        self._masks: dict[int, tuple[Rule, bytes]] = {}
        self._unions: dict[tuple[bytes, ...], bytes] = {}

    def number(self, sort: Sort) -> int:
        """Return the number of a sort."""
        number = self._numbers.get(sort)
        if number is None:
            number = self._numbers[sort] = len(self._sorts)
            self._sorts.append(sort)
        return number

    def sort(self, number: int) -> Sort:
        """Return the sort that has a number."""
        return self._sorts[number]

    def mask(self, parts: Sequence[Rule]) -> bytes:
        """Return for each sort, by its number, 1 where any of these simple rules looks at its lines, else 0.

        Raises:  NotForStandingLines.
        """
        if len(parts) == 1:
            return self._of(parts[0])
        masks = tuple(self._of(part) for part in parts)
        if masks not in self._unions:
            self._unions[masks] = bytes(map(any, zip(*masks, strict=True)))
        return self._unions[masks]

    def _of(self, part: Rule) -> bytes:
        _, mask = self._masks.get(id(part), (part, b""))
        if len(mask) < len(self._sorts) or not self._sorts:
            if not can_count(part):
                raise NotForStandingLines(part.code)
            where = effective_where(part)
            mask += bytes(
                sort.book == part.book and meets(where, kind=sort.kind, tags=sort.tags, known=sort.known)
                for sort in self._sorts[len(mask) :]
            )
            self._masks[id(part)] = part, mask
        return mask


class Reach(NamedTuple):
    """A scope as lines are looked for in it: the units that belong on every day, and the stays where some do not."""

    scope: Scope
    always: frozenset[int]
    stays: Mapping[int, Sequence[Span]] | None

    @classmethod
    def of(cls, scope: Scope) -> Reach:
        """Return the reach of a scope."""
        always = frozenset(span.unit for span in scope.spans if span.start is None and span.until is None)
        return cls(scope, always, None if len(always) == len(scope.spans) else scope.stays())

    def covers(self, ref: SourceRef) -> bool:
        """Return whether a source counts here."""
        if self.stays is None:
            return ref.unit in self.always
        return any(span.covers(ref.on) for span in self.stays.get(ref.unit, ()))


_PLACES = {measure: place for place, measure in enumerate(MEASURES)}


class Stretch:
    """Some lines by day, and what was added up of them."""

    def __init__(self, lines: Sequence[Standing], refs: Sequence[SourceRef], days: Sequence[dt.date]) -> None:
        """The source of each line and its day are given beside it: they are asked for again and again."""
        self.lines, self.sources, self._days = lines, refs, days
        self._told: dict[tuple[int, int], tuple[SourceRef, ...]] = {}
        self._sums: dict[str, list[int]] = {}

    @classmethod
    def of(cls, lines: Sequence[Standing]) -> Stretch:
        """Return the stretch of these lines."""
        refs = [line.ref for line in lines]
        return cls(lines, refs, [ref.on for ref in refs])

    def only(self, selectors: Sequence[int]) -> Stretch:
        """Return those lines for which there is anything but 0."""
        return Stretch(
            list(compress(self.lines, selectors)),
            list(compress(self.sources, selectors)),
            list(compress(self._days, selectors)),
        )

    def within(self, start: dt.date, until: dt.date) -> tuple[int, int]:
        """Return from where to where the lines of [start, until) are."""
        return bisect_left(self._days, start), bisect_left(self._days, until)

    def refs(self, places: tuple[int, int]) -> tuple[SourceRef, ...]:
        """Return the sources of lines from one place to another; asked again, the very same tuple."""
        told = self._told.get(places)
        if told is None:
            told = self._told[places] = tuple(self.sources[slice(*places)])
        return told

    def total(self, measure: str, places: tuple[int, int]) -> int:
        """Return the sum of a measure, which all lines must carry, over lines from one place to another."""
        sums = self._sums.get(measure)
        if sums is None:
            place = _PLACES[measure]
            amounts = [line.measures[place] or 0 for line in self.lines]
            sums = self._sums[measure] = list(accumulate(amounts, initial=0))
        start, until = places
        return sums[until] - sums[start]


_NOTHING = Stretch((), (), ())
_MOST_SORTS = 256
"""As many as one byte tells apart."""


class Sorted:
    """Lines with the sorts that they are of: those that a mask lets through are found in one step."""

    def __init__(self, lines: Sequence[Standing]) -> None:
        self._whole = Stretch.of(lines)
        self._units = frozenset([ref.unit for ref in self._whole.sources])
        self._all_in: dict[int, tuple[Reach, bool]] = {}
        numbers = [line.sort for line in lines]
        self._sorts = list(dict.fromkeys(numbers))
        place_of = {number: place for place, number in enumerate(self._sorts)}
        places = list(map(place_of.__getitem__, numbers))
        self._places = bytes(places) if len(self._sorts) <= _MOST_SORTS else places

    def let_through(self, mask: bytes) -> Stretch:
        """Return the lines whose sort has a 1 in the mask."""
        passes = bytes(map(mask.__getitem__, self._sorts))
        if isinstance(self._places, bytes):
            selectors = self._places.translate(passes.ljust(_MOST_SORTS, b"\0"))
        else:
            selectors = bytes(map(passes.__getitem__, self._places))
        return self._whole.only(selectors)

    def all_within(self, reach: Reach) -> bool:
        """Return whether the units of all lines belong to the reach on every day."""
        # By the reach itself, not by all that it says; it is held, so that no other one takes its place.
        found = self._all_in.get(id(reach))
        if found is None:
            found = self._all_in[id(reach)] = reach, reach.always.issuperset(self._units)
        return found[1]


class Laid:
    """The lines that a mask of sorts lets through: all of them, and those of each scope that was asked for."""

    def __init__(self, lines: Sorted, mask: bytes) -> None:
        self._lines, self._whole = lines, lines.let_through(mask)
        self._by_unit: dict[int, Stretch] | None = None
        self._within: dict[int, Stretch] = {}

    def within(self, reach: Reach) -> Stretch:
        """Return the lines within a reach, which lives as long as these lines do."""
        found = self._within.get(id(reach))
        if found is None:
            found = self._within[id(reach)] = self._found(reach)
        return found

    def _found(self, reach: Reach) -> Stretch:
        if reach.stays is None and len(reach.always) == 1:
            return self._of(*reach.always)
        if self._lines.all_within(reach):
            return self._whole
        return self._whole.only([reach.covers(ref) for ref in self._whole.sources])

    def _of(self, unit: int) -> Stretch:
        if self._by_unit is None:
            by_unit: dict[int, list[Standing]] = defaultdict(list)
            for line in self._whole.lines:
                by_unit[line.ref.unit].append(line)
            self._by_unit = {unit: Stretch.of(lines) for unit, lines in by_unit.items()}
        return self._by_unit.get(unit, _NOTHING)
