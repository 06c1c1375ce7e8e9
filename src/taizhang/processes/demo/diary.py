"""A unit's year: which days are taken, which themes had their turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from taizhang.processes.demo.dice import Dice
from taizhang.processes.demo.theme import Theme
from taizhang.processes.demo.world import UnitPlan

MOST_A_DAY = 2
OBSERVED = 0.55


class Diary:
    """The days of one unit. Two things at most on a day, and no two of one kind."""

    def __init__(self, unit: UnitPlan) -> None:
        self.unit = unit
        self._taken: dict[dt.date, list[str]] = {}

    def take(self, *, days: Iterable[dt.date], kind: str, dice: Dice) -> dt.date | None:
        """Take one of the days for a thing of that kind; None when all are full."""
        free = [day for day in days if self.is_free(day=day, kind=kind)]
        if not free:
            return None
        return self.mark(day=dice.pick(free), kind=kind)

    def is_free(self, *, day: dt.date, kind: str) -> bool:
        """Return whether the unit is there on the day and has room for a thing of that kind."""
        taken = self._taken.get(day, [])
        return self.unit.lives_on(day) and len(taken) < MOST_A_DAY and kind not in taken

    def mark(self, *, day: dt.date, kind: str) -> dt.date:
        """Note the day as taken and return it."""
        self._taken.setdefault(day, []).append(kind)
        return day


class Deck:
    """The themes that a unit may take, shuffled; one that had its turn goes to the bottom.

    What is held for a day of the calendar lies on top, or it would hardly ever be drawn in its
    month; not every unit holds it every year.
    """

    def __init__(self, *, themes: Sequence[Theme], unit: UnitPlan, dice: Dice) -> None:
        mine = dice.shuffled([theme for theme in themes if may_do(theme=theme, unit=unit)])
        bound = [theme for theme in mine if theme.observes and dice.chance(OBSERVED)]
        self._themes = bound + [theme for theme in mine if not theme.observes]

    def draw(self, *, day: dt.date) -> Theme | None:
        """Return the next theme that can be done in the month of that day (its first), or None."""
        for theme in self._themes:
            if day.month in theme.months and day >= theme.since:
                self._themes.remove(theme)
                self._themes.append(theme)
                return theme
        return None


def may_do(*, theme: Theme, unit: UnitPlan) -> bool:
    """Return whether the theme is one for this unit."""
    if theme.units:
        return unit.key in theme.units
    return not theme.sorts or unit.sort in theme.sorts
