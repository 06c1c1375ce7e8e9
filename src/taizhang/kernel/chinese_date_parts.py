"""Parts of a year: 3月, 3月上旬, 3-5月, 三季度, 上半年, 2019年."""

from __future__ import annotations

import datetime as dt
import re

from taizhang.kernel.date_span import DateSpan, NotADate, Precision, YearMissing, day_of, last_day, short

_YEAR = r"(?:(?P<year>[12][0-9]{3}|[0-9]{2})(?:年度?|[./-]))?"
_MONTH = re.compile(
    r"(?:(?P<year>[12][0-9]{3}|[0-9]{2})年(?P<m1>[0-9]{1,2})月?|(?P<signed>[12][0-9]{3})[./-](?P<m2>[0-9]{1,2})月?"
    r"|(?P<m3>[0-9]{1,2})月)份?(?P<part>上旬|中旬|下旬|上中旬|中下旬|初|中|底|末|全月|整月)?"
)
_MONTHS = re.compile(
    rf"{_YEAR}(?P<low>[0-9]{{1,2}})月?份?(?:-+|—+|–|~|至|到|、)"
    r"(?:(?P<year2>[12][0-9]{3})[年./-](?P<high2>[0-9]{1,2})月?|(?P<high>[0-9]{1,2})月)份?"
)
_QUARTER = re.compile(rf"{_YEAR}(?:第?(?P<n>[1-4])季度?|[Qq](?P<q>[1-4]))")
_HALF = re.compile(rf"{_YEAR}(?P<half>[上下])半年")
_WHOLE = re.compile(r"(?P<year>[12][0-9]{3})年度?(?:全年)?|全年")
_PARTS = {
    "上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31), "底": (21, 31),
    "末": (21, 31), "上中旬": (1, 20), "中下旬": (11, 31),
}  # fmt: skip


def read_part(text: str, *, raw: str, year: int | None) -> DateSpan | None:
    """Return the days of a part of a year, or None when the text names none.

    Raises NoSuchDay (13月), YearMissing, NotADate (11-3月).
    """
    if match := _MONTH.fullmatch(text):
        return _month(match, raw=raw, year=year)
    if match := _MONTHS.fullmatch(text):
        return _months(match, raw=raw, year=year)
    if match := _QUARTER.fullmatch(text):
        number = int(match["n"] or match["q"])
        return _span(match["year"], 3 * number - 2, 3 * number, "quarter", raw=raw, year=year)
    if match := _HALF.fullmatch(text):
        first = 1 if match["half"] == "上" else 7
        return _span(match["year"], first, first + 5, "half", raw=raw, year=year)
    if match := _WHOLE.fullmatch(text):
        return _span(match["year"], 1, 12, "year", raw=raw, year=year)
    return None


def _year(written: str | None, *, raw: str, year: int | None) -> tuple[int, tuple[str, ...]]:
    if written is not None:
        if len(written) == 4:
            return int(written), ()
        return 2000 + int(written), (f"两位年份按 {2000 + int(written)} 年",)
    if year is None:
        raise YearMissing(f"“{short(raw)}”没有写年份，表头里也没有；请写成 2019年3月，或在导入时给出年份。")
    return year, (f"没有写年份，按 {year} 年",)


def _span(
    written: str | None, low: int, high: int, precision: Precision, *, raw: str, year: int | None
) -> DateSpan:
    at, notes = _year(written, raw=raw, year=year)
    start = day_of(year=at, month=low, day=1, raw=short(raw))
    end = dt.date(at, high, last_day(year=at, month=high))
    return DateSpan(start, end, precision, notes, raw)


def _month(match: re.Match[str], *, raw: str, year: int | None) -> DateSpan:
    month = int(match["m1"] or match["m2"] or match["m3"])
    at, notes = _year(match["year"] or match["signed"], raw=raw, year=year)
    start = day_of(year=at, month=month, day=1, raw=short(raw))
    last = last_day(year=at, month=month)
    part = _PARTS.get(match["part"] or "")
    if part is None:
        return DateSpan(start, start.replace(day=last), "month", notes, raw)
    first, until = part[0], min(part[1], last)
    if match["part"] in ("初", "中", "底", "末"):
        notes += (f"“月{match['part']}”按 {first} 日至 {until} 日",)
    return DateSpan(start.replace(day=first), start.replace(day=until), "tenday", notes, raw)


def _months(match: re.Match[str], *, raw: str, year: int | None) -> DateSpan:
    at, notes = _year(match["year"] or match["year2"], raw=raw, year=year)
    until = int(match["year2"]) if match["year2"] else at
    start = day_of(year=at, month=int(match["low"]), day=1, raw=short(raw))
    end = day_of(year=until, month=int(match["high"] or match["high2"]), day=1, raw=short(raw))
    if end < start:
        raise NotADate(f"“{short(raw)}”的结束月份早于开始月份，请核对。")
    return DateSpan(start, end.replace(day=last_day(year=end.year, month=end.month)), "range", notes, raw)
