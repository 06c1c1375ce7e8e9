"""From a theme on a day to the record that a clerk would write."""

from __future__ import annotations

import datetime as dt

from taizhang.processes.demo import headcount
from taizhang.processes.demo.dice import Dice
from taizhang.processes.demo.people import HOSTS, host_name
from taizhang.processes.demo.places import places_of
from taizhang.processes.demo.theme import Planned, Theme
from taizhang.processes.demo.words.seasons import VisitRound
from taizhang.processes.demo.world import UnitPlan

WITH_TOPIC = {"study_session", "meeting", "training", "briefing", "lecture"}
UNCOUNTED = 0.05
"""The share of things in the open air where nobody counted heads."""
PICTURES = {
    "study_session": (1,),
    "meeting": (1,),
    "training": (1,),
    "briefing": (1,),
    "publicity_item": (0, 0, 1),
    "community_activity": (1, 1, 1, 2),
    "festival_activity": (1, 1, 2),
    "lecture": (1,),
    "youth_programme": (1,),
    "visit": (0, 0, 1),
    "contest": (1, 2),
}
"""How many pictures a record shows, one of these: within the floor and the ceiling of its kind."""
NOTED = 0.1


def write_down(
    *,
    kind: str,
    theme: Theme,
    unit: UnitPlan,
    on: dt.date,
    people: int | None,
    festival: str,
    inherited: bool,
    dice: Dice,
) -> Planned:
    """Return the record of one piece of work. Its title may still hold {n}."""
    outdoors = theme.at in ("outdoors", "square")
    counted = people is not None and not (outdoors and theme.crowd == "residents" and dice.chance(UNCOUNTED))
    places = places_of(unit=unit.key, spot=theme.at, inherited=inherited)
    return Planned(
        unit=unit.key,
        kind=kind,
        title=theme.title.replace("{unit}", unit.name),
        on=on,
        until=on + dt.timedelta(days=theme.days - 1),
        place="" if theme.channel == "公众号" else dice.pick(places),
        host=host_name(pick=dice.pick(HOSTS[theme.host]), sort=unit.sort, unit=unit.key),
        people=_people(people, theme, dice) if people is not None and counted else "",
        minutes=_minutes(theme.minutes, dice),
        copies=round(dice.around(theme.copies * unit.weight**0.5, 0.3)) if theme.copies else None,
        tags=(theme.tag,) if theme.tag else (),
        note=_note(theme, unit, on, dice),
        fields=_fields(kind, theme, unit, festival),
        pictures=dice.pick(PICTURES[kind]),
    )


def write_visit(*, visit: VisitRound, unit: UnitPlan, on: dt.date, dice: Dice) -> Planned:
    """Return the record of one round of visits: so many households, a few more people."""
    households = (
        max(2, round(dice.around(visit.households * unit.weight**0.5, 0.3))) if visit.households else 0
    )
    people = round(households * 1.4) if households else dice.between(8, 24)
    return Planned(
        unit=unit.key,
        kind="visit",
        title=visit.title,
        on=on,
        until=on,
        place=places_of(unit=unit.key, spot="homes")[0],
        host=host_name(pick=dice.pick(HOSTS["own"]), sort=unit.sort, unit=unit.key),
        people=f"{people}人",
        minutes=dice.pick((90, 120, 150, 180)),
        note=visit.note,
        fields={"households": str(households)} if households else {},
        pictures=dice.pick(PICTURES["visit"]),
    )


def _people(people: int, theme: Theme, dice: Dice) -> str:
    """Of their own people an office knows the number; of a crowd not always."""
    return f"{people}人" if theme.crowd == "staff" else headcount.written(number=people, dice=dice)


def _minutes(usual: int, dice: Dice) -> int | None:
    return max(30, usual + dice.pick((-10, 0, 0, 0, 10, 15, 20))) if usual else None


def _note(theme: Theme, unit: UnitPlan, on: dt.date, dice: Dice) -> str:
    """Now and then a clerk adds what was special; only what fits the place and the season."""
    notes = []
    if theme.at == "outdoors" and theme.minutes:
        notes.append("因下雨改在室内举行。")
        if on.month in (7, 8):
            notes.append("天热，改在清晨开始。")
    if theme.at == "square" and theme.when == "evening":
        notes += ["音量按约定控制，二十一时前结束。", "因下雨顺延后举行。"]
    if theme.at == "hall" and theme.host == "culture" and unit.sort != "街道":
        notes.append("与街道文化站合办。")
    if theme.host == "library":
        notes.append("书目由区图书馆提供。")
    return dice.pick(notes) if notes and dice.chance(NOTED) else ""


def _fields(kind: str, theme: Theme, unit: UnitPlan, festival: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    if kind in WITH_TOPIC and theme.topic:
        fields["topic"] = theme.topic
    if kind == "study_session":
        fields["planned"] = str(unit.staff)
    if kind == "publicity_item":
        fields["channel"] = theme.channel
    if festival:
        fields["festival"] = festival
    return fields
