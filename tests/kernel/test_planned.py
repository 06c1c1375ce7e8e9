"""When a session is planned, as study plans write it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.kernel.recurrence import Every, NotAFrequency, Once, Planned, parse_planned, say_planned


@pytest.mark.parametrize(
    ("text", "month", "by", "start"),
    [
        ("3月", "", (3, 31), (3, 1)),
        ("3", "", (3, 31), (3, 1)),
        ("三月份", "", (3, 31), (3, 1)),
        ("2026年2月", "", (2, 28), (2, 1)),
        ("3月15日", "", (3, 15), (3, 1)),
        ("2026-03-15 00:00:00", "", (3, 15), (3, 1)),
        ("15日", "3月", (3, 15), (3, 1)),
        ("", "12", (12, 31), (12, 1)),
        ("6月底", "", (6, 30), (6, 1)),
        ("二季度", "", (6, 30), (4, 1)),
    ],
)
def test_a_month_or_a_day_of_the_plans_year(text, month, by, start) -> None:
    planned = parse_planned(text, year=2026, month=month)

    assert (planned.frequency, planned.start) == (Once(dt.date(2026, *by)), dt.date(2026, *start))


def test_so_many_times_in_every_month() -> None:
    assert parse_planned("每月1次", year=2026).frequency == Every("month")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有写学习时间"),
        ("13", "只有 12 个月"),
        ("2025年3月", "不在计划的2026年里"),
        ("2026年", "没有写到月份"),
        ("适时", "看不懂"),
        ("2月30日", "2月只有 28 天"),
    ],
)
def test_what_is_no_time_of_the_year_is_refused_with_the_remedy(text, why) -> None:
    with pytest.raises(NotAFrequency, match=why):
        parse_planned(text, year=2026)


@given(
    by=st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    whole=st.booleans(),
    months=st.sampled_from([1, 3, 6]),
)
def test_what_is_said_of_a_time_is_read_as_that_time(by, whole, months) -> None:
    start = by.replace(day=1)
    if whole:
        last = -(-by.month // months) * months
        start = dt.date(2026, last - months + 1, 1)
        by = (dt.date(2026, last, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    planned = Planned(Once(by), start)

    assert parse_planned(say_planned(planned), year=2026) == planned
