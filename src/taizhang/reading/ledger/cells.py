"""Reading one cell by the type of its column; the original text stays beside the value."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from taizhang.kernel.chinese_date import DateSpan, NoDateGiven, NotADate, read_date
from taizhang.kernel.date_span import Precision
from taizhang.kernel.quantity import NoNumberGiven, NotANumber, Quantity, clean_decimal, read_quantity
from taizhang.kernel.recurrence import NotAFrequency, Once, parse_frequency
from taizhang.reading.gate import CellValue
from taizhang.reading.ledger.columns import Column, hint_of
from taizhang.reading.ledger.wording import shown

_DAYS_TO_1904 = 1462
_CSV_NUMBER = re.compile(r"[0-9]{1,2}\.[0-9]|[12][0-9]{3}\.[0-9]")
_UNITS_OF = {
    "人次": frozenset({"人次", "人", "名", "位", "个"}),
    "份": frozenset({"份", "册", "张", "本", "件", "套", "条", "幅", "页", "个"}),
    "分钟": frozenset({"分钟", "分", "小时", "学时", "课时"}),
}
_MINUTES = {"小时": 60}
_WHOLE = frozenset({"人次", "份", "分钟"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its original text, its value (DateSpan, Quantity, Frequency or str; None for none), what was
    assumed (`note`), and why it could not be read with the remedy (`error`)."""

    raw: str
    value: object | None
    note: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells of one column. `label` is the column's label in the file."""

    column: Column
    label: str
    year: int | None
    is_csv: bool = False
    counts_from_1904: bool = False

    def read(self, value: CellValue) -> Cell:
        """Return the cell; a cell that cannot be read carries its error."""
        raw = shown(value)
        if not raw.strip():
            error = f"“{self.label}”没有填，请补上。" if self.column.required else ""
            return Cell(raw, None, error=error)
        if self.column.type == "date":
            return self._date(value, raw)
        if self.column.type == "quantity":
            return self._quantity(value, raw)
        if self.column.type == "frequency":
            return self._frequency(value, raw)
        return Cell(raw, raw.strip())

    def _date(self, value: CellValue, raw: str) -> Cell:
        if isinstance(value, str) and self.is_csv and _CSV_NUMBER.fullmatch(value.strip()):
            # A program that wrote 3.10 into a CSV file has written 3.1.
            value = float(value)
        if self.counts_from_1904 and isinstance(value, float) and 15000 < value < 60000:
            value += _DAYS_TO_1904
        try:
            span = read_date(value, year=self.year)
        except NoDateGiven as refusal:
            return Cell(raw, None, error=str(refusal) if self.column.required else "")
        except NotADate as refusal:
            return Cell(raw, None, error=str(refusal))
        return Cell(raw, span, note="；".join(span.notes))

    def _frequency(self, value: CellValue, raw: str) -> Cell:
        """Read 每月1次 or 6月底前; a cell that holds a day or a number is read as a date is."""
        if not isinstance(value, str):
            day = self._date(value, raw)
            once = Once(day.value.end) if isinstance(day.value, DateSpan) else None
            return Cell(raw, once, day.note, day.error)
        try:
            return Cell(raw, parse_frequency(value, self.year))
        except NotAFrequency as refusal:
            return Cell(raw, None, error=str(refusal))

    def _quantity(self, value: CellValue, raw: str) -> Cell:
        if isinstance(value, (dt.date, dt.time, dt.timedelta)):
            return Cell(raw, None, error=f"“{raw}”被存成了日期或时刻，不是数字，请把这一格改成数字。")
        try:
            quantity = read_quantity(value)
        except NoNumberGiven:
            return Cell(raw, None, note=f"写的是“{raw.strip()}”，按没有填处理")
        except NotANumber as refusal:
            return Cell(raw, None, error=str(refusal))
        return self._in_measure(quantity, raw)

    def _in_measure(self, quantity: Quantity, raw: str) -> Cell:
        """Bring the quantity to the column's unit: hours to minutes, 万人 of the label to persons."""
        measure = self.column.measure
        if not measure:
            return Cell(raw, quantity)
        hint = hint_of(self.label)
        unit = quantity.unit or hint.removeprefix("万")
        factor = Decimal(10**4 if hint.startswith("万") and not quantity.unit else 1)
        allowed = _UNITS_OF.get(measure, frozenset({measure}))
        if quantity.unit and quantity.unit not in allowed:
            return Cell(
                raw, None, error=f"“{raw}”的单位是“{quantity.unit}”，而“{self.label}”按{measure}计，请核对。"
            )
        if measure == "分钟" and not unit:
            return Cell(
                raw, None, error=f"“{raw}”没有写单位，分不清是小时还是分钟，请写成“2小时”或“90分钟”。"
            )
        if unit in ("学时", "课时"):
            return Cell(raw, None, error=f"“{raw}”是{unit}数，换算不成分钟，请写成“2小时”或“90分钟”。")
        factor *= _MINUTES.get(unit, 1) if measure == "分钟" else 1
        value, low, high = (
            self._scaled(number, factor) for number in (quantity.value, quantity.low, quantity.high)
        )
        note = f"按列名里的“{hint}”换算" if hint.startswith("万") and factor != 1 else ""
        for number in (value, low, high):
            if measure in _WHOLE and number is not None and number != number.to_integral_value():
                return Cell(
                    raw, None, error=f"“{raw}”不是整数，“{self.label}”按{measure}计，应是整数，请核对。"
                )
        return Cell(raw, Quantity(value, low, high, quantity.relation, measure, raw), note=note)

    def _scaled(self, number: Decimal | None, factor: Decimal) -> Decimal | None:
        if number is None:
            return None
        scaled = number * factor
        if self.column.measure == "分钟":
            # 1.33 hours are said for 80 minutes.
            scaled = scaled.quantize(Decimal(1), ROUND_HALF_UP)
        return clean_decimal(scaled)


def joined_span(start: Cell, end: Cell) -> Cell:
    """Return the date from a cell with the first day and a cell with the last."""
    if end.error or not isinstance(end.value, DateSpan) or not isinstance(start.value, DateSpan):
        return Cell(start.raw, start.value, start.note, start.error or end.error)
    raw = f"{start.raw}至{end.raw}"
    if end.value.end < start.value.start:
        return Cell(raw, None, error=f"结束日期“{end.raw}”早于开始日期“{start.raw}”，请核对。")
    first, last = start.value.start, end.value.end
    notes = tuple(dict.fromkeys(start.value.notes + end.value.notes))
    precision: Precision = "day" if first == last else "range"
    return Cell(raw, DateSpan(first, last, precision, notes, raw), note="；".join(notes))
