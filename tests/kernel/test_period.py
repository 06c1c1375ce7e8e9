"""Periods: what a clerk writes, which days it means, what it is compared with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from taizhang.kernel.period import (
    Period,
    UnknownPeriod,
    a_year_before,
    parse_period,
    previous,
    spring_festival,
)

WRITTEN = [
    ("2025", "year", "2025-01-01", "2025-12-31", "2025年"),
    ("2025年", "year", "2025-01-01", "2025-12-31", "2025年"),
    ("2025年度", "year", "2025-01-01", "2025-12-31", "2025年"),
    (" ２０２５ 年 ", "year", "2025-01-01", "2025-12-31", "2025年"),
    ("2024-02", "month", "2024-02-01", "2024-02-29", "2024年2月"),
    ("2025年3月", "month", "2025-03-01", "2025-03-31", "2025年3月"),
    ("2025年03月份", "month", "2025-03-01", "2025-03-31", "2025年3月"),
    ("2025-12", "month", "2025-12-01", "2025-12-31", "2025年12月"),
    ("2025Q3", "quarter", "2025-07-01", "2025-09-30", "2025年第三季度"),
    ("2025q4", "quarter", "2025-10-01", "2025-12-31", "2025年第四季度"),
    ("2025年第三季度", "quarter", "2025-07-01", "2025-09-30", "2025年第三季度"),
    ("2025年三季度", "quarter", "2025-07-01", "2025-09-30", "2025年第三季度"),
    ("2025年1季度", "quarter", "2025-01-01", "2025-03-31", "2025年第一季度"),
    ("2025H1", "half", "2025-01-01", "2025-06-30", "2025年上半年"),
    ("2025年下半年", "half", "2025-07-01", "2025-12-31", "2025年下半年"),
    ("2025-01..2025-09", "ytd", "2025-01-01", "2025-09-30", "2025年1至9月"),
    ("2025年1-9月", "ytd", "2025-01-01", "2025-09-30", "2025年1至9月"),
    ("2025年1—9月", "ytd", "2025-01-01", "2025-09-30", "2025年1至9月"),
    ("2025年1至9月", "ytd", "2025-01-01", "2025-09-30", "2025年1至9月"),
    ("2025年1月到9月", "ytd", "2025-01-01", "2025-09-30", "2025年1至9月"),
    ("2025年前三季度", "ytd", "2025-01-01", "2025-09-30", "2025年1至9月"),
    ("2025-01..2025-01", "ytd", "2025-01-01", "2025-01-31", "2025年1月"),
    ("农历2025年", "lunar_year", "2025-01-29", "2026-02-16", "农历乙巳年（2025年1月29日至2026年2月16日）"),
    ("lunar2024", "lunar_year", "2024-02-10", "2025-01-28", "农历甲辰年（2024年2月10日至2025年1月28日）"),
    ("2025-03-05..2025-08-01", "range", "2025-03-05", "2025-08-01", "2025年3月5日至8月1日"),
    ("2025年3月5日至8月1日", "range", "2025-03-05", "2025-08-01", "2025年3月5日至8月1日"),
    ("2025年3月5日-31日", "range", "2025-03-05", "2025-03-31", "2025年3月5日至31日"),
    ("2025/3/5~2025/3/8", "range", "2025-03-05", "2025-03-08", "2025年3月5日至8日"),
    ("2024-12-30..2025-01-02", "range", "2024-12-30", "2025-01-02", "2024年12月30日至2025年1月2日"),
    ("2025年3月5日", "range", "2025-03-05", "2025-03-05", "2025年3月5日"),
    ("2025年3-8月", "range", "2025-03-01", "2025-08-31", "2025年3月至8月"),
    ("2024-11..2025-02", "range", "2024-11-01", "2025-02-28", "2024年11月至2025年2月"),
    ("2021年至2025年", "range", "2021-01-01", "2025-12-31", "2021年1月至2025年12月"),
]

REFUSED = [
    ("2025-13", "没有13月"),
    ("2025年0月", "没有0月"),
    ("2025年1至13月", "没有13月"),
    ("2025Q5", "没有第5季度"),
    ("2025年9季度", "没有第9季度"),
    ("2025H3", "没有第3个半年"),
    ("2025-02-30", "2025年2月只有28天"),
    ("2025年4月31日", "2025年4月只有30天"),
    ("2025-08-01..2025-03-05", "结束日期2025年3月5日早于开始日期2025年8月1日"),
    ("0000", "没有0年的数据"),
    ("0000年3月", "没有0年的数据"),
    ("1900", "没有1900年的数据"),
    ("2100-01", "没有2100年的数据"),
    ("农历2100年", "没有2100年的数据"),
    ("农历乙巳年（2025年1月29日至2026年2月17日）", "与历法不符"),
    ("农历甲子年（2025年1月29日至2026年2月16日）", "与历法不符"),
    ("农历乙巳年", "看不懂期间"),
    ("", "看不懂期间"),
    ("今年", "看不懂期间"),
    ("20250305", "看不懂期间"),
    ("2025-3月", "看不懂期间"),
    ("2025-01..2025-02..2025-03", "看不懂期间"),
    ("2025-03-05..", "看不懂期间"),
    ("٢٠٢٥", "看不懂期间"),
    ("2025'; DROP", "看不懂期间"),
]

COMPARED = [
    ("2025-01", "2024年12月", "2024年1月"),
    ("2025Q1", "2024年第四季度", "2024年第一季度"),
    ("2025H2", "2025年上半年", "2024年下半年"),
    ("2025", "2024年", "2024年"),
    ("2025年1-9月", "2024年1至9月", "2024年1至9月"),
    ("2025-03-05..2025-03-14", "2025年2月23日至3月4日", "2024年3月5日至14日"),
    ("2025年3-8月", "2024年9月至2025年2月", "2024年3月至8月"),
    ("2025-03-01..2025-03-31", "2025年2月", "2024年3月"),
    ("2024-02-29", "2024年2月28日", "2023年2月28日"),
    ("2024-02-10..2024-02-29", "2024年1月21日至2月9日", "2023年2月10日至28日"),
    (
        "农历2025年",
        "农历甲辰年（2024年2月10日至2025年1月28日）",
        "农历甲辰年（2024年2月10日至2025年1月28日）",
    ),
]

days = st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31))
years = st.integers(1901, 2099)
periods = st.one_of(
    st.builds(Period.month, years, st.integers(1, 12)),
    st.builds(Period.quarter, years, st.integers(1, 4)),
    st.builds(Period.half, years, st.integers(1, 2)),
    st.builds(Period.year, years),
    st.builds(Period.ytd, years, st.integers(1, 12)),
    st.builds(Period.lunar_year, years),
    st.tuples(days, days).map(lambda pair: Period.range(min(pair), max(pair))),
)


@pytest.mark.parametrize(("text", "kind", "first", "last", "label"), WRITTEN)
def test_a_period_means_the_days_that_a_clerk_means(
    text: str, kind: str, first: str, last: str, label: str
) -> None:
    period = parse_period(text)

    assert (period.kind, str(period.start), str(period.last_day), period.label) == (kind, first, last, label)


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_a_period_that_does_not_exist_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(UnknownPeriod, match=reason):
        parse_period(text)


def test_what_is_not_understood_is_shown_with_examples_and_never_at_length() -> None:
    with pytest.raises(UnknownPeriod) as refusal:
        parse_period("去年" * 1000)

    assert "2025年第三季度" in str(refusal.value)
    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize(("text", "before", "year_before"), COMPARED)
def test_a_period_is_compared_with_the_one_before_and_with_a_year_before(
    text: str, before: str, year_before: str
) -> None:
    period = parse_period(text)

    assert previous(period).label == before
    assert a_year_before(period).label == year_before


@pytest.mark.parametrize("compared", [previous, a_year_before])
def test_nothing_lies_before_the_first_year(compared: Callable[[Period], Period]) -> None:
    with pytest.raises(UnknownPeriod, match="没有1900年的数据"):
        compared(Period.year(1901))


def test_the_months_within_are_whole_where_they_can_be() -> None:
    months = parse_period("2025-03-05..2025-05-31").months()

    assert [month.label for month in months] == ["2025年3月5日至31日", "2025年4月", "2025年5月"]
    assert [month.kind for month in months] == ["range", "month", "month"]


@pytest.mark.parametrize(
    ("year", "day"), [(1901, "1901-02-19"), (2024, "2024-02-10"), (2025, "2025-01-29"), (2100, "2100-02-09")]
)
def test_spring_festival_is_the_first_day_of_the_lunar_year(year: int, day: str) -> None:
    assert str(spring_festival(year)) == day


def test_lunar_years_follow_each_other_without_a_gap() -> None:
    lunar_years = [Period.lunar_year(year) for year in range(1901, 2100)]

    assert [year.until for year in lunar_years[:-1]] == [year.start for year in lunar_years[1:]]


@given(periods)
def test_the_code_of_a_period_reads_back_as_the_same_period(period: Period) -> None:
    assert period.code.isascii()
    assert parse_period(period.code) == period


@given(periods)
def test_the_label_of_a_period_reads_back_as_the_same_days(period: Period) -> None:
    told = parse_period(period.label)

    assert (told.start, told.until) == (period.start, period.until)


@given(periods)
def test_the_months_of_a_period_are_its_days_in_order(period: Period) -> None:
    months = period.months()

    assert months[0].start == period.start
    assert months[-1].until == period.until
    assert all(month.until == after.start for month, after in pairwise(months))


@given(periods)
def test_the_period_before_is_of_the_same_kind_and_ends_where_this_begins(period: Period) -> None:
    assume(period.start - (period.until - period.start) > dt.date(1904, 1, 1))

    before = previous(period)

    assert before.kind == period.kind
    if period.kind != "ytd":
        assert before.until == period.start


@given(periods, days)
def test_a_day_is_within_from_the_first_to_the_last_day(period: Period, day: dt.date) -> None:
    assert (day in period) == (period.start <= day <= period.last_day)
