"""Lines that stand, laid out by day: what a rule counts in a scope and a period is picked out of one stretch of them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import compress
from operator import attrgetter
from typing import NamedTuple

from taizhang.kernel.posting import MEASURES
from taizhang.kernel.scope import Scope
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


_PLACES = {measure: place for place, measure in enumerate(MEASURES)}
_MOST_SORTS = 256
"""As many as one byte tells apart."""


class Sieve:
    """The sorts of some lines, each with a place: a mask of all sorts as it lets through the lines of these."""

    def __init__(self, sorts: Sequence[int]) -> None:
        self._sorts = list(dict.fromkeys(sorts))
        self._place_of = {sort: place for place, sort in enumerate(self._sorts)}
        self._tables: dict[bytes, bytes] = {}

    def places(self, sorts: Sequence[int]) -> Sequence[int]:
        """Return the place of each line's sort: as bytes where there are few enough, which is nearly always."""
        places = map(self._place_of.__getitem__, sorts)
        return bytes(places) if len(self._sorts) <= _MOST_SORTS else list(places)

    def picks(self, places: Sequence[int], mask: bytes) -> bytes:
        """Return for each line 1 where its sort has a 1 in the mask, else 0."""
        table = self._tables.get(mask)
        if table is None:
            table = self._tables[mask] = bytes([mask[sort] for sort in self._sorts]).ljust(_MOST_SORTS, b"\0")
        if isinstance(places, bytes):
            return places.translate(table)
        return bytes(map(table.__getitem__, places))


class Stretch(NamedTuple):
    """What a figure counts: some lines of a stretch of days, with a 1 in `picks` for each line of it that is counted."""

    laid: Laid
    start: int
    picks: bytes

    def size(self) -> int:
        """Return how many lines there are."""
        return self.picks.count(1)

    def total(self, measure: str) -> int:
        """Return the sum of a measure, which all lines must carry."""
        return sum(compress(self.laid.amounts(measure)[self._days], self.picks))

    def lines(self) -> list[Standing]:
        """Return the lines."""
        return list(compress(self.laid.lines[self._days], self.picks))

    def refs(self) -> tuple[SourceRef, ...]:
        """Return the sources; of the same lines, whatever counts them, the very same tuple."""
        asked = self.start, self.picks
        told = self.laid.told.get(asked)
        if told is None:
            told = self.laid.told[asked] = tuple(compress(self.laid.refs[self._days], self.picks))
        return told

    @property
    def _days(self) -> slice:
        return slice(self.start, self.start + len(self.picks))


class Laid:
    """Lines laid out by day."""

    def __init__(self, lines: Sequence[Standing], sieve: Sieve) -> None:
        self.lines = lines
        self.refs = [line.ref for line in lines]
        self.told: dict[tuple[int, bytes], tuple[SourceRef, ...]] = {}
        self._days = [ref.on for ref in self.refs]
        self._sieve, self._places = sieve, sieve.places([line.sort for line in lines])
        self._picks: dict[bytes, bytes] = {}
        self._amounts: dict[str, list[int]] = {}

    def stretch(self, mask: bytes, start: dt.date, until: dt.date) -> Stretch:
        """Return the lines of [start, until) whose sort has a 1 in the mask."""
        picks = self._picks.get(mask)
        if picks is None:
            picks = self._picks[mask] = self._sieve.picks(self._places, mask)
        first = bisect_left(self._days, start)
        return Stretch(self, first, picks[first : bisect_left(self._days, until, first)])

    def amounts(self, measure: str) -> list[int]:
        """Return a measure of each line, 0 where it has none."""
        told = self._amounts.get(measure)
        if told is None:
            place = _PLACES[measure]
            told = self._amounts[measure] = [line.measures[place] or 0 for line in self.lines]
        return told


class Within:
    """Lines of some units: all of them, and those of each scope that is asked for."""

    def __init__(self, lines: Sequence[Standing]) -> None:
        self._sieve = Sieve([line.sort for line in lines])
        self._whole = Laid(lines, self._sieve)
        self._by_unit: dict[int, Laid] = {}
        self._nothing = Laid((), self._sieve)
        # By the scope itself, not by all that it says; it is held, so that no other one takes its place.
        self._found: dict[int, tuple[Scope, Laid]] = {}

    def of(self, scope: Scope) -> Laid:
        """Return the lines within a scope."""
        found = self._found.get(id(scope))
        if found is None:
            found = self._found[id(scope)] = scope, self._laid(scope)
        return found[1]

    def _laid(self, scope: Scope) -> Laid:
        always = [span.unit for span in scope.spans if span.start is None and span.until is None]
        if len(always) < len(scope.spans):
            stays = scope.stays()
            within = [
                any(span.covers(ref.on) for span in stays.get(ref.unit, ())) for ref in self._whole.refs
            ]
        elif len(always) == 1:
            return self._of_unit(*always)
        else:
            units = set(always)
            within = [ref.unit in units for ref in self._whole.refs]
        return self._whole if all(within) else Laid(list(compress(self._whole.lines, within)), self._sieve)

    def _of_unit(self, unit: int) -> Laid:
        if not self._by_unit:
            by_unit: dict[int, list[Standing]] = defaultdict(list)
            for line in self._whole.lines:
                by_unit[line.ref.unit].append(line)
            self._by_unit = {unit: Laid(lines, self._sieve) for unit, lines in by_unit.items()}
        return self._by_unit.get(unit, self._nothing)
