"""The tree of units with its days, cut into places: a unit for as long as all above it stays the same.

Every place has one place above it, whatever was merged, split or moved; so the places are a plain
tree, numbered in preorder: what lies below a place is the range from its number to its `last`.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Belonging(NamedTuple):
    """A unit below another, every day from `since` up to, not including, `until`; None is open."""

    unit: int
    parent: int
    since: dt.date | None = None
    until: dt.date | None = None


class Inheritance(NamedTuple):
    """From that day on, the heir holds what the unit held."""

    unit: int
    heir: int
    on: dt.date


class Place(NamedTuple):
    """A unit on the days [since, until), on which everything above it stays the same.

    `above` is the number of the place above it, None at the top; `last` the greatest number below it.
    """

    number: int
    last: int
    above: int | None
    depth: int
    unit: int
    since: dt.date
    until: dt.date


class TreeRefused(ValueError):
    """The belongings are no tree: a unit below itself, or below two others on one day."""


class Places:
    """All places of a tree in preorder; every unit has one on each day."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = tuple(places)
        self._of: dict[int, list[Place]] = defaultdict(list)
        for place in sorted(places, key=lambda place: place.since):
            self._of[place.unit].append(place)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, number: int) -> Place:
        return self._places[number]

    def of(self, *, unit: int, day: dt.date) -> Place:
        """Return where the unit is on that day.

        Raises:  KeyError for a unit that the tree does not know.
        """
        if unit not in self._of:
            raise KeyError(unit)
        places = self._of[unit]
        return places[bisect_right(places, day, key=lambda place: place.since) - 1]


@dataclass(frozen=True)
class DatedTree:
    """Units, who belonged to whom on which days, and who is heir to whom."""

    units: tuple[int, ...]
    belongings: tuple[Belonging, ...] = ()
    heirs: tuple[Inheritance, ...] = ()

    def places(self) -> Places:
        """Return the places of all days.

        Raises:  TreeRefused.
        """
        return _places(self.units, self.belongings)

    def holders(self, *, day: dt.date) -> Places:
        """Return the places by which stocks are held on a day, the same for lines of every day.

        A unit is where it is on that day; one that is closed by then lies below its heir.
        Raises:  TreeRefused.
        """
        above = {each.unit: each.heir for each in self.heirs if each.on <= day}
        for each in self.belongings:
            if (each.since is None or each.since <= day) and (each.until is None or day < each.until):
                above[each.unit] = each.parent
        return _places(self.units, [Belonging(unit, parent) for unit, parent in above.items()])


def _places(units: Sequence[int], belongings: Iterable[Belonging]) -> Places:
    below: dict[int, list[Belonging]] = defaultdict(list)
    own: dict[int, list[Belonging]] = defaultdict(list)
    for each in sorted(belongings, key=lambda each: (each.unit, each.since or dt.date.min)):
        below[each.parent].append(each)
        own[each.unit].append(each)
    waiting: list[_Cut] = [
        (unit, None, 0, since, until)
        for unit in reversed(units)
        for since, until in _alone(own.get(unit, ()))
    ]
    cut = list(_walk(waiting, below))
    _check_whole(units, cut)
    return Places(_numbered(cut))


_Cut = tuple[int, int | None, int, dt.date, dt.date]
"""A place before its `last` is known: unit, number of the place above, depth, days."""


def _walk(waiting: list[_Cut], below: dict[int, list[Belonging]]) -> Iterator[_Cut]:
    """Return the places from the top down, each before what lies below it."""
    number = 0
    while waiting:
        unit, _, depth, since, until = place = waiting.pop()
        yield place
        for each in reversed(below.get(unit, ())):
            start, end = max(since, each.since or dt.date.min), min(until, each.until or dt.date.max)
            if start < end:
                waiting.append((each.unit, number, depth + 1, start, end))
        number += 1


def _alone(own: Sequence[Belonging]) -> Iterator[tuple[dt.date, dt.date]]:
    """Return the stretches of days on which a unit belongs to nobody.

    Raises:  TreeRefused where it belongs to two on one day.
    """
    day = dt.date.min
    for each in own:
        since = each.since or dt.date.min
        if since < day:
            raise TreeRefused(f"unit {each.unit} belongs to two units on {since}")
        if day < since:
            yield day, since
        day = each.until or dt.date.max
    if day < dt.date.max:
        yield day, dt.date.max


def _check_whole(units: Sequence[int], cut: Sequence[_Cut]) -> None:
    """Refuse units that no walk from the top meets on some day: they belong to each other in a circle."""
    days: dict[int, int] = dict.fromkeys(units, 0)
    for unit, _, _, since, until in cut:
        if unit not in days:
            raise TreeRefused(f"unit {unit} belongs to another but is not in the tree")
        days[unit] += (until - since).days
    lost = [unit for unit, met in days.items() if met != (dt.date.max - dt.date.min).days]
    if lost:
        raise TreeRefused(f"units that belong to each other, or to none of the tree: {lost[:5]}")


def _numbered(cut: Sequence[_Cut]) -> list[Place]:
    last = list(range(len(cut)))
    for number in range(len(cut) - 1, -1, -1):
        above = cut[number][1]
        if above is not None:
            last[above] = max(last[above], last[number])
    return [
        Place(number, last[number], above, depth, unit, since, until)
        for number, (unit, above, depth, since, until) in enumerate(cut)
    ]
