"""Dates are read in every form that ledgers use; what is not certain is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from taizhang.kernel.chinese_date import (
    AmbiguousDate,
    DateCell,
    NoDateGiven,
    NoSuchDay,
    NotADate,
    YearMissing,
    read_date,
)
from taizhang.kernel.lunar import lunar_of
from taizhang.kernel.numerals import write_digits, write_numeral

DAYS = st.dates(min_value=dt.date(2000, 3, 1), max_value=dt.date(2060, 12, 31))


def _span(cell: DateCell, year: int | None = 2021) -> str:
    span = read_date(cell, year=year)
    if span.start == span.end:
        return f"{span.start} {span.precision}"
    return f"{span.start}/{span.end} {span.precision}"


def _full_forms(day: dt.date) -> list[DateCell]:
    """Return every way to write a day with its year."""
    y, m, d = day.year, day.month, day.day
    serial = (day - dt.date(1899, 12, 30)).days
    wide = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}
    chinese = f"{write_digits(y)}年{write_numeral(m)}月{write_numeral(d)}"
    return [
        day, dt.datetime(y, m, d, 9, 30), day.isoformat(), f"{y}.{m}.{d}", f"{y}/{m}/{d}", f"{y}年{m}月{d}日",
        f"{y}年{m:02}月{d:02}号", f"{y}{m:02}{d:02}", int(f"{y}{m:02}{d:02}"), float(f"{y}{m:02}{d:02}"), serial,
        float(serial) + 0.4, str(serial), f"{chinese}日", f"{chinese}号".replace("〇", "○"),
        f"{y}年{m}月{d}日".translate(wide), f" {y} 年 {m} 月 {d} 日 ", f"{y}-{m}-{d} 09:30:00", f"{y}.{m}.{d}上午9：30",
        f"{y}-{m:02}-{d:02}T09:30", f"{y}年{m}月{d}日下午2点半-4点", f"{y}年{m}月{d}", f"{y}年{m}.{d}",
        f"{y}年{m}月{d}日（星期{'一二三四五六日'[day.weekday()]}）", f"{y}.{m}.{d}周{'一二三四五六日'[day.weekday()]}",
    ]  # fmt: skip


@given(DAYS)
def test_a_day_written_in_full_reads_back_from_every_form(day: dt.date) -> None:
    for form in _full_forms(day):
        span = read_date(form, year=None)
        assert (span.start, span.end, span.precision) == (day, day, "day")


@given(DAYS)
def test_a_day_without_its_year_takes_the_year_of_the_ledger(day: dt.date) -> None:
    m, d = day.month, day.day
    forms = [
        f"{m}月{d}日",
        f"{m}.{d}",
        f"{m}/{d}",
        f"{m}月{d}号晚",
        f"{write_numeral(m)}月{write_numeral(d)}日",
    ]

    for form in forms:
        span = read_date(form, year=day.year)
        assert (span.start, span.end) == (day, day)
        assert span.notes == (f"没有写年份，按 {day.year} 年",)
        assert span.raw == form


@given(DAYS)
def test_a_lunar_day_reads_back_without_the_word_for_it(day: dt.date) -> None:
    lunar = lunar_of(day)
    span = read_date(f"{lunar.year}年农历{lunar.text}", year=None)

    assert (span.start, span.end) == (day, day)
    if "初" in lunar.text or "廿" in lunar.text:
        assert read_date(lunar.text, year=lunar.year).start == day


@given(DAYS, st.integers(min_value=1, max_value=200))
@example(dt.date(2003, 12, 1), 90)
def test_a_stretch_of_days_reads_back(start: dt.date, length: int) -> None:
    end = start + dt.timedelta(length)
    forms = [
        f"{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日",
        f"{start.year}.{start.month}.{start.day}-{end.year}.{end.month}.{end.day}",
        f"{start:%Y-%m-%d}～{end:%Y-%m-%d}",
        f"{start:%Y%m%d}—{end:%Y%m%d}",
    ]
    if start.month != end.month and length < 200:
        forms.append(f"{start.year}.{start.month}.{start.day}-{end.month}.{end.day}")
    if (start.year, start.month) == (end.year, end.month):
        forms.append(f"{start.year}年{start.month}月{start.day}-{end.day}日")

    for form in forms:
        span = read_date(form, year=None)
        assert (span.start, span.end, span.precision) == (start, end, "range")


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("21.6.18", "2021-06-18 day"), ("21年6月18日", "2021-06-18 day"), ("210618", "2021-06-18 day"),
        (3.5, "2021-03-05 day"), (3.15, "2021-03-15 day"), (2.3, "2021-02-03 day"), ("7.1", "2021-07-01 day"),
        ("6月18日-20日", "2021-06-18/2021-06-20 range"), ("6月18-20日", "2021-06-18/2021-06-20 range"),
        ("6.18-20", "2021-06-18/2021-06-20 range"), ("6月30日至7月2日", "2021-06-30/2021-07-02 range"),
        ("12月30日-1月2日", "2021-12-30/2022-01-02 range"), ("2020.12.30-1.2", "2020-12-30/2021-01-02 range"),
        ("12.30-2021.1.2", "2020-12-30/2021-01-02 range"), ("6月18日、19日", "2021-06-18/2021-06-19 range"),
        ("三月五日至七日", "2021-03-05/2021-03-07 range"),
        ("2021年6月", "2021-06-01/2021-06-30 month"), ("2021.6", "2021-06-01/2021-06-30 month"),
        (2021.6, "2021-06-01/2021-06-30 month"), ("202106", "2021-06-01/2021-06-30 month"),
        ("元月", "2021-01-01/2021-01-31 month"), ("6月上旬", "2021-06-01/2021-06-10 tenday"),
        ("六月中旬", "2021-06-11/2021-06-20 tenday"), ("2月底", "2021-02-21/2021-02-28 tenday"),
        ("三季度", "2021-07-01/2021-09-30 quarter"), ("2020年第一季度", "2020-01-01/2020-03-31 quarter"),
        ("下半年", "2021-07-01/2021-12-31 half"), ("2021年", "2021-01-01/2021-12-31 year"),
        ("3-5月", "2021-03-01/2021-05-31 range"), ("2020.12-2021.2", "2020-12-01/2021-02-28 range"),
        ("五月初五", "2021-06-14 day"), ("正月十五", "2021-02-26 day"), ("腊月初八", "2022-01-10 day"),
        ("正月初一至初三", "2021-02-12/2021-02-14 range"), ("腊月廿九至正月初二", "2022-01-31/2022-02-02 range"),
        ("2025年闰六月初一", "2025-07-25 day"), ("农历辛丑年八月十五", "2021-09-21 day"), ("农历8月15日", "2021-09-21 day"),
        ("大年初三", "2021-02-14 day"), ("中秋节", "2021-09-21 day"), ("清明节当天", "2021-04-04 day"), ("五一", "2021-05-01 day"),
        ("2月26日（正月十五）", "2021-02-26 day"), ("10月1日国庆节", "2021-10-01 day"),
    ],
)  # fmt: skip
def test_the_forms_of_ledgers(cell: DateCell, told: str) -> None:
    assert _span(cell) == told


@pytest.mark.parametrize(
    ("cell", "kind", "reason"),
    [
        (5.1, AmbiguousDate, "可能是5月1日，也可能是5月10日"),
        (2021.1, AmbiguousDate, "可能是2021年1月，也可能是2021年10月"),
        ("5/3/2021", AmbiguousDate, "把年写在前面"),
        ("200506", AmbiguousDate, "可能是2005年6月，也可能是2020年5月6日"),
        ("10.3.5", AmbiguousDate, "请写四位年份"),
        ("八月十五", AmbiguousDate, "可能是农历八月十五，也可能是公历8月15日"),
        ("除夕", AmbiguousDate, "可能是2021年2月11日，也可能是2022年1月31日"),
        ("小年", AmbiguousDate, "腊月廿三"),
        ("2月27日（正月十五）", AmbiguousDate, "前后不一致"),
        ("农历庚子年五月初五", AmbiguousDate, "是辛丑年"),
        ("2021-02-29", NoSuchDay, "没有这一天（2021年2月只有 28 天）"),
        ("4月31日", NoSuchDay, "没有这一天"),
        ("2021.13.5", NoSuchDay, "一年只有 12 个月"),
        ("闰六月初一", NoSuchDay, "没有闰六月"),
        ("腊月三十", NoSuchDay, "只有 29 天"),
        ("1021年3月5日", NoSuchDay, "年份 1021 不对"),
        ("", NoDateGiven, "日期是空的"),
        (None, NoDateGiven, "日期是空的"),
        ("/", NoDateGiven, "表示没有日期"),
        ("5日", NotADate, "没有写月份"),
        ("5-7日", NotADate, "没有写月份"),
        ("3月7日-5日", NotADate, "早于开始日期"),
        ("3月5日、8日", NotADate, "2 个不相连的日子，请拆成 2 行"),
        ("国庆期间", NotADate, "没有写明是哪一天"),
        ("每月5日", NotADate, "没有写明是哪一天"),
        ("合计", NotADate, "看不懂的日期"),
        (True, NotADate, "不是日期"),
        (dt.time(9, 0), NotADate, "不是日期"),
        (dt.datetime(1900, 1, 3), NotADate, "格式设错了"),
        (float("nan"), NotADate, "出错了"),
    ],
)
def test_what_is_not_certain_is_refused_with_a_remedy(
    cell: DateCell, kind: type[NotADate], reason: str
) -> None:
    with pytest.raises(kind, match=reason):
        read_date(cell, year=2021)


@pytest.mark.parametrize("cell", ["3月5日", "五月初五", "三季度", "3月", "中秋节"])
def test_without_any_year_the_clerk_is_told_so(cell: str) -> None:
    with pytest.raises(YearMissing, match="没有写年份"):
        read_date(cell, year=None)


def test_another_year_than_the_ledgers_is_noted() -> None:
    assert read_date("2020-03-05", year=2021).notes == ("写的是 2020 年，与台账年度 2021 年不同",)


def test_a_wrong_weekday_is_noted() -> None:
    assert read_date("2021年3月5日 星期三", year=2021).notes == ("写的是星期三，而这一天是星期五，请核对",)


def test_a_lunar_day_says_which_solar_day_it_is() -> None:
    assert read_date("五月初五", year=2021).notes == ("农历2021年五月初五，公历2021年6月14日",)


@given(
    st.one_of(
        st.text(max_size=90),
        st.text(
            alphabet="0123456789年月日号.-/至到、零一二三四五六七八九十初廿闰正腊农历周（）季度上下半旬",
            max_size=30,
        ),
        st.floats(),
        st.integers(),
    ),
    st.sampled_from([None, 2021]),
)
def test_any_cell_is_a_date_or_a_refusal(cell: DateCell, year: int | None) -> None:
    try:
        span = read_date(cell, year=year)
    except NotADate as refusal:
        assert str(refusal)
    else:
        assert span.start <= span.end


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024。3。5", "2024-03-05", "2024-03-05"), ("2024、3、5", "2024-03-05", "2024-03-05"),
        ("2024，3，5", "2024-03-05", "2024-03-05"), ("3。5", "2024-03-05", "2024-03-05"),
        ("3月5日\n3月6日", "2024-03-05", "2024-03-06"), ("2024年3月5日下午三点", "2024-03-05", "2024-03-05"),
        ("12月30日至次年1月2日", "2024-12-30", "2025-01-02"),
    ],
)  # fmt: skip
def test_slips_of_the_keyboard_and_lines_within_a_cell_are_understood(
    text: str, start: str, end: str
) -> None:
    span = read_date(text, year=2024)

    assert (span.start.isoformat(), span.end.isoformat()) == (start, end)


@pytest.mark.parametrize("text", ["3月5日至次年7日", "3月5日至次年2025年1月2日", "3、5、7", "3月5日\n3月9日"])
def test_what_stays_unclear_is_still_refused(text: str) -> None:
    with pytest.raises(NotADate):
        read_date(text, year=2024)
