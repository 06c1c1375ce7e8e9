"""Frequencies as offices write them, as they are said and as they are stored."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from taizhang.kernel.recurrence import (
    BeforeFestival,
    Every,
    NotAFrequency,
    Once,
    frequency_of,
    parse_frequency,
    say,
    stored,
)
from tests.kernel.recurrence.test_slots import ENDING, FREQUENCIES

EVERY_ONE = FREQUENCIES | ENDING


@given(frequency=EVERY_ONE)
def test_what_is_said_is_understood_as_the_same(frequency):
    assert parse_frequency(say(frequency), None) == frequency


@given(frequency=EVERY_ONE)
def test_what_is_stored_comes_back_the_same(frequency):
    assert frequency_of(stored(frequency)) == frequency


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("每月", Every("month")),
        ("每月1次", Every("month")),
        ("每月 一次。", Every("month")),
        ("每月至少开展１次", Every("month")),
        ("按月", Every("month")),
        ("每月25日前报送", Every("month", due_day=25)),
        ("每月5日前上报1次", Every("month", due_day=5)),
        ("每月底前", Every("month")),
        ("每季度至少2次", Every("quarter", 2)),
        ("每季度不少于两场", Every("quarter", 2)),
        ("每季度末", Every("quarter")),
        ("每季度末月20日前", Every("quarter", due_day=20)),
        ("每半年", Every("half")),
        ("半年一次", Every("half")),
        ("全年4次", Every("year", 4)),
        ("每年不少于4次", Every("year", 4)),
        ("年内召开2次以上", Every("year", 2)),
        ("每年12月底前", Every("year")),
        ("每年12月20日前", Every("year", due_day=20)),
        ("每月1次，至10月底止", Every("month", last=dt.date(2026, 10, 31))),
        ("12月底前", Once(dt.date(2026, 12, 31))),
        ("年底前完成", Once(dt.date(2026, 12, 31))),
        ("2027年底", Once(dt.date(2027, 12, 31))),
        ("年内", Once(dt.date(2026, 12, 31))),
        ("2026年6月30日前", Once(dt.date(2026, 6, 30))),
        ("6月30日前完成", Once(dt.date(2026, 6, 30))),
        ("2026/6/30", Once(dt.date(2026, 6, 30))),
        ("6月", Once(dt.date(2026, 6, 30))),
        ("6月上旬前", Once(dt.date(2026, 6, 10))),
        ("上半年", Once(dt.date(2026, 6, 30))),
        ("第三季度末前", Once(dt.date(2026, 9, 30))),
        ("春节前一周", BeforeFestival("春节", 7)),
        ("每年端午前", BeforeFestival("端午节")),
        ("国庆节前10天", BeforeFestival("国庆节", 10)),
        ("中秋节前3天开展2次", BeforeFestival("中秋节", 3, 2)),
        ("2026年春节前", Once(dt.date(2026, 2, 16))),
    ],
)
def test_what_offices_write_is_understood(text, frequency):
    assert parse_frequency(text, 2026) == frequency


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "没有写频次或时限"),
        ("长期坚持", "没有写明多久一次"),
        ("持续推进", "没有写明多久一次"),
        ("全年", "没有写明多久一次"),
        ("立行立改", "没有写明多久一次"),
        ("每周一次", "请折算后写"),
        ("每两个月一次", "请折算后写"),
        ("每月1次，12月底前完成", "请分成几行"),
        ("3月、6月", "请分成几行"),
        ("春节、中秋节前", "请分成几行"),
        ("一季度一次", "看不出是每月、每季度还是全年"),
        ("12月底前2次", "看不出是每月、每季度还是全年"),
        ("每季度20日前", "没有写明是哪个月的20日"),
        ("每年6月底前", "请写成当年的日期"),
        ("三季度前", "可能指7月1日之前，也可能指9月30日之前"),
        ("6月前", "可能指6月1日之前"),
        ("2月30日前", "没有这一天"),
        ("每月0次", "次数要在 1 至 366 次之间"),
        ("每月32日前", "截止日要在 1 至 31 日之间"),
        ("无", "表示没有频次或时限"),
        ("2022年腊八节前", "2022年有2个腊八节"),
        ("抓好落实", "看不懂"),
    ],
)
def test_what_says_no_frequency_is_refused_with_a_remedy(text, reason):
    with pytest.raises(NotAFrequency) as refusal:
        parse_frequency(text, 2026)

    assert reason in str(refusal.value)


def test_a_day_without_a_year_asks_for_one():
    with pytest.raises(NotAFrequency, match="没有写年份"):
        parse_frequency("6月底前", None)
    with pytest.raises(NotAFrequency, match="没有写年份"):
        parse_frequency("年底前", None)


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"kind": "every", "every": "week", "times": 1},
        {"kind": "every", "every": "month", "times": 0},
        {"kind": "every", "every": "month", "times": 1, "due_day": 32},
        {"kind": "every", "every": "month", "times": 1, "weekday": 2},
        {"kind": "once", "by": "2026-02-30"},
        {"kind": "festival", "festival": "情人节", "days_before": 1, "times": 1},
        {"kind": "festival", "festival": "春节", "days_before": 0, "times": 1},
    ],
)
def test_a_stored_value_that_is_none_is_refused(value):
    with pytest.raises(NotAFrequency):
        frequency_of(value)


def test_a_festival_is_kept_under_its_proper_name():
    assert BeforeFestival("端午") == BeforeFestival("端午节")
