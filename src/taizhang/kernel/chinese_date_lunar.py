"""Lunar dates and festivals in the date column: 五月初五, 正月十五至十七, 闰六月初一, 端午节."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from taizhang.kernel.date_span import (
    AmbiguousDate,
    DateSpan,
    NoSuchDay,
    NotADate,
    YearMissing,
    chinese_day,
    short,
)
from taizhang.kernel.festivals import BY_NAME, FestivalRule
from taizhang.kernel.lunar import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTH_NAMES,
    LunarDate,
    NoSuchLunarDay,
    days_in_lunar_month,
    lunar_year_name,
    solar_of,
)
from taizhang.kernel.numerals import read_digits, read_numeral

_MARK = r"(?:农历|阴历|旧历|夏历)"
_YEAR = r"(?:(?P<year>[12][0-9]{3}|[零〇○一二三四五六七八九]{4})年)?"
_CYCLE = r"(?:(?P<cycle>[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])年)?"
_MONTH = r"(?P<leap>闰)?(?P<month>正|冬|腊|十[一二]?|[一二三四五六七八九]|[0-9]{1,2})"
_DAY = r"(?:初[一二三四五六七八九十]|十[一二三四五六七八九]?|[二三]十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅|[一二三四五六七八九]|[0-9]{1,2})"
_TO = r"(?:至|到|-+|—+|–|~|、)"
_LUNAR = re.compile(
    rf"(?P<mark1>{_MARK})?{_YEAR}(?P<mark2>{_MARK})?{_CYCLE}{_MONTH}(?:月|[./](?=[0-9]))"
    rf"(?:(?P<day>{_DAY})(?P<sun>日)?(?:{_TO}(?:(?P<leap2>闰)?(?P<month2>正|冬|腊|十[一二]?|[一二三四五六七八九])月)?"
    rf"(?P<day2>{_DAY})日?)?)?"
)
_FESTIVAL = re.compile(rf"{_YEAR}{_MARK}?(?P<name>.+?)(?:当天|当日|这天)?")
_NEW_YEAR_DAY = re.compile(rf"{_YEAR}大?年(?P<day>初[一二三四五六七八九十])")
_ONLY_LUNAR_DAY = re.compile(r"[初廿]")


@dataclass(frozen=True, slots=True)
class _Asked:
    """The text as it was written and the year that the ledger gives."""

    raw: str
    year: int | None

    def year_of(self, written: str | None) -> int:
        if written is not None:
            return int(written) if written.isascii() else (read_digits(written) or 0)
        if self.year is None:
            raise YearMissing(
                f"“{short(self.raw)}”没有写年份，表头里也没有；请写成 2019年五月初五，或在导入时给出年份。"
            )
        return self.year


def read_lunar(text: str, *, raw: str, year: int | None) -> DateSpan | None:
    """Return the solar days of a lunar date or festival, or None when the text is neither.

    A lunar date is told by 农历, by 正, 冬, 腊 or 闰, or by a day with 初 or 廿. 八月十五 without
    any of these may as well be solar: AmbiguousDate. Raises NoSuchDay and YearMissing too.
    """
    asked = _Asked(raw, year)
    try:
        return _new_year_day(text, asked) or _lunar(text, asked) or _festival(text, asked)
    except NoSuchLunarDay as refusal:
        raise NoSuchDay(f"“{short(raw)}”：{refusal}") from refusal


def _lunar(text: str, asked: _Asked) -> DateSpan | None:
    match = _LUNAR.fullmatch(text)
    if match is None:
        return None
    marked = bool(
        match["mark1"] or match["mark2"] or match["cycle"] or match["leap"] or match["month"] in "正冬腊"
    )
    day = match["day"] or ""
    if not marked and not _ONLY_LUNAR_DAY.search(day + (match["day2"] or "")):
        if day and not match["sun"] and not match["day2"] and not (day.isascii() or match["month"].isascii()):
            _refuse_unmarked(match, asked)
        return None
    year = asked.year_of(match["year"])
    if match["cycle"] and match["cycle"] != lunar_year_name(year):
        raise AmbiguousDate(
            f"“{short(asked.raw)}”写的是{match['cycle']}年，而 {year} 年是{lunar_year_name(year)}年，请核对年份。"
        )
    month, is_leap = _month_number(match["month"]), bool(match["leap"])
    if not day:
        last = days_in_lunar_month(year=year, month=month, is_leap=is_leap)
        return _span(LunarDate(year, month, 1, is_leap), LunarDate(year, month, last, is_leap), asked)
    start = LunarDate(year, month, _day_number(day), is_leap)
    if not match["day2"]:
        return _span(start, start, asked)
    month2 = _month_number(match["month2"]) if match["month2"] else month
    leap2 = bool(match["leap2"]) if match["month2"] else is_leap
    # 腊月廿三至正月初三 runs into the next lunar year.
    year2 = year + 1 if month2 < month else year
    return _span(start, LunarDate(year2, month2, _day_number(match["day2"]), leap2), asked)


def _refuse_unmarked(match: re.Match[str], asked: _Asked) -> None:
    month, day = _month_number(match["month"]), _day_number(match["day"])
    lunar = f"农历{MONTH_NAMES[month - 1]}月{match['day']}"
    raise AmbiguousDate(
        f"“{short(asked.raw)}”可能是{lunar}，也可能是公历{month}月{day}日；"
        f"请写成“{lunar}”或“{month}月{day}日”。"
    )


def _month_number(sign: str) -> int:
    if sign.isascii():
        return int(sign)
    return MONTH_NAMES.index(sign) + 1 if sign in MONTH_NAMES else (read_numeral(sign) or 0)


def _day_number(sign: str) -> int:
    return int(sign) if sign.isascii() else (read_numeral(sign.removeprefix("初")) or 0)


def _span(first: LunarDate, last: LunarDate, asked: _Asked) -> DateSpan:
    start, end = solar_of(first), solar_of(last)
    if end < start:
        raise NotADate(f"“{short(asked.raw)}”的结束日期早于开始日期，请核对。")
    if first == last:
        note = f"农历{first.year}年{first.text}，公历{chinese_day(start)}"
        return DateSpan(start, end, "day", (note,), asked.raw)
    note = f"农历{first.year}年{first.text}至{last.text}，公历{chinese_day(start)}至{chinese_day(end)}"
    return DateSpan(start, end, "range", (note,), asked.raw)


def _new_year_day(text: str, asked: _Asked) -> DateSpan | None:
    """Read 大年初三 as 正月初三."""
    match = _NEW_YEAR_DAY.fullmatch(text)
    if match is None:
        return None
    day = LunarDate(asked.year_of(match["year"]), 1, _day_number(match["day"]))
    return _span(day, day, asked)


def _festival(text: str, asked: _Asked) -> DateSpan | None:
    match = _FESTIVAL.fullmatch(text)
    if match is None:
        return None
    name = match["name"]
    if name in ("小年", "小年夜"):
        raise AmbiguousDate(f"“{short(asked.raw)}”可能是腊月廿三，也可能是腊月廿四，请写明是哪一天。")
    rule = BY_NAME.get(name)
    if rule is None:
        return None
    year = asked.year_of(match["year"])
    if not FIRST_YEAR < year < LAST_YEAR:
        raise NoSuchDay(f"“{short(asked.raw)}”的年份 {year} 不对，请核对日期。")
    days = _festival_days(rule, year)
    if len(days) > 1:
        told = "，也可能是".join(chinese_day(day) for day in days)
        raise AmbiguousDate(f"“{short(asked.raw)}”可能是{told}，请写明是哪一天。")
    note = f"按{year}年{rule.names[0]}换算，公历{chinese_day(days[0])}"
    return DateSpan(days[0], days[0], "day", (note,), asked.raw)


def _festival_days(rule: FestivalRule, year: int) -> list[dt.date]:
    """Return the days that a festival of "2019" may mean: late in the lunar year there are two."""
    days = [rule.day_in(year)]
    if rule.kind == "lunar" and days[0].year != year:
        days.insert(0, rule.day_in(year - 1))
    return days
