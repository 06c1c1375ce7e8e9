"""Reading the rows of one sheet: merged areas, 同上, dates in several columns, months over several lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from taizhang.reading.gate import CellValue, Sheet, Workbook
from taizhang.reading.ledger.cells import Cell, CellReader, joined_span
from taizhang.reading.ledger.columns import Column
from taizhang.reading.ledger.header import Header
from taizhang.reading.ledger.months import Month, date_under, month_in_column, month_of
from taizhang.reading.ledger.wording import shown
from taizhang.reading.ledger.years import years_in

_DITTO = frozenset({"同上", "〃", "″", "＂", '"', "“", "”", "''", "同前"})


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row: the number that Excel shows, its cells by field, its cells as they stand, its sheet."""

    row: int
    cells: Mapping[str, Cell]
    original: tuple[CellValue, ...]
    sheet: str = ""

    @property
    def has_error(self) -> bool:
        return any(cell.error for cell in self.cells.values())


class RowReader:
    """Reads the cells of rows from the top down; equal cells of a column are read once.

    `month` is the month of the last line that named one; `needed` and `dates` are the columns of
    the required fields and of the required dates.
    """

    def __init__(
        self, workbook: Workbook, sheet: Sheet, header: Header, columns: Sequence[Column], year: int | None
    ) -> None:
        self._fields = [
            (column, header.columns[column.field])
            for column in columns
            if column.field in header.columns and not column.ignored
        ]
        self.needed = [index for column, index in self._fields if column.required]
        self.dates = [index for column, index in self._fields if column.required and column.type == "date"]
        self.month: Month | None = None
        self._readers = {
            column.field: CellReader(
                column, header.labels[index], year, workbook.kind == "csv", workbook.counts_from_1904
            )
            for column, index in self._fields
        }
        self._date_parts = header.date_parts
        self._month_column = header.month_column
        self._broken = sheet.broken
        # In a file that we wrote, 同上 is what somebody entered as a text.
        self._has_dittos = not workbook.template
        self._known: dict[tuple[str, type, CellValue], Cell] = {}

    def under(self, heading: str) -> None:
        """Take month and year from a line that heads the lines below it: 3月, 2024年二季度."""
        self.month = month_of(heading)
        years = years_in(heading)
        if len(years) == 1:
            self._readers = {field: replace(reader, year=years[0]) for field, reader in self._readers.items()}
            self._known.clear()

    def cells(
        self, index: int, row: Sequence[CellValue], covered: Mapping[int, int], before: LedgerRow | None
    ) -> dict[str, Cell]:
        """Return the cells of one row by field. `covered` are columns merged from a row above."""
        self._note_month(row)
        cells: dict[str, Cell] = {}
        for column, place in self._fields:
            value = self._value(column.field, place, row)
            origin = covered.get(place)
            broken = self._broken.get((index if origin is None else origin, place))
            if broken is not None and value == "":
                label = self._readers[column.field].label
                cells[column.field] = Cell("", None, error=f"“{label}”的{broken}。")
            elif self._has_dittos and isinstance(value, str) and value.strip() in _DITTO:
                cells[column.field] = _ditto(value, before, column.field)
            else:
                cell = self._read(column, value)
                if origin is not None and column.type == "quantity" and cell.value is not None:
                    note = f"合并单元格，与第 {origin + 1} 行是同一个数"
                    cell = Cell(cell.raw, cell.value, note, cell.error)
                cells[column.field] = cell
        for column, _ in self._fields:
            if column.ends in cells:
                cells[column.ends] = joined_span(cells[column.ends], cells[column.field])
        return cells

    def _note_month(self, row: Sequence[CellValue]) -> None:
        """Take the month of the row's own column 月份; an empty cell there leaves the one above."""
        if self._month_column is not None and self._month_column < len(row):
            said = row[self._month_column]
            if shown(said).strip():
                self.month = month_in_column(said)

    def _value(self, field: str, place: int, row: Sequence[CellValue]) -> CellValue:
        """Return the cell of a field; a date in two or three columns is put together."""
        parts = self._date_parts.get(field)
        if parts is None:
            return row[place] if place < len(row) else ""
        signs = [shown(row[at]).strip() if at is not None and at < len(row) else "" for at in parts]
        return "".join(text + sign for text, sign in zip(signs, "年月日", strict=True) if text)

    def _read(self, column: Column, value: CellValue) -> Cell:
        if column.type == "date" and self.month is not None and value != "":
            return date_under(value=value, month=self.month, reader=self._readers[column.field])
        key = (column.field, type(value), value)
        known = self._known.get(key)
        if known is None:
            known = self._readers[column.field].read(value)
            if len(self._known) < 200_000:
                self._known[key] = known
        return known


def _ditto(value: str, before: LedgerRow | None, field: str) -> Cell:
    """Read 同上 as the cell above."""
    if before is None:
        return Cell(value, None, error=f"写的是“{value.strip()}”，可上面没有行，请写明。")
    above = before.cells[field]
    if above.value is None:
        return Cell(
            value, None, error=f"写的是“{value.strip()}”，可第 {before.row} 行也没有可用的内容，请写明。"
        )
    said = above.value if isinstance(above.value, str) else above.raw
    return Cell(value, above.value, note=f"“{value.strip()}”取第 {before.row} 行的“{said}”")
