"""How a period is said in a sentence: its short name, itself from within, and as what it is compared with."""

from __future__ import annotations

import datetime as dt
import re

from taizhang.kernel.period import Period

_WITHIN = {"year": "全年", "lunar_year": "全年", "range": "期内"}
_BEFORE = {
    "month": "上月",
    "quarter": "上季度",
    "year": "上年",
    "lunar_year": "上年",
    "ytd": "上年同期",
    "range": "前一时段",
}


def short_label(period: Period) -> str:
    """Return the label without what stands in brackets: 农历乙巳年."""
    return re.sub(r"（[^）]*）", "", period.label)


def said_within(period: Period) -> str:
    """Return the period as said within a report on it: 全年, 3月, 第三季度, 上半年, 1至9月, 期内."""
    return _WITHIN.get(period.kind) or _without_year(period.label)


def said_before(period: Period, *, whole: Period) -> str:
    """Return how the period before is named in a report on `whole`: 上月, 上季度, 上年下半年."""
    if whole.kind == "half":
        half = _half(period)
        return half if period.start.year == whole.start.year else f"上年{half}"
    return _BEFORE[whole.kind]


def said_year_before(whole: Period) -> str:
    """Return how the same period of the year before is named in a report on `whole`."""
    return "上年" if whole.kind in ("year", "lunar_year") else "上年同期"


def said_month(month: Period, *, whole: Period) -> str:
    """Return a month's name in a table: 3月, with its year where the report spans two."""
    if whole.start.year == whole.last_day.year:
        return _without_year(month.label)
    return month.label


def said_days(*, first: dt.date, last: dt.date, whole: Period | None) -> str:
    """Return the days of an activity: 3月12日, 4月5日至6日; with the year where it is not that of `whole`."""
    one_year = whole is not None and whole.start.year == whole.last_day.year == first.year
    said = f"{first.month}月{first.day}日" if one_year else f"{first.year}年{first.month}月{first.day}日"
    if last <= first:
        return said
    if last.year != first.year:
        return f"{said}至{last.year}年{last.month}月{last.day}日"
    return f"{said}至{last.day}日" if last.month == first.month else f"{said}至{last.month}月{last.day}日"


def _half(period: Period) -> str:
    return "上半年" if period.start.month == 1 else "下半年"


def _without_year(label: str) -> str:
    return re.sub(r"^[0-9]{4}年", "", label)
