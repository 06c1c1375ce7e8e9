"""Months written once for several lines: a line “3月”, or a column 月份 beside one of days."""

from __future__ import annotations

import re
from dataclasses import dataclass

from taizhang.kernel.date_span import DateSpan
from taizhang.kernel.numerals import fold_width, read_numeral
from taizhang.reading.gate import CellValue
from taizhang.reading.ledger.cells import Cell, CellReader
from taizhang.reading.ledger.wording import shown

_HEAD = re.compile(
    r"[(]?(?:((?:19|20)[0-9]{2})[年./-])?([0-9]{1,2}|[一二三四五六七八九十]{1,2}|元)月份?[)]?"
    r"(?:活动|工作|台账|记录|开展情况|活动情况)?[:：]?"
)
_BARE = re.compile(r"([0-9]{1,2}|[一二三四五六七八九十]{1,2})")
_DAYS = re.compile(
    r"[0-9]{1,2}(?:[日号]|(?=\s*$)|(?=\s*(?:-|—+|–|~|至|到|、|,|，)\s*[0-9]{1,2}[日号])|(?=\s*[（(上下晚早中全周星]))"
)
_EITHER = re.compile(r"\s*([0-9]{1,2})\s*[-~—–]\s*[0-9]{1,2}\s*")


@dataclass(frozen=True, slots=True)
class Month:
    """A month, with its year where one is written, and how it stands there."""

    year: int | None
    month: int
    text: str


def month_of(text: str) -> Month | None:
    """Return the month that a line or cell names and nothing else: 3月, 三月份, 2024年3月活动."""
    match = _HEAD.fullmatch(_plain(text))
    return None if match is None else _month(match[1], match[2], text.strip())


def month_in_column(value: CellValue) -> Month | None:
    """Return the month of a cell in a column 月份, where a bare 3 will do."""
    text = shown(value)
    match = _BARE.fullmatch(_plain(text))
    return month_of(text) if match is None else _month(None, match[1], f"{text.strip()}月")


def _month(year: str | None, number: str, text: str) -> Month | None:
    month = 1 if number == "元" else int(number) if number.isdigit() else read_numeral(number)
    if month is None or not 1 <= month <= 12:
        return None
    return Month(int(year) if year else None, month, text)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", fold_width(text))


def date_under(*, value: CellValue, month: Month, reader: CellReader) -> Cell:
    """Return the date of a line below that month: a day alone takes it, a whole date is held against it."""
    raw = shown(value)
    text = fold_width(raw).strip()
    if _DAYS.match(text):
        year = f"{month.year}年" if month.year else ""
        cell = reader.read(f"{year}{month.month}月{text}")
        if not cell.error:
            return Cell(raw, cell.value, "；".join(filter(None, (cell.note, f"月份取自“{month.text}”"))))
    cell = reader.read(value)
    if not isinstance(cell.value, DateSpan) or _within(cell.value, month):
        return cell
    either = _EITHER.fullmatch(text)
    if either is not None:
        return Cell(
            raw,
            None,
            error=f"“{raw.strip()}”写在“{month.text}”下面，分不清是月和日还是两天，请写成 3月5日-7日。",
        )
    return Cell(
        raw, cell.value, "；".join(filter(None, (cell.note, f"与“{month.text}”不是同一个月，请核对")))
    )


def _within(span: DateSpan, month: Month) -> bool:
    return month.month in (span.start.month, span.end.month)
