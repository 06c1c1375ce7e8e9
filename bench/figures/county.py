"""A county of 20 streets with 15 villages each, some of which moved or were merged on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

STREETS, VILLAGES = 20, 15
COUNTY = 1
MOVED_ON, MERGED_ON = dt.date(2023, 7, 1), dt.date(2024, 4, 1)
_MOVES_EVERY, _MERGES_EVERY = 50, 60


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit as the table of units keeps it."""

    id: int
    name: str
    level: str
    closed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Belonging:
    """One unit's belonging to another; None is since ever, or until further notice."""

    unit: int
    parent: int
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class County:
    """The county. `heirs` tells who carries on for a unit that was merged on MERGED_ON."""

    units: tuple[UnitLine, ...]
    belongings: tuple[Belonging, ...]
    streets: tuple[int, ...]
    villages: tuple[int, ...]
    heirs: Mapping[int, int]


def county() -> County:
    """Return the county."""
    streets = tuple(range(COUNTY + 1, COUNTY + 1 + STREETS))
    first = streets[-1] + 1
    villages = tuple(range(first, first + STREETS * VILLAGES))
    heirs = {village: village + 1 for village in villages[_MERGES_EVERY // 2 :: _MERGES_EVERY]}
    units = [UnitLine(COUNTY, "松岭县", "COUNTY")]
    units += [UnitLine(street, f"第{street - COUNTY}街道", "STREET") for street in streets]
    units += [
        UnitLine(village, f"第{village - first + 1}村", "VILLAGE", MERGED_ON if village in heirs else None)
        for village in villages
    ]
    belongings = [Belonging(street, COUNTY) for street in streets]
    for place, village in enumerate(villages):
        home, next_street = streets[place // VILLAGES], streets[(place // VILLAGES + 1) % STREETS]
        if village in heirs:
            belongings.append(Belonging(village, home, None, MERGED_ON))
        elif place % _MOVES_EVERY == 0:
            belongings.append(Belonging(village, home, None, MOVED_ON))
            belongings.append(Belonging(village, next_street, MOVED_ON))
        else:
            belongings.append(Belonging(village, home))
    return County(tuple(units), tuple(belongings), streets, villages, heirs)
