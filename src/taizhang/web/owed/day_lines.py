"""What falls due on a day of the calendar, as lines: duties, and inspections and findings at places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from taizhang.ledgers.premises.rules import DueAtPlace
from taizhang.web.shell.due_lines import Line, time_left

DONE = {False: ("p3", "✓"), True: ("p1", "△")}
"""Whether it was done late -> the shade and the mark of what is done."""

OPEN = ("!", "○", "◐")
"""The marks of what is still to be done, in part or as a whole."""


@dataclass(frozen=True, slots=True)
class DayLine:
    """One thing that falls due: its words, whose it is, which time, how it stands in words and signs, its page."""

    due: dt.date
    words: str
    unit_id: int
    unit: str
    label: str
    told: str
    sign: str
    icon: str
    shade: str
    mark: str
    address: str
    post: str = ""

    @property
    def open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.mark in OPEN


def duty_days(lines: Iterable[Line]) -> list[DayLine]:
    """Return occurrences of duties as lines of days."""
    return [
        DayLine(
            due=line.occurrence.due_on,
            words=line.occurrence.duty.task.content,
            unit_id=line.occurrence.duty.unit_id,
            unit=line.occurrence.duty.unit.name,
            label=line.occurrence.label,
            told=line.told,
            sign=line.sign,
            icon=line.icon,
            shade=line.shade,
            mark=line.mark,
            address=reverse("owed:occurrence", args=[line.occurrence.pk]),
        )
        for line in lines
    ]


def place_days(found: Iterable[DueAtPlace], *, on: dt.date) -> list[DayLine]:
    """Return what falls due at places as lines of days, as it stands on the day `on`."""
    return [_place_day(one, on) for one in found]


def _place_day(one: DueAtPlace, on: dt.date) -> DayLine:
    page = "premises:inspection" if one.check else "premises:finding"
    told, sign, icon, shade, mark = _stands(one, on)
    return DayLine(
        due=one.due,
        words=f"{one.deed}：{one.name}" if one.check else f"{one.deed}：{one.name}，{one.text}",
        unit_id=one.unit_id,
        unit=one.unit,
        label=one.text if one.check else "",
        told=told,
        sign=sign,
        icon=icon,
        shade=shade,
        mark=mark,
        address=reverse(page, args=[one.pk]),
        post=one.post,
    )


def _stands(one: DueAtPlace, on: dt.date) -> tuple[str, str, str, str, str]:
    """Return how it stands: words, sign and icon of a list, shade and mark of a calendar."""
    if one.open:
        shaded = ("p0", "!") if one.due < on else ("p4", "○")
        return (*time_left(one.due, on=on), *shaded)
    if one.waits:
        return ("已整改，待复查", "soon", "review", "p2", "◐")
    told = f"逾期{one.deed}" if one.late else f"按时{one.deed}"
    return (told, "ok", "check", *DONE[one.late])
