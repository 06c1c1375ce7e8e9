"""A date as somebody wrote it: a day, several days, a month; and why a text is none."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

from taizhang.kernel.refusal import Refused

Precision = Literal["day", "range", "tenday", "month", "quarter", "half", "year"]
FIRST_YEAR, LAST_YEAR = 1900, 2100


class NotADate(Refused):
    """A cell is not one date. The message says why and what to write instead."""


class NoDateGiven(NotADate):
    """The cell is empty, or says that there is no date: 无, —, /."""


class AmbiguousDate(NotADate):
    """The cell may mean two different days. Nobody guesses."""


class NoSuchDay(NotADate):
    """The calendar has no such day."""


class YearMissing(NotADate):
    """The cell names no year and the ledger gave none."""


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days from `start` to `end`, both within, as precise as they were written.

    `notes` are Chinese sentences on what was assumed (the year of the header, a lunar day
    converted); `raw` is the original text.
    """

    start: dt.date
    end: dt.date
    precision: Precision
    notes: tuple[str, ...]
    raw: str


def day_of(*, year: int, month: int, day: int, raw: str) -> dt.date:
    """Return the day. Raises NoSuchDay in the words of a clerk."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchDay(f"“{raw}”的年份 {year} 不对，请核对日期。")
    if not 1 <= month <= 12:
        raise NoSuchDay(f"“{raw}”没有这一天（一年只有 12 个月），请核对日期。")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise NoSuchDay(f"“{raw}”没有这一天（{year}年{month}月只有 {last} 天），请核对日期。")
    return dt.date(year, month, day)


def last_day(*, year: int, month: int) -> int:
    """Return the number of days of a month."""
    return calendar.monthrange(year, month)[1]


def chinese_day(day: dt.date) -> str:
    """Return a day as it is written in a sentence: 2019年6月7日."""
    return f"{day.year}年{day.month}月{day.day}日"


def short(text: str) -> str:
    """Return a text as it is quoted in a message: at most 24 signs."""
    return text if len(text) <= 24 else text[:23] + "…"
