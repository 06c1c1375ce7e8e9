"""A month as a table of weeks, each day with its lunar day, festival or solar term."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass, replace

from tyme4py.solar import SolarDay

from taizhang.kernel.festivals import festivals_of, next_festival
from taizhang.kernel.lunar import MONTH_NAMES, lunar_day_name, lunar_of
from taizhang.kernel.workdays import NO_NOTICE, Notice, day_off


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


@dataclass(frozen=True, slots=True)
class DayWords:
    """A day in words: 农历丙午年十月十五, its festivals, 小雪第 2 天, the next festival and how far it is."""

    lunar: str
    festivals: tuple[str, ...]
    term: str
    coming: str
    days_to_coming: int


def month_table(*, year: int, month: int, notice: Notice = NO_NOTICE) -> tuple[tuple[CalendarDay, ...], ...]:
    """Return the weeks of a month, Monday first, filled up with the days before and after.

    `notice` is what the office tells of public holidays.
    """
    return _table(year, month, tuple(sorted(_near(notice, year, month).items())))


def week_row(*, day: dt.date, notice: Notice = NO_NOTICE) -> tuple[CalendarDay, ...]:
    """Return the days of the week that holds a day, Monday first."""
    weeks = month_table(year=day.year, month=day.month, notice=notice)
    row = weeks[(day - weeks[0][0].day).days // 7]
    return tuple(replace(one, inside=True) for one in row)


def _near(notice: Notice, year: int, month: int) -> Notice:
    """Return the part of the notice that a table of the month may show."""
    middle, reach = dt.date(year, month, 15), dt.timedelta(days=31)
    return {day: off for day, off in notice.items() if middle - reach <= day <= middle + reach}


@functools.lru_cache(maxsize=240)
def _table(
    year: int, month: int, told: tuple[tuple[dt.date, bool], ...]
) -> tuple[tuple[CalendarDay, ...], ...]:
    notice = dict(told)
    first = dt.date(year, month, 1)
    start = first - dt.timedelta(days=first.weekday())
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    weeks = -(-(following - start).days // 7)
    names = {
        one.day: one.short
        for one in reversed([*festivals_of(year - 1), *festivals_of(year), *festivals_of(year + 1)])
    }
    days = [start + dt.timedelta(days=ahead) for ahead in range(weeks * 7)]
    cells = [_told(day, inside=day.month == month, names=names, notice=notice) for day in days]
    return tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7))


def day_words(day: dt.date) -> DayWords:
    """Return a day in the words that stand at the head of the home page."""
    solar = SolarDay.from_ymd(day.year, day.month, day.day)
    cycle = solar.get_lunar_day().get_lunar_month().get_lunar_year().get_sixty_cycle()
    term = solar.get_term_day()
    name, number = term.get_solar_term().get_name(), term.get_day_index() + 1
    coming = next_festival(after=day)
    return DayWords(
        lunar=f"农历{cycle.get_name()}年{lunar_of(day).text}",
        festivals=tuple(one.name for one in festivals_of(day.year) if one.day == day),
        term=f"{name}第 {number} 天" if number > 1 else name,
        coming=coming.name,
        days_to_coming=(coming.day - day).days,
    )


def _told(day: dt.date, *, inside: bool, names: dict[dt.date, str], notice: Notice) -> CalendarDay:
    office = day_off(day, notice=notice)
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
