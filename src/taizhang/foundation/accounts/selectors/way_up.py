"""Who is told about a unit: the nearest unit, going up the tree of a day, where somebody holds a fitting post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from taizhang.foundation.accounts.models import Tenure
from taizhang.foundation.accounts.rules import Right, rights_of
from taizhang.foundation.accounts.selectors.posts import held_on
from taizhang.foundation.units.selectors import heirs_on, parents_on


@dataclass(frozen=True, slots=True)
class WayUp:
    """For some units on a day: the heir of each closed one, the unit above each, the rights held in each."""

    heirs: Mapping[int, int]
    parents: Mapping[int, int]
    rights: Mapping[int, frozenset[Right]]

    def nearest(self, unit: int, right: Right) -> int | None:
        """Return the unit itself, or the nearest above it, where a post with the right is held."""
        return self._first(self._living(unit), right)

    def nearest_above(self, unit: int, right: Right) -> int | None:
        """Return the nearest unit above this one, itself left out, where a post with the right is held."""
        return self._first(self.parents.get(self._living(unit)), right)

    def _living(self, unit: int) -> int:
        while unit in self.heirs:
            unit = self.heirs[unit]
        return unit

    def _first(self, unit: int | None, right: Right) -> int | None:
        while unit is not None and right not in self.rights.get(unit, frozenset()):
            unit = self.parents.get(unit)
        return unit


def way_up(*, units: Collection[int], on: dt.date) -> WayUp:
    """Return the way up from these units on a day, as far as they reach. Three queries, however many units."""
    rights: dict[int, frozenset[Right]] = {}
    held = Tenure.objects.filter(held_on(on), post__unit_id__in=units, post__closed_on__isnull=True)
    for unit, roles in held.values_list("post__unit_id", "post__roles"):
        rights[unit] = rights.get(unit, frozenset()) | rights_of(roles=roles)
    return WayUp(heirs=heirs_on(units=units, day=on), parents=parents_on(units=units, day=on), rights=rights)
