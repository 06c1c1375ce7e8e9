"""Reading a period as a clerk writes it: 2025年第三季度, 2025-03, 2025年1至9月, 农历2025年 …"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Callable

from taizhang.kernel.period.kinds import Period, UnknownPeriod

EXAMPLES = (
    "2025、2025年、2025-03、2025年3月、2025Q3、2025年第三季度、2025H1、2025年上半年、"
    "2025年1至9月、2025-01..2025-09、农历2025年、2025-03-05..2025-08-01"
)

_ORDINALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
_HALVES = {"上": 1, "下": 2}
_YEAR = "([0-9]{4})"

_PIECES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (rf"{_YEAR}(?:年(?:度|全年)?)?", lambda m: Period.year(int(m[1]))),
        (rf"{_YEAR}[-/.年]([0-9]{{1,2}})(?:月份?)?", lambda m: Period.month(int(m[1]), int(m[2]))),
        (rf"{_YEAR}[-年]?Q([0-9])", lambda m: Period.quarter(int(m[1]), int(m[2]))),
        (rf"{_YEAR}年第?([一二三四0-9])季度?", lambda m: Period.quarter(int(m[1]), _ordinal(m[2]))),
        (rf"{_YEAR}[-年]?H([0-9])", lambda m: Period.half(int(m[1]), int(m[2]))),
        (rf"{_YEAR}年([上下])半年", lambda m: Period.half(int(m[1]), _HALVES[m[2]])),
        (rf"{_YEAR}年前([一二两三1-3])个?季度", lambda m: Period.ytd(int(m[1]), 3 * _ordinal(m[2]))),
        (rf"(?:农历|LUNAR){_YEAR}年?", lambda m: Period.lunar_year(int(m[1]))),
        (rf"{_YEAR}([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}})", lambda m: _one_day(m[1], m[3], m[4])),
        (rf"{_YEAR}年([0-9]{{1,2}})月([0-9]{{1,2}})[日号]", lambda m: _one_day(m[1], m[2], m[3])),
    )
)


def parse_period(text: str) -> Period:
    """Return the period that a clerk wrote. Full-width signs and blanks do not matter.

    A month to a month from January is the year to date (ytd); any other two ends, both within,
    are a range. `parse_period(period.code)` is `period`; the label too is understood.
    Raises:  UnknownPeriod, with the reason or with examples.
    """
    plain = _plain(text)
    told = re.fullmatch(rf"农历[^\W\d]{{2}}年\({_YEAR}年.+\)", plain)
    if told:
        return _lunar_year_told_by_days(text, plain, told[1])
    pieces = _split(plain)
    if len(pieces) == 1:
        return _piece(text, pieces[0])
    if len(pieces) == 2:
        return _between(_piece(text, pieces[0]), _piece(text, _completed(pieces[1], pieces[0])))
    raise _not_understood(text)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()


def _split(plain: str) -> list[str]:
    """Return one piece or two; the years and months that the second leaves out are not filled in."""
    marked = re.sub(r"\.{2,}|[—–―~〜−]+|到|--", "至", plain)
    marked = re.sub(r"(?<=[月日号])-|(?<=[0-9])-(?=[0-9]{1,2}月)", "至", marked)
    pieces = marked.split("至")
    if len(pieces) == 2 and re.fullmatch(rf"{_YEAR}年[0-9]{{1,2}}", pieces[0]):
        pieces[0] += "月"
    return pieces


def _completed(piece: str, first: str) -> str:
    """Return the second piece with what it leaves out taken from the first: 8月1日, 31日."""
    dated = re.match(rf"({_YEAR}年)([0-9]{{1,2}}月)?", first)
    if dated is None:
        return piece
    if re.fullmatch(r"[0-9]{1,2}月(?:份|[0-9]{1,2}[日号])?", piece):
        return dated[1] + piece
    if dated[3] and re.fullmatch(r"[0-9]{1,2}[日号]", piece):
        return dated[1] + dated[3] + piece
    return piece


def _piece(text: str, piece: str) -> Period:
    for pattern, make in _PIECES:
        match = pattern.fullmatch(piece)
        if match:
            return make(match)
    raise _not_understood(text)


def _between(first: Period, last: Period) -> Period:
    months = first.kind == last.kind == "month"
    if months and first.start.month == 1 and first.start.year == last.start.year:
        return Period.ytd(last.start.year, last.start.month)
    return Period.range(first.start, last.last_day)


def _one_day(year: str, month: str, day: str) -> Period:
    within = Period.month(int(year), int(month))
    days = calendar.monthrange(within.start.year, within.start.month)[1]
    if not 1 <= int(day) <= days:
        raise UnknownPeriod(f"没有{within.label}{int(day)}日：{within.label}只有{days}天，请改正。")
    only = dt.date(within.start.year, within.start.month, int(day))
    return Period.range(only, only)


def _lunar_year_told_by_days(text: str, plain: str, year: str) -> Period:
    """Return the lunar year whose label was written; its name alone comes back every 60 years."""
    lunar = Period.lunar_year(int(year))
    if _plain(lunar.label) != plain:
        raise UnknownPeriod(f"“{_shown(text)}”与历法不符：{lunar.label}，请改正。")
    return lunar


def _ordinal(sign: str) -> int:
    return _ORDINALS[sign] if sign in _ORDINALS else int(sign)


def _shown(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _not_understood(text: str) -> UnknownPeriod:
    return UnknownPeriod(f"看不懂期间“{_shown(text)}”。可以这样写：{EXAMPLES}。")
