"""What somebody owes at places: inspections and findings, theirs by the same rule as duties."""

from __future__ import annotations

import datetime as dt

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import Reach, WayUp
from taizhang.ledgers.premises.rules import OwedAtPlace, Owing
from taizhang.ledgers.premises.selectors import owed_at_places
from taizhang.processes.owing import own_units, posts_of

LONGEST = 40
"""Characters of what is wrong that a line tells."""


def places_owed_by(*, reach: Reach, way: WayUp, until: dt.date, most: int) -> list[OwedAtPlace]:
    """Return what the posts of a reach owe at places, due up to a day; at most so many of each sort. One query."""
    return owed_at_places(
        posts=posts_of(reach),
        units=own_units(reach, way),
        rechecking=reach.units(Right.REVIEW),
        person=reach.person.pk,
        on=reach.on,
        until=until,
        most=most,
    )


def words_at_place(one: OwedAtPlace) -> str:
    """Return it in a few words: the place, and which time it is inspected or what is wrong there."""
    if one.owing.is_check:
        return f"{one.name}，{one.text}检查"
    text = one.text if len(one.text) <= LONGEST else f"{one.text[:LONGEST]}…"
    return f"{one.name}：{text}"


def counts_at_places(found: list[OwedAtPlace]) -> dict[Owing, int]:
    """Return how many there are of each sort that has any, of those beyond the first too."""
    return {one.owing: one.of for one in found}
