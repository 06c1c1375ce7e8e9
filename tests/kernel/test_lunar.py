"""The lunar calendar and the festivals of a year."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.kernel.festivals import festivals_of
from taizhang.kernel.lunar import LunarDate, NoSuchLunarDay, lunar_of, lunar_year_name, solar_of, solar_term

DAYS = st.dates(min_value=dt.date(1900, 2, 1), max_value=dt.date(2100, 12, 31))


@given(DAYS)
def test_every_day_comes_back_from_the_lunar_calendar(day: dt.date) -> None:
    assert solar_of(lunar_of(day)) == day


@pytest.mark.parametrize(
    ("lunar", "text", "day"),
    [
        (LunarDate(2019, 1, 1), "正月初一", dt.date(2019, 2, 5)),
        (LunarDate(2024, 8, 15), "八月十五", dt.date(2024, 9, 17)),
        (LunarDate(2025, 6, 1, is_leap=True), "闰六月初一", dt.date(2025, 7, 25)),
        (LunarDate(2033, 11, 1, is_leap=True), "闰冬月初一", dt.date(2033, 12, 22)),
        (LunarDate(2023, 12, 30), "腊月三十", dt.date(2024, 2, 9)),
        (LunarDate(2025, 12, 29), "腊月廿九", dt.date(2026, 2, 16)),
    ],
)
def test_a_lunar_day_has_its_name_and_its_solar_day(lunar: LunarDate, text: str, day: dt.date) -> None:
    assert (lunar.text, solar_of(lunar)) == (text, day)


@pytest.mark.parametrize(
    ("lunar", "reason"),
    [
        (LunarDate(2024, 6, 1, is_leap=True), "没有闰六月"),
        (LunarDate(2025, 12, 30), "只有 29 天"),
        (LunarDate(2025, 13, 1), "没有13月"),
        (LunarDate(1700, 1, 1), "不在 1900—2100 年之内"),
    ],
)
def test_a_lunar_day_that_is_not_is_refused(lunar: LunarDate, reason: str) -> None:
    with pytest.raises(NoSuchLunarDay, match=reason):
        solar_of(lunar)


def test_a_lunar_year_has_its_sexagenary_name() -> None:
    assert lunar_year_name(2024) == "甲辰"


def test_the_festivals_of_a_year_stand_on_their_days() -> None:
    days = {festival.name: festival.day for festival in festivals_of(2024)}

    assert days["春节"] == dt.date(2024, 2, 10)
    assert days["除夕"] == dt.date(2024, 2, 9)
    assert days["元宵节"] == dt.date(2024, 2, 24)
    assert days["清明节"] == dt.date(2024, 4, 4)
    assert days["端午节"] == dt.date(2024, 6, 10)
    assert days["中秋节"] == dt.date(2024, 9, 17)
    assert days["重阳节"] == dt.date(2024, 10, 11)
    assert days["母亲节"] == dt.date(2024, 5, 12)
    assert days["国庆节"] == dt.date(2024, 10, 1)


def test_a_festival_late_in_the_lunar_year_may_come_twice_or_never() -> None:
    def count(year: int) -> int:
        return sum(festival.name == "腊八节" for festival in festivals_of(year))

    assert (count(2022), count(2023), count(2024)) == (2, 0, 1)


@given(st.integers(min_value=1902, max_value=2099))
def test_festivals_lie_in_their_year_and_in_order(year: int) -> None:
    days = [festival.day for festival in festivals_of(year)]

    assert days == sorted(days)
    assert {day.year for day in days} == {year}


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("冬至", 2024, dt.date(2024, 12, 21)),
        ("冬至", 2025, dt.date(2025, 12, 21)),
        ("清明", 2025, dt.date(2025, 4, 4)),
        ("小寒", 2025, dt.date(2025, 1, 5)),
    ],
)
def test_a_solar_term_falls_in_the_year_asked_for(name: str, year: int, day: dt.date) -> None:
    assert solar_term(name=name, year=year) == day
