"""The sheets of a table file, made lines of text; a cell merged downwards counts for every row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from taizhang.reading.division.row import DivisionFileRefused, UnitRow
from taizhang.reading.division.table import NoHeader, TableLine, read_table
from taizhang.reading.gate import CellValue, Merged, Sheet, open_workbook


def read_workbook(path: Path) -> list[UnitRow]:
    """Return the units of every visible sheet that has a header; the other sheets are remarks.

    Raises:  DivisionFileRefused, and what the gate refuses.
    """
    book = open_workbook(path)
    names = [name for name in book.sheet_names if name not in book.hidden] or list(book.sheet_names)
    rows: list[UnitRow] = []
    refusal: NoHeader | None = None
    for name in names:
        place = f"“{path.name}”" if len(names) == 1 else f"“{path.name}”的工作表“{name}”"
        try:
            source = "" if len(names) == 1 else f"工作表“{name}”"
            rows.extend(read_table(_lines(book.sheet(name)), file=place, source=source))
        except NoHeader as error:
            refusal = refusal or error
    if not rows and refusal is not None:
        raise refusal
    return rows


def _lines(sheet: Sheet) -> Iterator[TableLine]:
    covered = _covered(sheet.merged)
    values: dict[tuple[int, int], str] = {}
    broken = {row for row, _ in sheet.broken}
    for number, cells in sheet.rows():
        texts = [_text(cell) for cell in cells]
        for column in range(len(texts)):
            place = (number - 1, column)
            if place in covered:
                texts[column] = values.get(covered[place], "")
            values[place] = texts[column]
        if number - 1 in broken:
            column, reason = next((at, why) for (row, at), why in sheet.broken.items() if row == number - 1)
            raise DivisionFileRefused(f"工作表“{sheet.name}”第{number}行第{column + 1}列的{reason}。")
        yield TableLine(row=number, cells=texts)


def _covered(merged: tuple[Merged, ...]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return which cell gives its value to each cell below it in a merged area."""
    return {
        (row, left): (top, left) for (top, left), (bottom, _) in merged for row in range(top + 1, bottom + 1)
    }


def _text(cell: CellValue) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
