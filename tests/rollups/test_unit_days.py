"""The days of a scope within a window."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from taizhang.kernel.period import Period
from taizhang.kernel.scope import Scope, Span
from taizhang.rollups.engines.spans import UnitDays, cut, unit_days
from tests.rollups.journals import FIRST_DAY, LAST_DAY, UNITS, periods, scopes

MARCH = (dt.date(2025, 3, 1), dt.date(2025, 4, 1))


def test_spans_are_cut_to_the_window_and_those_outside_left_out() -> None:
    scope = Scope(
        1,
        "街道",
        (
            Span(2, dt.date(2025, 3, 10), None),
            Span(1, None, dt.date(2025, 3, 5)),
            Span(3, dt.date(2025, 4, 1), None),
            Span(4, None, dt.date(2025, 3, 1)),
        ),
    )

    days = unit_days(scope, start=MARCH[0], until=MARCH[1])

    assert days == [
        UnitDays(1, dt.date(2025, 3, 1), dt.date(2025, 3, 5)),
        UnitDays(2, dt.date(2025, 3, 10), dt.date(2025, 4, 1)),
    ]


def test_spans_that_touch_or_overlap_become_one() -> None:
    scope = Scope(
        1,
        "街道",
        (
            Span(1, dt.date(2025, 3, 2), dt.date(2025, 3, 4)),
            Span(1, dt.date(2025, 3, 4), dt.date(2025, 3, 9)),
            Span(1, dt.date(2025, 3, 5), dt.date(2025, 3, 6)),
            Span(1, dt.date(2025, 3, 20)),
        ),
    )

    days = unit_days(scope, start=None, until=MARCH[1])

    assert [(str(start), str(until)) for _, start, until in days] == [
        ("2025-03-02", "2025-03-09"),
        ("2025-03-20", "2025-04-01"),
    ]


@given(scope=scopes, period=periods())
def test_they_are_exactly_the_days_that_the_scope_covers(scope: Scope, period: Period) -> None:
    days = unit_days(scope, start=period.start, until=period.until)

    for unit in UNITS:
        for offset in range((LAST_DAY - FIRST_DAY).days + 1):
            day = FIRST_DAY + dt.timedelta(days=offset)
            met = sum(each.unit == unit and each.start <= day < each.until for each in days)
            assert met == (day in period and scope.covers(unit, day))


long_days = st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31))


@given(ends=st.lists(st.tuples(long_days, long_days), max_size=4))
def test_stretches_cut_along_the_calendar_are_the_same_days(ends: list[tuple[dt.date, dt.date]]) -> None:
    stretches = [
        UnitDays(unit, min(pair), max(pair)) for unit, pair in enumerate(ends) if min(pair) < max(pair)
    ]

    calendar = cut(stretches)

    assert days_of([*calendar.years, *calendar.months, *calendar.days]) == days_of(stretches)
    assert all(each.start.day == each.until.day == 1 for each in calendar.months)
    assert all((day.month, day.day) == (1, 1) for each in calendar.years for day in (each.start, each.until))
    # What is left over is too short to hold a month.
    assert all((each.until - each.start).days < 62 for each in calendar.days)


def days_of(stretches: list[UnitDays]) -> list[tuple[int, dt.date]]:
    """Return every day of every unit, each as often as it is told."""
    return sorted(
        (unit, start + dt.timedelta(days=number))
        for unit, start, until in stretches
        for number in range((until - start).days)
    )
