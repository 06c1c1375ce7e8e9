"""Periods as people say them of the day they stand on: 今天, 本月, 去年; and all that is written out."""

from __future__ import annotations

import datetime as dt

from taizhang.kernel.period.kinds import Period, spring_festival
from taizhang.kernel.period.reading import parse_period

SAID = ("今天", "昨天", "本月", "上月", "本季", "本年", "去年", "农历年")
"""The words offered to people; 本季度, 今年 and 上年 are understood too."""


def period_said(text: str, *, today: dt.date) -> Period:
    """Return the period that a person said or wrote on that day.

    Raises:  UnknownPeriod, with the reason or with examples.
    """
    match text.strip():
        case "今天":
            return Period.range(today, today)
        case "昨天":
            day = today - dt.timedelta(days=1)
            return Period.range(day, day)
        case "本月":
            return Period.month(today.year, today.month)
        case "上月":
            last = today.replace(day=1) - dt.timedelta(days=1)
            return Period.month(last.year, last.month)
        case "本季" | "本季度":
            return Period.quarter(today.year, (today.month + 2) // 3)
        case "本年" | "今年":
            return Period.year(today.year)
        case "去年" | "上年":
            return Period.year(today.year - 1)
        case "农历年":
            begun = today >= spring_festival(today.year)
            return Period.lunar_year(today.year if begun else today.year - 1)
    return parse_period(text)
