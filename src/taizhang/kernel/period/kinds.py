"""Periods: the stretch of days that a figure is counted over, as a report names it.

Periods are half-open. `previous` and `a_year_before` give what a report compares with.
`reading` turns what a clerk writes into one of them.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

from tyme4py.lunar import LunarDay, LunarYear

from taizhang.kernel.refusal import Refused

PeriodKind = Literal["month", "quarter", "half", "year", "ytd", "lunar_year", "range"]

FIRST_YEAR = 1901
LAST_YEAR = 2099

QUARTERS = "一二三四"
HALVES = "上下"


class UnknownPeriod(Refused):
    """There is no such period, or its writing is not understood."""


@dataclass(frozen=True, slots=True)
class Period:
    """Every day from `start` up to, not including, `until`. `label` is what a report prints.

    Made by the class methods, each of which raises UnknownPeriod for a period that does not exist
    or begins outside the years 1901 to 2099.
    """

    kind: PeriodKind
    start: dt.date
    until: dt.date
    label: str

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """Return one month: 2025年3月."""
        if not 1 <= month <= 12:
            raise UnknownPeriod(f"没有{month}月：月份只有1至12，请改正。")
        return cls._of_months("month", year * 12 + month - 1, 1, f"{year}年{month}月")

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """Return one quarter: 2025年第三季度."""
        if not 1 <= quarter <= 4:
            raise UnknownPeriod(f"没有第{quarter}季度：一年只有第一至第四季度，请改正。")
        label = f"{year}年第{QUARTERS[quarter - 1]}季度"
        return cls._of_months("quarter", year * 12 + (quarter - 1) * 3, 3, label)

    @classmethod
    def half(cls, year: int, half: int) -> Period:
        """Return one half of a year: 2025年上半年."""
        if half not in (1, 2):
            raise UnknownPeriod(f"没有第{half}个半年：一年只有上半年（H1）和下半年（H2），请改正。")
        return cls._of_months("half", year * 12 + (half - 1) * 6, 6, f"{year}年{HALVES[half - 1]}半年")

    @classmethod
    def year(cls, year: int) -> Period:
        """Return one calendar year: 2025年."""
        return cls._of_months("year", year * 12, 12, f"{year}年")

    @classmethod
    def ytd(cls, year: int, month: int) -> Period:
        """Return the months from January to `month`: 2025年1至9月."""
        last = cls.month(year, month)
        label = last.label if month == 1 else f"{year}年1至{month}月"
        return cls._of_months("ytd", year * 12, month, label)

    @classmethod
    def lunar_year(cls, year: int) -> Period:
        """Return the lunar year that begins in `year`, from 春节 to 除夕, both within."""
        _check_year(year)
        start, until = spring_festival(year), spring_festival(year + 1)
        name = LunarYear.from_year(year).get_sixty_cycle().get_name()
        last = until - dt.timedelta(days=1)
        return cls("lunar_year", start, until, f"农历{name}年（{_day(start)}至{_day(last)}）")

    @classmethod
    def range(cls, first: dt.date, last: dt.date) -> Period:
        """Return every day from `first` to `last`, both within: 2025年3月5日至8月1日."""
        if last < first:
            raise UnknownPeriod(f"结束日期{_day(last)}早于开始日期{_day(first)}，请对调或改正。")
        _check_year(first.year)
        _check_year(last.year)
        until = last + dt.timedelta(days=1)
        return cls("range", first, until, _range_label(first, last))

    @classmethod
    def _of_months(cls, kind: PeriodKind, first: int, count: int, label: str) -> Period:
        _check_year(first // 12)
        return cls(kind, _month_start(first), _month_start(first + count), label)

    @property
    def last_day(self) -> dt.date:
        """The last day within."""
        return self.until - dt.timedelta(days=1)

    @property
    def code(self) -> str:
        """The period in ASCII, to store: `parse_period` of it gives this very period."""
        year, month = self.start.year, self.start.month
        match self.kind:
            case "month":
                return f"{year}-{month:02d}"
            case "quarter":
                return f"{year}Q{(month + 2) // 3}"
            case "half":
                return f"{year}H{(month + 5) // 6}"
            case "year":
                return f"{year}"
            case "ytd":
                return f"{year}-01..{year}-{self.last_day.month:02d}"
            case "lunar_year":
                return f"lunar{year}"
            case "range":
                return f"{self.start}..{self.last_day}"

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day < self.until

    def months(self) -> tuple[Period, ...]:
        """Return the months within, in order; a month that is only partly within as a range."""
        return tuple(
            self._within(index) for index in range(_month_index(self.start), _month_index(self.last_day) + 1)
        )

    def _within(self, index: int) -> Period:
        """Return a month's share; made outright, since the last lunar year reaches past the last year."""
        first, after = _month_start(index), _month_start(index + 1)
        if self.start <= first and after <= self.until:
            return Period("month", first, after, f"{first.year}年{first.month}月")
        start, until = max(self.start, first), min(self.until, after)
        return Period("range", start, until, _range_label(start, until - dt.timedelta(days=1)))


def previous(period: Period) -> Period:
    """Return the period that a report compares with as 上期.

    The one just before, of the same kind and length. For the months of a year up to now (ytd) it
    is the same months of the year before, since nothing of that length lies just before.
    Raises:  UnknownPeriod before 1901.
    """
    if period.kind == "ytd":
        return a_year_before(period)
    if period.kind == "lunar_year":
        return Period.lunar_year(period.start.year - 1)
    if period.kind == "range" and not _whole_months(period):
        days = period.until - period.start
        return Period.range(period.start - days, period.start - dt.timedelta(days=1))
    return _moved(period, -(_month_index(period.until) - _month_index(period.start)))


def a_year_before(period: Period) -> Period:
    """Return the same period of the year before (同期). A 29 February becomes the 28th.

    Raises:  UnknownPeriod before 1901.
    """
    if period.kind == "lunar_year":
        return Period.lunar_year(period.start.year - 1)
    if period.kind == "range" and not _whole_months(period):
        return Period.range(_year_earlier(period.start), _year_earlier(period.last_day))
    return _moved(period, -12)


def spring_festival(year: int) -> dt.date:
    """Return the day of 春节 in that calendar year."""
    day = LunarDay.from_ymd(year, 1, 1).get_solar_day()
    return dt.date(day.get_year(), day.get_month(), day.get_day())


def _moved(period: Period, months: int) -> Period:
    """Return the period of whole months, moved by so many months."""
    index = _month_index(period.start) + months
    year, month = divmod(index, 12)
    match period.kind:
        case "month":
            return Period.month(year, month + 1)
        case "quarter":
            return Period.quarter(year, month // 3 + 1)
        case "half":
            return Period.half(year, month // 6 + 1)
        case "year":
            return Period.year(year)
        case "ytd":
            return Period.ytd(year, period.last_day.month)
        case _:
            until = _month_start(_month_index(period.until) + months)
            return Period.range(_month_start(index), until - dt.timedelta(days=1))


def _whole_months(period: Period) -> bool:
    return period.start.day == 1 and period.until.day == 1


def _month_index(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _month_start(index: int) -> dt.date:
    return dt.date(index // 12, index % 12 + 1, 1)


def _year_earlier(day: dt.date) -> dt.date:
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnknownPeriod(f"没有{year}年的数据：年份要在{FIRST_YEAR}年至{LAST_YEAR}年之间。")


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _range_label(first: dt.date, last: dt.date) -> str:
    """Return 2025年3月5日至8月1日, or 2025年3月至8月 where the months are whole."""
    whole = first.day == 1 and (last + dt.timedelta(days=1)).day == 1
    end = f"{last.month}月" if whole else f"{last.month}月{last.day}日"
    start = f"{first.year}年{first.month}月" if whole else _day(first)
    if first.year != last.year:
        return f"{start}至{last.year}年{end}"
    if first.month != last.month:
        return f"{start}至{end}"
    if whole or first == last:
        return start
    return f"{start}至{last.day}日"
