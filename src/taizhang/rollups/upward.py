"""For which units above it a unit's lines count, and on which days: the tree as totals of subtrees climb it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from taizhang.rollups.dated_tree import DatedTree, Places


class Above(NamedTuple):
    """On the days [since, until) lines of a unit count for the unit `above`, which may be itself.

    `held` is for stocks: whoever carries the unit in the end has its lines of all days.
    """

    above: int
    held: bool
    since: dt.date
    until: dt.date


Ways = frozenset[Above]
"""All that one unit's lines count for."""


def ways_up(tree: DatedTree) -> dict[int, Ways]:
    """Return the ways of each unit to those that ever have another below them; none to any other.

    Stocks go by the tree of `settled_on`, and are the same from that day on.
    Raises:  TreeRefused.
    """
    found: defaultdict[int, dict[tuple[int, bool], list[tuple[dt.date, dt.date]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    uppers: set[int] = set()
    for held, places in ((False, tree.places()), (True, tree.holders(day=settled_on(tree)))):
        for place in sorted(places, key=lambda each: (each.unit, each.since)):
            for above in _upwards(places, place.number):
                found[place.unit][above, held].append((place.since, place.until))
                if above != place.unit:
                    uppers.add(above)
    return {
        unit: frozenset(
            Above(above, held, since, until)
            for (above, held), stretches in ways.items()
            if above in uppers
            for since, until in _joined(stretches)
        )
        for unit, ways in found.items()
    }


def settled_on(tree: DatedTree) -> dt.date:
    """Return the first day from which on the tree never changes, as far as it is told."""
    days = [day for each in tree.belongings for day in (each.since, each.until) if day is not None]
    return max([*days, *(each.on for each in tree.heirs)], default=dt.date.min)


def breaks_months(ways: Collection[Above]) -> bool:
    """Return whether lines of one month may count for different units: some way begins or ends within it."""
    return any(day.day != 1 and day != dt.date.max for way in ways for day in (way.since, way.until))


def aboves_on(ways: Collection[Above], *, day: dt.date, held: bool) -> tuple[int, ...]:
    """Return for whom lines of a day count."""
    return tuple(sorted(way.above for way in ways if way.held is held and way.since <= day < way.until))


def different(stored: Mapping[int, Ways], wanted: Mapping[int, Ways]) -> list[int]:
    """Return the units whose ways are not as they should be."""
    return sorted(
        unit for unit in {*stored, *wanted} if stored.get(unit, frozenset()) != wanted.get(unit, frozenset())
    )


def _upwards(places: Places, number: int | None) -> Iterator[int]:
    while number is not None:
        yield places[number].unit
        number = places[number].above


def _joined(stretches: Collection[tuple[dt.date, dt.date]]) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the stretches of days, those that touch made one; they come in order and never overlap."""
    begun: dt.date | None = None
    ended = dt.date.min
    for since, until in stretches:
        if begun is not None and since != ended:
            yield begun, ended
            begun = None
        begun = since if begun is None else begun
        ended = until
    if begun is not None:
        yield begun, ended
