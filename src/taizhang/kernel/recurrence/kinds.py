"""Frequencies as data: once by a day, so many times in every month to year, before a festival."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from taizhang.kernel.date_span import chinese_day
from taizhang.kernel.festivals import BY_NAME
from taizhang.kernel.refusal import Refused

Stretch = Literal["month", "quarter", "half", "year"]

SAID_OF: Mapping[Stretch, str] = {"month": "月", "quarter": "季度", "half": "半年", "year": "年"}
MOST_TIMES = 366
MOST_DAYS_BEFORE = 180


class NotAFrequency(Refused):
    """A text or a stored value says no frequency; or one that no calendar can have."""


@dataclass(frozen=True, slots=True)
class Once:
    """Once, on or before the day `by`."""

    by: dt.date


@dataclass(frozen=True, slots=True)
class Every:
    """At least `times` in every month, quarter, half or whole year.

    `due_day` is the day of the stretch's last month by which it is due; None for the last day. In
    a month without that day it is the last one. What would fall due after the day `last` is not owed;
    None for no end.
    Raises:  NotAFrequency for a number of times or a day that cannot be.
    """

    every: Stretch
    times: int = 1
    due_day: int | None = None
    last: dt.date | None = None

    def __post_init__(self) -> None:
        if self.every not in get_args(Stretch):
            raise NotAFrequency(f"没有“{self.every}”这种周期，只有每月、每季度、每半年、每年。")
        _check_times(self.times)
        if self.due_day is not None and not 1 <= self.due_day <= 31:
            raise NotAFrequency(f"没有{self.due_day}日这一天，截止日要在 1 至 31 日之间，请改正。")


@dataclass(frozen=True, slots=True)
class BeforeFestival:
    """At least `times`, no later than so many days before each year's festival, by its proper name.

    Raises:  NotAFrequency for a festival that is not known, for days or times that cannot be.
    """

    festival: str
    days_before: int = 1
    times: int = 1

    def __post_init__(self) -> None:
        rule = BY_NAME.get(self.festival)
        if rule is None:
            raise NotAFrequency(f"不认得节日“{self.festival}”，请写历法上的名称，例如春节、端午节、中秋节。")
        if rule.names[0] != self.festival:
            object.__setattr__(self, "festival", rule.names[0])
        if not 1 <= self.days_before <= MOST_DAYS_BEFORE:
            raise NotAFrequency(f"节前天数要在 1 至 {MOST_DAYS_BEFORE} 天之间，请改正。")
        _check_times(self.times)


Frequency = Once | Every | BeforeFestival


def say(frequency: Frequency) -> str:
    """Return the frequency as an office writes it; `parse_frequency` of it is this very frequency."""
    match frequency:
        case Once(by):
            return f"{chinese_day(by)}前"
        case Every(last=dt.date() as last):
            return f"{say(replace(frequency, last=None))}，至{chinese_day(last)}"
        case Every(every, times, None):
            return f"每{SAID_OF[every]}{times}次"
        case Every("month", times, day):
            return f"每月{day}日前{times}次"
        case Every("year", times, day):
            return f"每年12月{day}日前{times}次"
        case Every(every, times, day):
            return f"每{SAID_OF[every]}末月{day}日前{times}次"
        case BeforeFestival(festival, days, times):
            before = f"{festival}前" if days == 1 else f"{festival}前{days}天"
            return before if times == 1 else f"{before}{times}次"


def stored(frequency: Frequency) -> dict[str, str | int]:
    """Return the frequency as it is stored in JSON: always the same for the same frequency."""
    match frequency:
        case Once(by):
            return {"kind": "once", "by": by.isoformat()}
        case Every(every, times, due_day, last):
            told: dict[str, str | int] = {"kind": "every", "every": every, "times": times}
            told |= {} if due_day is None else {"due_day": due_day}
            return told if last is None else {**told, "last": last.isoformat()}
        case BeforeFestival(festival, days_before, times):
            return {"kind": "festival", "festival": festival, "days_before": days_before, "times": times}


def frequency_of(value: Mapping[str, object]) -> Frequency:
    """Return the frequency that was stored. Raises NotAFrequency for anything else."""
    match dict(value):
        case {"kind": "once", "by": str(by), **rest} if not rest:
            return Once(_stored_day(by))
        case {
            "kind": "every",
            "every": "month" | "quarter" | "half" | "year" as every,
            "times": int(times),
            **rest,
        }:
            due_day, last = rest.pop("due_day", None), rest.pop("last", None)
            if not rest and isinstance(due_day, int | None) and isinstance(last, str | None):
                return Every(every, times, due_day, None if last is None else _stored_day(last))
        case {
            "kind": "festival",
            "festival": str(festival),
            "days_before": int(days),
            "times": int(times),
            **rest,
        } if not rest:
            return BeforeFestival(festival, days, times)
    raise NotAFrequency(f"存的频次“{value}”看不懂，请重新填写频次。")


def _stored_day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise NotAFrequency(f"存的日期“{text}”不是一天，应写成 2026-06-30。") from error


def _check_times(times: int) -> None:
    if not 1 <= times <= MOST_TIMES:
        raise NotAFrequency(f"次数要在 1 至 {MOST_TIMES} 次之间，现在是 {times} 次，请改正。")
