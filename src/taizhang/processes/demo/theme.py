"""A piece of work as the demo's word lists tell it, and the record planned from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from taizhang.processes.demo.places import Spot

When = Literal["workday", "weekend", "evening", "free"]
Crowd = Literal["residents", "staff", "none"]

ALL_YEAR = tuple(range(1, 13))
SPRING, SUMMER, AUTUMN, WINTER = (3, 4, 5), (6, 7, 8), (9, 10, 11), (12, 1, 2)
COMMUNITIES, VILLAGES, STREET_ONLY = ("社区",), ("村",), ("街道",)
BELOW = ("社区", "村")


@dataclass(frozen=True, slots=True)
class Theme:
    """One thing that is done.

    `title` may hold {n}, the number in this year's series: such a theme comes again and again.
    `people` is the usual number in a unit of middle size; of the crowd "staff" it is a share of the
    unit's own people, in percent. `units` names the only units that do it, `sorts` the only sorts.
    `since` is the first day on which it can be done. `days` is how long it lasts.
    `ahead` is how many days before its festival it may fall, 0 being the day itself.
    `observes` names a day of the calendar that it is held for: on that day or a few days before.
    """

    title: str
    people: int = 0
    at: Spot = "room"
    when: When = "workday"
    minutes: int = 0
    topic: str = ""
    months: tuple[int, ...] = ALL_YEAR
    sorts: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    crowd: Crowd = "residents"
    host: str = "own"
    tag: str = ""
    days: int = 1
    copies: int = 0
    channel: str = ""
    since: dt.date = dt.date.min
    ahead: tuple[int, ...] = (0, 1, 2)
    observes: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """One record that the demo will hold. `unit` is the unit's key, `people` as a clerk writes it."""

    unit: str
    kind: str
    title: str
    on: dt.date
    until: dt.date
    place: str
    host: str = ""
    people: str = ""
    minutes: int | None = None
    copies: int | None = None
    tags: tuple[str, ...] = ()
    note: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    pictures: int = 0
