"""The places of a dated tree as columns, and the range of them that the units asked for need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from taizhang.rollups.dated_tree import Places
from taizhang.rollups.dense.compiled import Array, compiled


@dataclass(frozen=True)
class PlaceColumns:
    """Places from `first` on, in preorder. `above` is -1 where the place above is none of them."""

    first: int
    unit: Array
    above: Array

    @classmethod
    def of(cls, places: Places, *, wanted: range) -> PlaceColumns:
        """Return a range of places."""
        unit = np.fromiter((places[number].unit for number in wanted), np.int64, len(wanted))
        above = np.fromiter(
            (-1 if (up := places[number].above) is None else up for number in wanted), np.int64, len(wanted)
        )
        return cls(wanted.start, unit, np.where(above >= wanted.start, above - wanted.start, -1))

    def __len__(self) -> int:
        return len(self.unit)

    def levels(self) -> int:
        """Return how many places lie one below the other at most."""
        depths = np.zeros(len(self), np.int64)
        _write_depths(self.above, depths)
        return int(depths.max(initial=-1)) + 1

    @cached_property
    def of_several(self) -> Array:
        """Of each place whether its unit has other places too."""
        ordered = np.sort(self.unit)
        several: Array = np.isin(self.unit, ordered[1:][ordered[1:] == ordered[:-1]])
        return several

    def with_above(self, marked: Array) -> Array:
        """Return the places that are marked, and all that lie above one."""
        found: Array = marked.copy()
        _mark_above(self.above, found)
        return found

    def chain(self, place: int) -> list[int]:
        """Return all that lies above a place, from the top down."""
        found: list[int] = []
        at = int(self.above[place])
        while at >= 0:
            found.append(at)
            at = int(self.above[at])
        return found[::-1]


@compiled
def _write_depths(above: Array, depths: Array) -> None:
    for place in range(above.size):
        if above[place] >= 0:
            depths[place] = depths[above[place]] + 1


@compiled
def _mark_above(above: Array, marked: Array) -> None:
    for place in range(above.size - 1, -1, -1):
        if marked[place] and above[place] >= 0:
            marked[above[place]] = True


def range_needed(by_day: Places, units: Collection[int] | None) -> range:
    """Return the places whose lines tell of the units asked for."""
    if units is None:
        return range(len(by_day))
    asked = frozenset(units)
    return _around(number for place in by_day if place.unit in asked for number in (place.number, place.last))


def range_held(by_day: Places, trees: Iterable[Places], units: Collection[int] | None) -> range:
    """Return the places whose lines tell what the units asked for hold in one of the trees."""
    if units is None:
        return range(len(by_day))
    asked = frozenset(units)
    held = {unit for tree in trees for unit in _below(tree, asked)}
    return _around(place.number for place in by_day if place.unit in held)


def _around(numbers: Iterable[int]) -> range:
    found = list(numbers)
    return range(min(found), max(found) + 1) if found else range(0)


def _below(tree: Places, asked: frozenset[int]) -> Iterable[int]:
    last = -1
    for place in tree:
        if place.unit in asked:
            last = max(last, place.last)
        if place.number <= last:
            yield place.unit


def counted_again(columns: PlaceColumns, standing: Array) -> dict[int, int]:
    """Return for each unit how many places too many stand below it: of one unit only one is counted.

    `standing` are places of units that have several, where their unit stands.
    """
    places_of: dict[int, list[int]] = defaultdict(list)
    for place in standing.tolist():
        places_of[int(columns.unit[place])].append(place)
    again: dict[int, int] = defaultdict(int)
    for places in places_of.values():
        met: set[int] = set()
        for place in places:
            at = place
            while at >= 0:
                unit = int(columns.unit[at])
                if unit in met:
                    again[unit] += 1
                met.add(unit)
                at = int(columns.above[at])
    return again
