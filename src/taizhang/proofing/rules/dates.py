"""Dates that do not exist, and weekdays that are another day.

Source:  GB/T 7408.1-2023 (dates and times), GB/T 15835-2011 5.1 (how dates are written).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from taizhang.kernel.numerals import fold_width, read_digits, read_numeral
from taizhang.proofing.remark import Remark

_WEEKDAYS = "一二三四五六日"
_CHINESE = "[〇○零一二三四五六七八九十廿卅]"
_YEAR = rf"(?P<year>(?<![0-9])(?:19|20)[0-9]{{2}}|(?<!{_CHINESE})(?:一九|二[〇○零])[〇○零一二三四五六七八九]{{2}})\s*年\s*"
_MONTH = rf"(?P<month>(?<![0-9])[0-9]{{1,2}}|(?<!{_CHINESE}){_CHINESE}{{1,3}})\s*月"
_DAY = rf"\s*(?P<day>[0-9]{{1,2}}(?![0-9])|{_CHINESE}{{1,4}})\s*[日号]"
_NAMED = "(?:[本这下上]?星期|[本这下上]?周|礼拜)"
_PART = "(?:上午|下午|中午|晚上|早上|晚|早|全天)?"
_WEEK = rf"(?:{_PART}\s*[（(，,]?\s*(?:农历[^（）()，,]{{2,8}}[，,]\s*)?{_NAMED}(?P<week>[一二三四五六日天])(?!至|到|、)[）)]?)?"
_TO = r"(?:\s*(?:至|到|—+|－|–|-|~|～)\s*(?:(?P<month2>[0-9]{1,2})\s*月\s*)?(?P<day2>[0-9]{1,2})\s*[日号])?"
_WEEKS = (
    rf"(?:[（(，,]{_NAMED}(?P<first>[一二三四五六日天])(?:至|到|—|、){_NAMED}?(?P<last>[一二三四五六日天]))?"
)
_WRITTEN = re.compile(rf"(?:{_YEAR})?{_MONTH}{_DAY}{_WEEK}{_TO}{_WEEKS}")
_WEEK_FIRST = re.compile(rf"{_NAMED}(?P<week>[一二三四五六日天])\s*[（(](?:{_YEAR})?{_MONTH}{_DAY}(?=[）)])")
_YEAR_AND_MONTH = re.compile(rf"{_YEAR}{_MONTH}(?!\s*(?:[0-9]|{_CHINESE}))")
_POINTED = re.compile(
    rf"(?<![0-9.\-/])(?P<year>(?:19|20)[0-9]{{2}})(?P<sign>[-./])(?P<month>[0-9]{{1,2}})(?P=sign)(?P<day>[0-9]{{1,2}})(?![0-9.\-/]){_WEEK}"
)
_LUNAR = re.compile(r"(?:农历|阴历|旧历|正|腊|冬|闰)$")
_YEAR_SAID = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年")


def remarks(text: str, *, day: dt.date) -> Iterator[Remark]:
    """Yield a remark for each date that cannot be. A date without a year is of the year said before it, or of `day`."""
    plain = fold_width(text)
    for remark in _found(plain, day):
        quote = text[remark.start : remark.end]
        yield replace(remark, quote=quote, text=remark.text.replace(f"“{remark.quote}”", f"“{quote}”"))


def _found(plain: str, day: dt.date) -> Iterator[Remark]:
    for match in _WRITTEN.finditer(plain):
        if not _LUNAR.search(plain[: match.start()]) and not _LUNAR.search(
            plain[: match.start("month")].rstrip()
        ):
            yield from _written(match, _years(plain, match, day))
    for match in _WEEK_FIRST.finditer(plain):
        yield from _weekday(match, _days(match, _years(plain, match, day)), match["week"])
    for match in _YEAR_AND_MONTH.finditer(plain):
        month = _number(match["month"])
        if month is not None and not 1 <= month <= 12:
            yield _remark("date-no-such-day", match, f"没有“{match[0]}”：一年只有 12 个月，请核对月份。")
    for match in _POINTED.finditer(plain):
        years = {int(match["year"])}
        yield from _one_day(match, int(match["month"]), int(match["day"]), years)
        yield from _weekday(match, _days(match, years), match["week"])


def _written(match: re.Match[str], years: set[int]) -> Iterator[Remark]:
    month, day = _number(match["month"]), _number(match["day"])
    if month is None or day is None:
        return
    wrong = list(_one_day(match, month, day, years))
    yield from wrong
    if wrong:
        return
    days = _days(match, years)
    said = list(_weekday(match, days, match["week"] or match["first"]))
    yield from said
    if match["day2"]:
        yield from _stretch(match, month, day)
        if match["last"] and not said:
            last_month = int(match["month2"] or month)
            ends = [
                dt.date(year, last_month, int(match["day2"]))
                for year in years
                if _exists(year, last_month, int(match["day2"]))
            ]
            yield from _weekday(match, ends, match["last"])


def _weekday(match: re.Match[str], days: list[dt.date], named: str | None) -> Iterator[Remark]:
    """Yield a remark when none of the days is the weekday named."""
    if named is None or not days:
        return
    said = _WEEKDAYS.index(named.replace("天", "日"))
    if all(one.weekday() != said for one in days):
        right = "、".join(
            dict.fromkeys(
                f"{one.year}年{one.month}月{one.day}日是星期{_WEEKDAYS[one.weekday()]}" for one in days
            )
        )
        yield _remark("date-wrong-weekday", match, f"“{match[0]}”的星期不对：{right}，请核对。")


def _stretch(match: re.Match[str], month: int, day: int) -> Iterator[Remark]:
    last_month = int(match["month2"]) if match["month2"] else month
    last_day = int(match["day2"])
    if not 1 <= last_month <= 12 or not 1 <= last_day <= _longest(last_month):
        yield _remark("date-no-such-day", match, f"“{match[0]}”的结束日期不存在，请核对。")
    elif last_month == month and last_day < day:
        yield _remark("date-ends-before-it-begins", match, f"“{match[0]}”的结束早于开始，请核对。")


def _one_day(match: re.Match[str], month: int, day: int, years: set[int]) -> Iterator[Remark]:
    if not 1 <= month <= 12:
        yield _remark("date-no-such-day", match, f"没有“{match[0]}”：一年只有 12 个月，请核对月份。")
    elif not any(_exists(year, month, day) for year in years):
        most = max(calendar.monthrange(year, month)[1] for year in years)
        told = "、".join(f"{year}年" for year in sorted(years))
        yield _remark(
            "date-no-such-day", match, f"没有“{match[0]}”：{told}{month}月只有 {most} 天，请核对日期。"
        )


def _years(plain: str, match: re.Match[str], day: dt.date) -> set[int]:
    """Return the years that a date may be of."""
    if match["year"]:
        year = match["year"]
        return {int(year) if year.isdecimal() and year.isascii() else read_digits(year) or day.year}
    said = [int(found[1]) for found in _YEAR_SAID.finditer(plain, 0, match.start())]
    return {day.year, *said[-1:]}


def _days(match: re.Match[str], years: set[int]) -> list[dt.date]:
    """Return the days that a match may be of, those that exist."""
    month, day = _number(match["month"]), _number(match["day"])
    if month is None or day is None:
        return []
    return [dt.date(year, month, day) for year in years if _exists(year, month, day)]


def _number(text: str) -> int | None:
    return (
        int(text)
        if text.isascii() and text.isdecimal()
        else read_numeral(text.replace("〇", "零").replace("○", "零"))
    )


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _longest(month: int) -> int:
    return calendar.monthrange(2000, month)[1]


def _remark(rule: str, match: re.Match[str], text: str) -> Remark:
    return Remark(rule, "stop", match.start(), match.end(), match[0], text, "GB/T 7408.1-2023")
