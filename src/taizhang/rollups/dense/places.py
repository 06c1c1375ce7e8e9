"""The places of a dated tree as columns, and the range of them that the units asked for need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from taizhang.rollups.dated_tree import Places
from taizhang.rollups.dense.kernel import Array


@dataclass(frozen=True, slots=True)
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

    def rows_by_unit(self) -> tuple[Array, Array, Array]:
        """Return the units in their order, the first place of each, and the places of units that are no first ones."""
        order = np.argsort(self.unit, kind="stable")
        units, starts = np.unique(self.unit[order], return_index=True)
        later = np.ones(len(order), np.bool_)
        later[starts] = False
        return units, order[starts], order[later]


def range_needed(by_day: Places, trees: Iterable[Places], units: Collection[int] | None) -> range:
    """Return the places whose lines tell of the units asked for: by day, or held by one of the other trees."""
    if units is None:
        return range(len(by_day))
    asked = frozenset(units)
    found = [number for place in by_day if place.unit in asked for number in (place.number, place.last)]
    held = {unit for tree in trees for unit in _below(tree, asked)}
    if held:
        found.extend(place.number for place in by_day if place.unit in held)
    return range(min(found), max(found) + 1) if found else range(0)


def _below(tree: Places, asked: frozenset[int]) -> Iterable[int]:
    last = -1
    for place in tree:
        if place.unit in asked:
            last = max(last, place.last)
        if place.number <= last:
            yield place.unit


def counted_again(columns: PlaceColumns, stands: Sequence[Array]) -> list[dict[int, int]]:
    """Return for each unit how many places too many stand below it: of one unit only one is counted.

    `stands` tells of each place, once for each figure, whether its unit stands there.
    """
    _, _, later = columns.rows_by_unit()
    several = np.flatnonzero(np.isin(columns.unit, columns.unit[later]))
    return [_again(columns, several[each[several]]) for each in stands]


def _again(columns: PlaceColumns, standing: Array) -> dict[int, int]:
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
