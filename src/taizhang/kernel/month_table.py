"""A month as a table of weeks, each day with its lunar day, festival or solar term."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tyme4py.solar import SolarDay

from taizhang.kernel.festivals import festivals_of
from taizhang.kernel.lunar import MONTH_NAMES, lunar_day_name, lunar_of
from taizhang.kernel.workdays import day_off


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of the table. `small` is what stands under its number, `sort` what sort of word that is.

    `sort`: "festival", "term", "lunar". `mark` is 休 or 班 where the day is otherwise than its weekday.
    """

    day: dt.date
    inside: bool
    small: str
    sort: str
    off: bool
    mark: str


def month_table(*, year: int, month: int) -> list[list[CalendarDay]]:
    """Return the weeks of a month, Monday first, filled up with the days before and after."""
    first = dt.date(year, month, 1)
    start = first - dt.timedelta(days=first.weekday())
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    weeks = -(-(following - start).days // 7)
    names = {
        one.day: one.name
        for one in reversed([*festivals_of(year - 1), *festivals_of(year), *festivals_of(year + 1)])
    }
    days = [start + dt.timedelta(days=ahead) for ahead in range(weeks * 7)]
    told = [_told(day, inside=day.month == month, names=names) for day in days]
    return [told[at : at + 7] for at in range(0, len(told), 7)]


def day_words(day: dt.date) -> tuple[str, str]:
    """Return the lunar day in full (农历丙午年十月十五) and its festival or solar term, "" for none."""
    lunar = lunar_of(day)
    cycle = SolarDay.from_ymd(day.year, day.month, day.day).get_lunar_day().get_lunar_month().get_lunar_year()
    festival = next((one.name for one in festivals_of(day.year) if one.day == day), "") or _term(day)
    return f"农历{cycle.get_sixty_cycle().get_name()}年{lunar.text}", festival


def _told(day: dt.date, *, inside: bool, names: dict[dt.date, str]) -> CalendarDay:
    office = day_off(day)
    small, sort = names.get(day, ""), "festival"
    if not small:
        small, sort = _term(day), "term"
    if not small:
        lunar = lunar_of(day)
        small = (
            lunar_day_name(lunar.day)
            if lunar.day > 1
            else f"{'闰' if lunar.is_leap else ''}{MONTH_NAMES[lunar.month - 1]}月"
        )
        sort = "lunar"
    mark = ("休" if office.off else "班") if office.adjusted else ""
    return CalendarDay(day, inside, small, sort, office.off, mark)


def _term(day: dt.date) -> str:
    term = SolarDay.from_ymd(day.year, day.month, day.day).get_term_day()
    return str(term.get_solar_term().get_name()) if term.get_day_index() == 0 else ""
