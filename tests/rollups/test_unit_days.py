"""The days of a scope within a window."""

from __future__ import annotations

import datetime as dt

from hypothesis import given

from taizhang.kernel.period import Period
from taizhang.kernel.scope import Scope, Span
from taizhang.rollups.engines.spans import UnitDays, unit_days
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
