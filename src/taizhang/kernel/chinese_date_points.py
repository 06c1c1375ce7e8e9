"""Days written with digits: one day, a stretch of days, a list of days that follow one another."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from taizhang.kernel.date_span import AmbiguousDate, DateSpan, NoSuchDay, NotADate, YearMissing, day_of, short

_FULL = re.compile(
    r"(?P<year>[12][0-9]{3}|'?[0-9]{2})(?:年(?P<first>[01]?[0-9])[月./-](?P<second>[0-9]{1,2})"
    r"|(?P<sign>[./-])(?P<third>[0-9]{1,2})(?:(?P=sign)|月)(?P<fourth>[0-9]{1,2}))日?"
)
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])")
# 5-7日 is not May 7: it is two days of an unknown month.
_MONTH_DAY = re.compile(r"([0-9]{1,2})(?:(?:月|[./])([0-9]{1,2})日?|-([0-9]{1,2}))")
_DAY = re.compile(r"([0-9]{1,2})日?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([12][0-9]{3})")
_TO = re.compile(r"起?(?:至|到|-+|—+|–+|~+|―+|─+)")
_NEXT_YEAR = re.compile(r"[次翌]年|第二年")
_LIST = re.compile(r"[、,，;；及和与]")


@dataclass(frozen=True, slots=True)
class _Point:
    """A day as far as it is written."""

    year: int | None
    month: int | None
    day: int
    note: str = ""


def read_days(text: str, *, raw: str, year: int | None) -> DateSpan | None:
    """Return the day or days of a text without spaces and Chinese numerals, or None.

    Raises NoSuchDay, YearMissing, AmbiguousDate (3/5/2019) and NotADate (days in two stretches).
    """
    _refuse_year_last(text, raw)
    point = _read_point(text)
    if point is not None and point.month is not None:
        day, notes = _settle(point, year=year, raw=raw)
        return DateSpan(day, day, "day", notes, raw)
    return _read_stretch(text, raw=raw, year=year) or _read_list(text, raw=raw, year=year)


def _refuse_year_last(text: str, raw: str) -> None:
    """3/5/2019 is March 5 for some programs and May 3 for others."""
    match = _YEAR_LAST.fullmatch(text)
    if match is not None:
        raise AmbiguousDate(
            f"“{short(raw)}”分不清哪个是月、哪个是日，请把年写在前面，例如 {match[4]}年3月5日。"
        )


def _read_point(text: str) -> _Point | None:
    if match := _COMPACT.fullmatch(text):
        return _Point(int(match[1]), int(match[2]), int(match[3]))
    if match := _FULL.fullmatch(text):
        month, day = int(match["first"] or match["third"]), int(match["second"] or match["fourth"])
        written = match["year"].lstrip("'")
        if len(written) == 4:
            return _Point(int(written), month, day)
        return _Point(2000 + int(written), month, day, note=f"两位年份按 {2000 + int(written)} 年")
    if match := _MONTH_DAY.fullmatch(text):
        return _Point(None, int(match[1]), int(match[2] or match[3]))
    if match := _DAY.fullmatch(text):
        return _Point(None, None, int(match[1]))
    return None


def _settle(point: _Point, *, year: int | None, raw: str) -> tuple[dt.date, tuple[str, ...]]:
    """Give a point its year."""
    if point.month is None:
        raise NotADate(f"“{short(raw)}”没有写月份，请写成 3月5日 这样的日期。")
    if point.year is not None:
        if point.note and point.year <= 2012 and year not in (None, point.year):
            raise AmbiguousDate(
                f"“{short(raw)}”可能是{point.year}年{point.month}月{point.day}日，也可能不是；"
                "请写四位年份，例如 2019-03-05。"
            )
        notes = (point.note,) if point.note else ()
        return day_of(year=point.year, month=point.month, day=point.day, raw=short(raw)), notes
    if year is None:
        if point.month > 12 or point.day > 31 or 0 in (point.month, point.day):
            raise NoSuchDay(f"“{short(raw)}”没有这一天，请核对日期。")
        raise YearMissing(f"“{short(raw)}”没有写年份，表头里也没有；请写成 2019-03-05，或在导入时给出年份。")
    return day_of(year=year, month=point.month, day=point.day, raw=short(raw)), (f"没有写年份，按 {year} 年",)


def _read_stretch(text: str, *, raw: str, year: int | None) -> DateSpan | None:
    """Read 3月5日-7日, 2019.3.5-3.7, 12月30日至1月2日."""
    for sign in _TO.finditer(text):
        after = text[sign.end() :]
        next_year = _NEXT_YEAR.match(after)
        left, right = (
            _read_point(text[: sign.start()]),
            _read_point(after[next_year.end() if next_year else 0 :]),
        )
        if left is None or right is None or left.month is None:
            continue
        if next_year is not None and (right.year is not None or right.month is None):
            continue
        if right.year is not None and left.year is None:
            # 12.30-2019.1.2 began in the year before.
            begins_before = right.month is not None and left.month > right.month
            left = _Point(right.year - begins_before, left.month, left.day, right.note)
        start, notes = _settle(left, year=year, raw=raw)
        end_month = right.month if right.month is not None else start.month
        # An end without a year in an earlier month lies in the next: 12.1-2.29. 次年 says so outright.
        turned = right.year is None and (next_year is not None or end_month < start.month)
        end_year = right.year if right.year is not None else start.year + turned
        end = day_of(year=end_year, month=end_month, day=right.day, raw=short(raw))
        if turned and next_year is None:
            notes += (f"结束日期按次年 {end.year} 年",)
        if end < start:
            raise NotADate(f"“{short(raw)}”的结束日期早于开始日期，请核对。")
        return DateSpan(start, end, "range" if start < end else "day", notes, raw)
    return None


def _read_list(text: str, *, raw: str, year: int | None) -> DateSpan | None:
    """Read 3月5日、6日. Days that do not follow one another are several activities."""
    parts = [part for part in _LIST.split(text) if part]
    points = [_read_point(part) for part in parts]
    if len(parts) < 2 or points[0] is None or points[0].month is None:
        return None
    before = points[0]
    days: list[dt.date] = []
    notes: tuple[str, ...] = ()
    for point in points:
        if point is None:
            return None
        month = point.month if point.month is not None else before.month
        before = _Point(point.year if point.year is not None else before.year, month, point.day, before.note)
        day, notes = _settle(before, year=year, raw=raw)
        days.append(day)
    days = sorted(set(days))
    if days[-1] - days[0] != dt.timedelta(len(days) - 1):
        raise NotADate(
            f"“{short(raw)}”写了 {len(days)} 个不相连的日子，请拆成 {len(days)} 行，每行写一天；"
            "如果是同一次活动，请写成 3月5日-7日。"
        )
    return DateSpan(days[0], days[-1], "range" if len(days) > 1 else "day", notes, raw)
