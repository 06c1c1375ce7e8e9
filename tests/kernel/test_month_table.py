"""A month as a table, a day in words, the days that offices work."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.kernel.month_table import CalendarDay, day_words, month_table, week_row
from taizhang.kernel.workdays import day_off, workday_after


def cell(day: dt.date) -> CalendarDay:
    """Return the square of a day in the table of its month."""
    table = month_table(year=day.year, month=day.month)
    return next(square for week in table for square in week if square.day == day)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_stands_in_whole_weeks_from_monday(month):
    table = month_table(year=2026, month=month)

    days = [square.day for week in table for square in week]
    assert all(len(week) == 7 and week[0].day.weekday() == 0 for week in table)
    assert days == [days[0] + dt.timedelta(days=ahead) for ahead in range(len(days))]
    assert next(day.month for day, square in zip(days, sum(table, ()), strict=True) if square.inside) == month


@pytest.mark.parametrize(
    ("day", "small", "sort"),
    [
        (dt.date(2025, 1, 29), "春节", "festival"),
        (dt.date(2025, 4, 4), "清明节", "festival"),
        (dt.date(2025, 12, 5), "志愿者日", "festival"),
        (dt.date(2025, 6, 21), "夏至", "term"),
        (dt.date(2025, 7, 25), "闰六月", "lunar"),
        (dt.date(2025, 7, 26), "初二", "lunar"),
        (dt.date(2026, 11, 23), "下元节", "festival"),
    ],
)
def test_under_a_day_stands_its_festival_or_term_or_lunar_day(day, small, sort):
    told = cell(day)

    assert (told.small, told.sort) == (small, sort)


@pytest.mark.parametrize(
    ("day", "off", "mark"),
    [
        (dt.date(2025, 10, 1), True, "休"),
        (dt.date(2025, 10, 11), False, "班"),
        (dt.date(2025, 10, 12), True, ""),
        (dt.date(2025, 10, 13), False, ""),
    ],
)
def test_a_day_that_is_otherwise_than_its_weekday_is_marked(day, off, mark):
    told = cell(day)

    assert (told.off, told.mark) == (off, mark)


def test_a_year_whose_holidays_are_not_told_has_its_weekends_and_says_so():
    told = day_off(dt.date(2090, 10, 1))

    assert (told.off, told.adjusted, told.known) == (True, False, False)


def test_a_day_in_words():
    words = day_words(dt.date(2026, 11, 23))

    assert words.lunar == "农历丙午年十月十五"
    assert words.festivals == ("下元节",)
    assert words.term == "小雪第 2 天"
    assert (words.coming, words.days_to_coming) == ("国家宪法日", 11)


def test_before_the_spring_festival_it_is_still_the_old_lunar_year():
    words = day_words(dt.date(2026, 2, 16))

    assert words.lunar == "农历乙巳年腊月廿九"
    assert (words.coming, words.days_to_coming) == ("春节", 1)


@pytest.mark.parametrize(
    ("start", "days", "on"),
    [
        (dt.date(2025, 6, 2), 0, dt.date(2025, 6, 2)),
        (dt.date(2025, 6, 3), 3, dt.date(2025, 6, 6)),
        (dt.date(2025, 6, 5), 3, dt.date(2025, 6, 10)),
        (dt.date(2025, 9, 29), 3, dt.date(2025, 10, 10)),
        (dt.date(2025, 9, 26), 2, dt.date(2025, 9, 29)),
    ],
)
def test_worked_days_leave_out_weekends_and_holidays_and_count_the_days_worked_instead(start, days, on):
    assert workday_after(start=start, days=days) == on


def test_a_week_is_a_row_of_its_month_with_every_day_its_own():
    for day in (dt.date(2025, 12, 31), dt.date(2026, 1, 1)):
        row = week_row(day=day)

        assert [one.day.day for one in row] == [29, 30, 31, 1, 2, 3, 4]
        assert all(one.inside for one in row)
        assert [one.small for one in row][3] == "元旦" and row[6].mark == "班"
