"""Whose something is: a post's that is named for it, else the unit's in which somebody writes, else the next above."""

from __future__ import annotations

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import Reach, WayUp, way_up


def way_of(*, reach: Reach) -> WayUp:
    """Return the way up from every unit for which somebody writes or reviews."""
    return way_up(units=reach.units(Right.WRITE) | reach.units(Right.REVIEW), on=reach.on)


def posts_of(reach: Reach) -> list[int]:
    """Return the ids of the posts of a reach."""
    return [post.pk for post in reach.posts()]


def own_units(reach: Reach, way: WayUp) -> set[int]:
    """Return the units for which a reach writes and nobody nearer does."""
    roots = {unit.pk for unit in reach.roots(Right.WRITE)}
    return {unit for unit in reach.units(Right.WRITE) if way.nearest(unit, Right.WRITE) in roots}
