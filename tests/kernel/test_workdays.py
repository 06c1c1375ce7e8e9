"""Worked days counted forwards and back, over year ends and weekends worked in a holiday's stead."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.kernel.workdays import day_off, workday_after, workday_before

days = st.dates(dt.date(2019, 12, 1), dt.date(2028, 2, 28))
numbers = st.integers(0, 30)
notices = st.dictionaries(st.dates(dt.date(2025, 12, 15), dt.date(2026, 3, 15)), st.booleans(), max_size=12)
near_the_year_end = st.dates(dt.date(2025, 12, 10), dt.date(2026, 3, 20))


@given(days | near_the_year_end, days | near_the_year_end, numbers, notices)
def test_so_many_days_have_passed_since_a_day_no_later_than_the_one_told(start, end, number, notice):
    """The two ways of counting tell the same: what fell due in time, and when its time is up."""
    passed = workday_after(start=start, days=number, notice=notice) <= end

    assert passed == (start <= workday_before(end=end, days=number, notice=notice))


@given(near_the_year_end, numbers, notices)
def test_between_the_two_days_lie_exactly_so_many_worked_days(end, number, notice):
    first = workday_before(end=end, days=number, notice=notice)
    after = [first + dt.timedelta(days=each) for each in range(1, (end - first).days + 1)]

    assert sum(not day_off(day, notice=notice).off for day in after) == number


@given(near_the_year_end, numbers, notices)
def test_a_later_day_is_told_of_no_less(end, number, notice):
    tomorrow = end + dt.timedelta(days=1)

    assert workday_before(end=tomorrow, days=number, notice=notice) >= workday_before(
        end=end, days=number, notice=notice
    )


@pytest.mark.parametrize(
    ("end", "first"),
    [
        (dt.date(2026, 1, 3), dt.date(2025, 12, 24)),
        (dt.date(2026, 1, 4), dt.date(2025, 12, 25)),
        (dt.date(2026, 1, 8), dt.date(2026, 1, 3)),
    ],
)
def test_over_new_year_2026_the_sunday_that_is_worked_counts(end, first):
    """1 to 3 January 2026 are off, Sunday the 4th is worked."""
    notice = {dt.date(2026, 1, 1): True, dt.date(2026, 1, 2): True, dt.date(2026, 1, 4): False}

    assert workday_before(end=end, days=5, notice=notice) == first
