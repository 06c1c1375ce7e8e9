"""The lunar calendar: from a solar day to a lunar one and back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tyme4py.lunar import LunarDay, LunarMonth, LunarYear
from tyme4py.solar import SolarDay, SolarTerm

from taizhang.kernel.refusal import Refused

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Lunar years that are read. Beyond them a date in a ledger is a slip."""

MONTH_NAMES = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")
_ONES = "一二三四五六七八九十"


class NoSuchLunarDay(Refused):
    """The lunar year has no such month or day."""


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A lunar day. `year` is the lunar year (named after the solar year its 春节 falls in)."""

    year: int
    month: int
    day: int
    is_leap: bool = False

    @property
    def text(self) -> str:
        """As it is said: 五月初五, 闰六月廿九, 腊月三十."""
        return f"{'闰' if self.is_leap else ''}{MONTH_NAMES[self.month - 1]}月{lunar_day_name(self.day)}"


def lunar_day_name(day: int) -> str:
    """Return the name of a lunar day, 1-30: 初一, 十五, 廿三, 三十."""
    if day in (10, 20, 30):
        return {10: "初十", 20: "二十", 30: "三十"}[day]
    return ("初", "十", "廿")[day // 10] + _ONES[day % 10 - 1]


def lunar_of(day: dt.date) -> LunarDate:
    """Return the lunar date of a solar day."""
    found = SolarDay.from_ymd(day.year, day.month, day.day).get_lunar_day()
    month = found.get_lunar_month()
    return LunarDate(month.get_year(), month.get_month(), found.get_day(), month.is_leap())


def solar_of(lunar: LunarDate) -> dt.date:
    """Return the solar day of a lunar date.

    Raises NoSuchLunarDay: no such leap month, a 30th of a month of 29 days, a year out of reach.
    """
    last = days_in_lunar_month(year=lunar.year, month=lunar.month, is_leap=lunar.is_leap)
    if not 1 <= lunar.day <= last:
        name = f"{'闰' if lunar.is_leap else ''}{MONTH_NAMES[lunar.month - 1]}月"
        raise NoSuchLunarDay(f"农历{lunar.year}年{name}没有这一天（这个月只有 {last} 天），请核对日期。")
    return _date(
        LunarDay.from_ymd(lunar.year, _signed(lunar.month, lunar.is_leap), lunar.day).get_solar_day()
    )


def days_in_lunar_month(*, year: int, month: int, is_leap: bool = False) -> int:
    """Return 29 or 30. Raises NoSuchLunarDay when the year has no such month."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchLunarDay(f"农历{year}年不在 {FIRST_YEAR}—{LAST_YEAR} 年之内，请核对年份。")
    if not 1 <= month <= 12:
        raise NoSuchLunarDay(f"农历没有{month}月，请核对日期。")
    if is_leap and LunarYear.from_year(year).get_leap_month() != month:
        raise NoSuchLunarDay(f"农历{year}年没有闰{MONTH_NAMES[month - 1]}月，请核对年份和月份。")
    return int(LunarMonth.from_ym(year, _signed(month, is_leap)).get_day_count())


def lunar_year_name(year: int) -> str:
    """Return the sexagenary name of a lunar year: 2019 is 己亥."""
    return str(LunarYear.from_year(year).get_sixty_cycle().get_name())


def solar_term(*, name: str, year: int) -> dt.date:
    """Return the day of a solar term (清明, 冬至, 秋分) in a solar year."""
    day = _date(SolarTerm.from_name(year, name).get_solar_day())
    if day.year < year:
        # The calendar counts 冬至 as the first term of the year that follows.
        day = _date(SolarTerm.from_name(year + 1, name).get_solar_day())
    return day


def _signed(month: int, is_leap: bool) -> int:
    return -month if is_leap else month


def _date(day: SolarDay) -> dt.date:
    return dt.date(day.get_year(), day.get_month(), day.get_day())
