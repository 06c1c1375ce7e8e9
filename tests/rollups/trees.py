"""Made-up trees of units that move and merge, and the scope of a unit told by walking up day by day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hypothesis import strategies as st

from taizhang.kernel.period import Period
from taizhang.kernel.scope import Scope, Span
from taizhang.rollups.dated_tree import Belonging, DatedTree, Inheritance
from tests.rollups.journals import FIRST_DAY

UNITS = (1, 2, 3, 4, 5, 6)
ONE_DAY = dt.timedelta(days=1)


@dataclass
class History:
    """Who is above whom while a history goes on, and the belongings that have ended."""

    above: dict[int, int]
    since: dict[int, dt.date | None]
    ended: list[Belonging]
    heirs: list[Inheritance]

    def is_below(self, unit: int, other: int) -> bool:
        """Return whether a unit is the other or lies below it now."""
        at: int | None = unit
        while at is not None and at != other:
            at = self.above.get(at)
        return at == other

    def move(self, unit: int, parent: int | None, on: dt.date) -> None:
        """Move a unit on that day; None leaves it alone."""
        if unit in self.above:
            since = self.since[unit]
            if since is None or since < on:
                self.ended.append(Belonging(unit, self.above[unit], since, on))
            del self.above[unit]
        if parent is not None:
            self.above[unit], self.since[unit] = parent, on

    def tree(self) -> DatedTree:
        """Return the tree of all days."""
        now = [Belonging(unit, parent, self.since[unit]) for unit, parent in self.above.items()]
        return DatedTree(UNITS, (*self.ended, *now), tuple(self.heirs))


@st.composite
def trees(draw: st.DrawFn) -> DatedTree:
    """A tree in which units move and merge on days on which something may have been done."""
    above = {unit: parent for unit in UNITS if (parent := draw(st.integers(0, unit - 1)))}
    history = History(above, dict.fromkeys(above), [], [])
    closed: set[int] = set()
    for offset in sorted(draw(st.lists(st.integers(0, 9), max_size=4))):
        on = FIRST_DAY + dt.timedelta(days=offset)
        unit, other = draw(st.sampled_from(UNITS)), draw(st.sampled_from((0, *UNITS)))
        if unit in closed or other in closed or (other and history.is_below(other, unit)):
            continue
        if other and draw(st.booleans()):
            for child in [child for child, parent in history.above.items() if parent == unit]:
                history.move(child, other, on)
            history.move(unit, None, on)
            history.heirs.append(Inheritance(unit, other, on))
            closed.add(unit)
        else:
            history.move(unit, other or None, on)
    return history.tree()


def walked_scope(tree: DatedTree, root: int, period: Period, *, held: bool) -> Scope:
    """Return the scope of a unit: by the tree of each day, or of whose stocks it holds on the last."""
    last = period.until - ONE_DAY
    if held:
        return Scope(root, "", tuple(Span(unit) for unit in UNITS if root in upwards(tree, unit, last, True)))
    days = [period.start + ONE_DAY * count for count in range((period.until - period.start).days)]
    return Scope(
        root,
        "",
        tuple(
            Span(unit, day, day + ONE_DAY)
            for unit in UNITS
            for day in days
            if root in upwards(tree, unit, day, False)
        ),
    )


def upwards(tree: DatedTree, unit: int, day: dt.date, held: bool) -> set[int]:
    """Return the unit and all that are above it on that day."""
    met: set[int] = set()
    at: int | None = unit
    while at is not None:
        met.add(at)
        at = _above(tree, at, day, held)
    return met


def _above(tree: DatedTree, unit: int, day: dt.date, held: bool) -> int | None:
    for each in tree.belongings:
        if each.unit == unit and Span(unit, each.since, each.until).covers(day):
            return each.parent
    heirs = [each.heir for each in tree.heirs if held and each.unit == unit and each.on <= day]
    return heirs[0] if heirs else None
