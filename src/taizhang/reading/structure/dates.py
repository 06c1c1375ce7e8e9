"""The date under a report: 2019年12月5日, 二〇一九年十二月五日, 2019.12.5."""

from __future__ import annotations

import datetime as dt
import re

from taizhang.kernel.numerals import fold_width, read_digits, read_numeral

_CN = "[零〇○Ｏ0一二三四五六七八九十廿卅]"
_DAY = re.compile(
    rf"[（(]?\s*(?P<year>\d{{4}}|{_CN}{{4}})\s*(?:年|[./-])\s*(?P<month>\d{{1,2}}|{_CN}{{1,2}})"
    rf"\s*(?:月|[./-])\s*(?P<day>\d{{1,2}}|{_CN}{{1,4}})\s*[日号]?\s*[)）]?"
)
_UNFINISHED = re.compile(
    rf"[（(]?\s*(?:(?:\d{{4}}|{_CN}{{4}}|[\d*×xX○]{{2,4}})\s*年)\s*"
    rf"(?:(?:\d{{1,2}}|{_CN}{{1,3}}|[*×xX○ ]*)\s*月)?\s*(?:[*×xX○ ]*\s*日)?\s*[)）]?"
)


def is_date_line(text: str) -> bool:
    """Return whether the line is a date and nothing else, a whole one or an unfinished one."""
    folded = fold_width(text)
    return bool(_DAY.fullmatch(folded) or _UNFINISHED.fullmatch(folded))


def read_day(text: str) -> dt.date | None:
    """Return the day that a date line says; None when day or month are missing or do not exist."""
    match = _DAY.fullmatch(fold_width(text))
    if match is None:
        return None
    year, month, day = (_number(match[part]) for part in ("year", "month", "day"))
    if year is None or month is None or day is None:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def split_trailing_day(text: str) -> tuple[str, str]:
    """Return what stands before a date at the end of the line, and that date; "" without one."""
    folded = fold_width(text)
    for match in _DAY.finditer(folded):
        if match.end() == len(folded) and match.start() > 0:
            return text[: match.start()].rstrip(), text[match.start() :].lstrip()
    return text, ""


def _number(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        return int(text)
    return read_digits(text.replace("0", "〇")) if len(text) == 4 else read_numeral(text)
