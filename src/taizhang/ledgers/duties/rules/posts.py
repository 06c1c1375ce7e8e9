"""For which of the units that answer for a task a post can stand."""

from __future__ import annotations

from collections.abc import Mapping


def stands_for(*, name: str, unit: int, units: Mapping[int, str], bodies: Mapping[int, int]) -> list[int]:
    """Return those of `units`, ids with their names, for which the post `name` of a unit can stand.

    It stands for its own unit. Where that does not answer, it stands for the internal offices of it
    that do (`bodies` is office -> the unit it is part of): for the one its name begins with (党建办主任
    for 党建办), else for each.
    """
    if unit in units:
        return [unit]
    offices = [each for each in units if bodies.get(each) == unit]
    return [each for each in offices if name.startswith(units[each])] or offices
