"""What a frequency owes, by what day; and the laws that hold over year ends, leap months and changes of tenure."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from taizhang.kernel.festivals import RULES
from taizhang.kernel.recurrence import BeforeFestival, Every, Once, occurrences, parse_frequency
from taizhang.kernel.workdays import DayOff, day_off

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))
RECURRING = st.one_of(
    st.builds(
        Every,
        every=st.sampled_from(("month", "quarter", "half", "year")),
        times=st.integers(1, 5),
        due_day=st.none() | st.integers(1, 31),
    ),
    st.builds(
        BeforeFestival,
        festival=st.sampled_from([rule.names[0] for rule in RULES]),
        days_before=st.integers(1, 60),
        times=st.integers(1, 3),
    ),
)
ENDING = st.builds(
    Every,
    every=st.sampled_from(("month", "quarter", "half", "year")),
    due_day=st.none() | st.integers(1, 31),
    last=DAYS,
)
FREQUENCIES = RECURRING | st.builds(Once, by=DAYS)
DAY = dt.timedelta(days=1)


def no_day_off(_: dt.date) -> DayOff:
    return DayOff(off=False, adjusted=False, known=True)


def owed(frequency, start, until):
    """Return label, due day and number of what falls due in a stretch of days."""
    return [
        (slot.label, slot.due_on, slot.required)
        for slot in occurrences(frequency, start, until, calendar=no_day_off)
    ]


@settings(max_examples=200, deadline=None)
@given(frequency=FREQUENCIES | ENDING, days=st.lists(DAYS, min_size=3, max_size=3).map(sorted))
def test_what_two_tenures_owe_one_after_the_other_is_what_one_owes_over_both(frequency, days):
    first, change, last = days

    assert owed(frequency, first, change) + owed(frequency, change, last) == owed(frequency, first, last)


@settings(max_examples=100, deadline=None)
@given(frequency=RECURRING, start=DAYS, step=st.integers(0, 12))
def test_at_an_opening_the_two_stretches_join_to_the_very_same_slots(frequency, start, step):
    whole = list(itertools.islice(occurrences(frequency, start), 14))
    change = whole[step].opens

    before = list(occurrences(frequency, start, change))
    after = list(itertools.islice(occurrences(frequency, change), 14 - len(before)))

    assume(change > start or not before)
    assert [one.label for one in before + after] == [one.label for one in whole]
    assert before + after == whole


@settings(max_examples=200, deadline=None)
@given(frequency=RECURRING, start=DAYS)
def test_slots_follow_one_another_without_gap_or_overlap(frequency, start):
    slots = list(itertools.islice(occurrences(frequency, start), 30))

    assert len(slots) == 30
    assert all(before.until == after.opens for before, after in itertools.pairwise(slots))
    assert all(start <= slot.opens <= slot.due_on < slot.until for slot in slots)
    assert len({slot.label for slot in slots}) == 30


@settings(max_examples=100, deadline=None)
@given(frequency=FREQUENCIES, start=DAYS, length=st.integers(0, 800))
def test_a_later_end_only_adds(frequency, start, length):
    short = list(occurrences(frequency, start, start + length * DAY))
    longer = list(occurrences(frequency, start, start + 2 * length * DAY))

    assert longer[: len(short)] == short


@settings(max_examples=60, deadline=None)
@given(year=st.integers(1950, 2090), start_month=st.integers(1, 12))
def test_every_month_has_exactly_one_slot(year, start_month):
    slots = occurrences(Every("month"), dt.date(year, start_month, 1), dt.date(year + 3, 1, 1))

    months = [(slot.opens.year, slot.opens.month) for slot in slots]
    assert months == [
        (y, m) for y in range(year, year + 3) for m in range(1, 13) if (y, m) >= (year, start_month)
    ]


@settings(max_examples=100, deadline=None)
@given(festival=st.sampled_from(("春节", "端午节", "中秋节", "重阳节")), year=st.integers(1950, 2090))
def test_a_festival_of_the_moon_comes_once_a_year_also_in_years_with_a_leap_month(festival, year):
    slots = list(occurrences(BeforeFestival(festival), dt.date(year, 1, 1), dt.date(year + 5, 1, 1)))

    assert [slot.label for slot in slots] == [f"{one}年{festival}前" for one in range(year, year + 5)]


@settings(max_examples=200, deadline=None)
@given(frequency=FREQUENCIES, start=st.dates(dt.date(2010, 1, 1), dt.date(2026, 6, 1)))
def test_a_due_day_is_a_worked_day_wherever_one_is_left(frequency, start):
    for slot in itertools.islice(occurrences(frequency, start), 6):
        left = (slot.opens + ahead * DAY for ahead in range((slot.due_on - slot.opens).days + 1))
        assert not day_off(slot.due_on).off or all(day_off(day).off for day in left)


def test_the_first_slot_asks_the_whole_and_opens_at_the_start():
    first, second = itertools.islice(occurrences(Every("quarter", 2), dt.date(2026, 2, 11)), 2)

    assert (first.label, first.opens, first.required) == ("2026年第一季度", dt.date(2026, 2, 11), 2)
    assert (second.label, second.opens) == ("2026年第二季度", dt.date(2026, 4, 1))


def test_a_due_day_before_the_start_is_not_owed():
    (first,) = itertools.islice(occurrences(Every("month", due_day=10), dt.date(2026, 3, 15)), 1)

    assert (first.label, first.opens, first.due_on) == (
        "2026年4月",
        dt.date(2026, 4, 1),
        dt.date(2026, 4, 10),
    )


def test_a_due_day_that_a_month_lacks_is_its_last():
    slots = occurrences(
        Every("month", due_day=31), dt.date(2028, 1, 1), dt.date(2029, 1, 1), calendar=no_day_off
    )

    assert [slot.due_on.day for slot in slots] == [
        calendar.monthrange(2028, month)[1] for month in range(1, 13)
    ]


def test_a_day_off_moves_the_due_day_to_the_last_worked_day_before():
    # 30 September 2025 is the last day before the holidays; 11 October, a Saturday, is worked.
    holiday, worked = Every("month", due_day=8), Every("month", due_day=11)
    october = (dt.date(2025, 10, 1), dt.date(2025, 11, 1))

    assert next(occurrences(worked, *october)).due_on == dt.date(2025, 10, 11)
    assert next(occurrences(Once(dt.date(2025, 10, 8)), dt.date(2025, 1, 1))).due_on == dt.date(2025, 9, 30)
    # No worked day is left since the month began: the day stays as it is written.
    assert next(occurrences(holiday, *october)).due_on == dt.date(2025, 10, 8)


def test_what_would_fall_due_after_the_last_day_is_not_owed():
    slots = occurrences(Every("quarter", last=dt.date(2026, 10, 15)), dt.date(2026, 1, 1))

    assert [slot.label for slot in slots] == ["2026年第一季度", "2026年第二季度", "2026年第三季度"]


def test_another_calendar_of_days_off_may_be_given():
    def fridays_off(day: dt.date) -> DayOff:
        return DayOff(off=day.weekday() == 4, adjusted=True, known=True)

    slot = next(occurrences(Once(dt.date(2026, 11, 27)), dt.date(2026, 1, 1), calendar=fridays_off))

    assert slot.due_on == dt.date(2026, 11, 26)


def test_a_festival_opens_after_the_one_before_and_falls_due_so_many_days_before():
    (slot,) = occurrences(
        BeforeFestival("端午节", 3), dt.date(2026, 1, 1), dt.date(2026, 12, 31), calendar=no_day_off
    )

    assert (slot.label, slot.opens, slot.due_on) == (
        "2026年端午节前",
        dt.date(2026, 1, 1),
        dt.date(2026, 6, 16),
    )


def test_a_festival_late_in_the_lunar_year_is_named_after_that_year():
    slots = occurrences(BeforeFestival("腊八节"), dt.date(2022, 1, 1), dt.date(2023, 1, 1))

    assert [slot.label for slot in slots] == ["农历2021年腊八节前", "2022年腊八节前"]


def test_once_is_owed_once_and_not_after_its_day():
    once = parse_frequency("2026年6月30日前", None)

    assert [slot.label for slot in occurrences(once, dt.date(2026, 6, 30))] == ["2026年6月30日前"]
    assert list(occurrences(once, dt.date(2026, 7, 1))) == []


def test_without_an_end_it_goes_on_to_the_last_year_of_the_calendars():
    *_, last = occurrences(Every("year"), dt.date(2090, 5, 1))

    assert last.label == "2099年"
