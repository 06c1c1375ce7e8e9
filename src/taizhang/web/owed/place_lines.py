"""What is owed at places, as lines of a list: where it is done, by when, how late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import Reach
from taizhang.ledgers.premises.rules import OwedAtPlace, Owing
from taizhang.processes.places_owed import words_at_place
from taizhang.web.shell.due_lines import time_left


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One inspection or finding: its words, the page on which it is done, how it stands in words and signs."""

    owed: OwedAtPlace
    words: str
    address: str
    told: str
    sign: str
    icon: str


def place_lines(found: Iterable[OwedAtPlace], *, reach: Reach) -> list[PlaceLine]:
    """Return what is owed at places as lines, by the day of the reach."""
    return [PlaceLine(one, words_at_place(one), _address(one, reach), *_told(one, reach.on)) for one in found]


def _address(one: OwedAtPlace, reach: Reach) -> str:
    if one.owing.is_check and reach.may(Right.WRITE, one.unit_id):
        return reverse("premises:check", args=[one.place])
    return reverse("premises:inspection" if one.owing.is_check else "premises:finding", args=[one.pk])


def _told(one: OwedAtPlace, on: dt.date) -> tuple[str, str, str]:
    if one.owing is Owing.RECHECK:
        return f"{one.due.month}月{one.due.day}日已整改，待复查", "soon", "review"
    return time_left(one.due, on=on)
