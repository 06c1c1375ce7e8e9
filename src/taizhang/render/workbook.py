"""Excel out: the sheet that is filled in and read back, and the sheet that shows what was wrong."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from taizhang.kernel.refusal import Refused

CellOut = str | int | float | Decimal | dt.date | dt.datetime | dt.time | dt.timedelta | None

TEMPLATE_NAME = "taizhang_template"
"""The defined name that carries template id and version, where no clerk can lose it."""
DICTIONARY_SHEET = "字典"
ERROR_LABEL = "错误说明"
MOST_SIGNS, MOST_ROWS = 32_767, 1_048_576
_CREATED = dt.datetime(2020, 1, 1)
_LIST_REACHES = 2000
"""Rows below the data that still offer the drop-down lists."""
_FORMULA_LIKE = re.compile(r"[=+\-@\t\r']")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


class CellTooLong(Refused):
    """A text is longer than a cell of Excel may be."""


class TooManyRows(Refused):
    """There are more rows than a sheet of Excel has."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column to write. `kind` "id" keeps long digits as text in what a clerk adds below too."""

    label: str
    kind: Literal["text", "id", "date", "number"] = "text"
    width: float = 14
    required: bool = False


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A row of a file with its cells as they stood and the errors by the place of their column."""

    row: int
    cells: Sequence[CellOut | bool]
    errors: Mapping[int, str]


def write_workbook(
    *,
    to: Path | BinaryIO,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[CellOut]],
    sheet_name: str,
    title: str = "",
    lists: Mapping[str, Sequence[str]] | None = None,
    template: str = "",
    sample: Sequence[CellOut] | None = None,
) -> int:
    """Write a workbook that reads back the same; return the number of rows written.

    Text is always written as text: what begins with = + - @ is never a formula and comes back
    sign for sign (line ends as \\n; signs that XML cannot hold as U+FFFD). `lists` gives columns,
    by label, the choices of their drop-down. `template` ("records/1") is kept in a hidden
    defined name. `sample` is a grey line that the reader leaves out. The same content gives the
    same bytes. Raises CellTooLong and TooManyRows.
    """
    with _Book(to) as book:
        sheet = book.sheet(sheet_name, columns, title)
        if sample is not None:
            sheet.write(["示例", *sample[1:]], grey=True)
        count = 0
        for row in rows:
            sheet.write(row)
            count += 1
        book.offer_lists(sheet, lists or {})
        if template:
            book.name_template(template)
    return count


def write_error_workbook(
    *,
    to: Path | BinaryIO,
    labels: Sequence[str],
    rows: Iterable[FaultyRow],
    sheet_name: str,
    title: str = "",
    only_faulty: bool = True,
) -> int:
    """Write the rows of a file with a column 错误说明 and red cells; return the number of rows.

    The columns are those of the file, so that it can be mended here and imported again; `title`
    should be the title of the file, which may carry its year. The row numbers are those of the
    file that was refused.
    """
    columns = [SheetColumn(label, width=16) for label in labels] + [SheetColumn(ERROR_LABEL, width=60)]
    count = 0
    with _Book(to) as book:
        sheet = book.sheet(sheet_name, columns, title)
        for row in rows:
            if only_faulty and not row.errors:
                continue
            told = "；".join(
                f"{_label(labels, place)}：{reason}" for place, reason in sorted(row.errors.items())
            )
            cells = [*row.cells[: len(labels)], *[None] * (len(labels) - len(row.cells))]
            explained = f"原第 {row.row} 行：{told}" if told else None
            sheet.write([*cells, explained], red=frozenset(row.errors))
            count += 1
    return count


def _label(labels: Sequence[str], place: int) -> str:
    return f"“{labels[place]}”" if 0 <= place < len(labels) else "整行"


class _Book:
    """An open workbook; closed, and so written, at the end of the `with`."""

    def __init__(self, to: Path | BinaryIO) -> None:
        target = str(to) if isinstance(to, Path) else to
        self._book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_urls": False})
        self._book.set_properties({"created": _CREATED, "title": "", "author": ""})
        self._formats: dict[tuple[str, ...], Format] = {}

    def __enter__(self) -> _Book:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if error is not None:
            # Nothing half written stays behind, and the temporary files are closed.
            self._book.filename = io.BytesIO()
        self._book.close()

    def sheet(self, name: str, columns: Sequence[SheetColumn], title: str) -> _Sheet:
        clean = _NOT_IN_SHEET_NAME.sub("_", name).strip("'")[:31] or "台账"
        if clean in (DICTIONARY_SHEET, "History"):
            clean += "_"
        return _Sheet(self, self._book.add_worksheet(clean), columns, title)

    def style(self, *marks: str) -> Format:
        """Return the cell format with these marks, made once."""
        if marks not in self._formats:
            settings: dict[str, object] = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
            for mark in marks:
                settings |= _MARKS[mark]
            self._formats[marks] = self._book.add_format(settings)
        return self._formats[marks]

    def offer_lists(self, sheet: _Sheet, lists: Mapping[str, Sequence[str]]) -> None:
        """Put the choices on a hidden sheet; a list written inline may hold only 255 signs."""
        offered = [
            (index, list(lists[c.label])) for index, c in enumerate(sheet.columns) if lists.get(c.label)
        ]
        if not offered:
            return
        dictionary = self._book.add_worksheet(DICTIONARY_SHEET)
        dictionary.hide()
        for line in range(max(len(choices) for _, choices in offered)):
            for place, (_, choices) in enumerate(offered):
                if line < len(choices):
                    dictionary.write_string(line, place, choices[line])
        for place, (index, choices) in enumerate(offered):
            letter = xlsxwriter.utility.xl_col_to_name(place)
            source = f"='{DICTIONARY_SHEET}'!${letter}$1:${letter}${len(choices)}"
            last = min(sheet.next_row + _LIST_REACHES, MOST_ROWS - 1)
            rule = {
                "validate": "list",
                "source": source,
                "error_type": "warning",
                "error_title": "不在清单里",
                "error_message": "这个词不在清单里，导入时可能认不出来。",
            }
            sheet.worksheet.data_validation(sheet.first_row, index, last, index, rule)

    def name_template(self, template: str) -> None:
        self._book.define_name(TEMPLATE_NAME, '="' + template.replace('"', "") + '"')


_MARKS: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "header": {"bold": True, "align": "center", "text_wrap": True, "border": 1, "bg_color": "#EDE7DA"},
    "required": {"font_color": "#B02A1B"},
    "text": {"text_wrap": True, "num_format": "@"},
    "plain": {"text_wrap": True},
    "quote": {"quote_prefix": True},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm:ss", "align": "center"},
    "time": {"num_format": "hh:mm:ss", "align": "center"},
    "grey": {"font_color": "#626D78", "italic": True},
    "red": {"bg_color": "#F8D7D2", "border": 1, "border_color": "#B02A1B"},
}


class _Sheet:
    """The sheet being written, from the top down."""

    def __init__(self, book: _Book, worksheet: Worksheet, columns: Sequence[SheetColumn], title: str) -> None:
        self._book = book
        self.worksheet = worksheet
        self.columns = columns
        self.next_row = 0
        for index, column in enumerate(columns):
            shape = {"id": ("text",), "date": ("date",)}.get(column.kind, ("plain",))
            worksheet.set_column(index, index, column.width, book.style(*shape))
        if title:
            worksheet.set_row(0, 30)
            if len(columns) > 1:
                worksheet.merge_range(0, 0, 0, len(columns) - 1, "", book.style("title"))
            worksheet.write_string(0, 0, _sound(title), book.style("title"))
            self.next_row = 1
        for index, column in enumerate(columns):
            marks = ("header", "required") if column.required else ("header",)
            worksheet.write_string(self.next_row, index, _sound(column.label), book.style(*marks))
        self.next_row += 1
        worksheet.freeze_panes(self.next_row, 0)
        worksheet.repeat_rows(self.next_row - 1)
        self.first_row = self.next_row

    def write(
        self, cells: Sequence[CellOut | bool], *, grey: bool = False, red: frozenset[int] = frozenset()
    ) -> None:
        if self.next_row >= MOST_ROWS:
            raise TooManyRows(
                f"行数超过一张工作表的上限（{MOST_ROWS} 行），请缩小期间或单位范围，分几次导出。"
            )
        for index, cell in enumerate(cells):
            marks = (("grey",) if grey else ()) + (("red",) if index in red else ())
            self._write_cell(index, cell, marks)
        self.next_row += 1

    def _write_cell(self, index: int, cell: CellOut | bool, marks: tuple[str, ...]) -> None:
        row, sheet = self.next_row, self.worksheet
        if isinstance(cell, bool):
            cell = "是" if cell else "否"
        if cell is None or cell == "":
            if marks:
                sheet.write_blank(row, index, None, self._book.style("plain", *marks))
        elif isinstance(cell, str):
            self._write_text(index, cell, marks)
        elif isinstance(cell, (int, float, Decimal)):
            if _is_exact(cell):
                sheet.write_number(row, index, float(cell), self._book.style("plain", *marks))
            else:
                self._write_text(index, str(cell), marks)
        elif isinstance(cell, dt.date) and cell.year < 1930:
            # Excel's calendar begins in 1900 with a day that never was.
            self._write_text(index, cell.isoformat(), marks)
        else:
            sheet.write_datetime(row, index, cell, self._book.style(_shape_of(cell), *marks))

    def _write_text(self, index: int, text: str, marks: tuple[str, ...]) -> None:
        text = _sound(text)
        if len(text) > MOST_SIGNS:
            label = self.columns[index].label if index < len(self.columns) else ""
            raise CellTooLong(
                f"第 {self.next_row + 1} 行“{label}”有 {len(text)} 个字，一格最多 {MOST_SIGNS} 个字，请删短后再导出。"
            )
        quote = ("quote",) if _FORMULA_LIKE.match(text) else ()
        self.worksheet.write_string(self.next_row, index, text, self._book.style("text", *quote, *marks))


def _shape_of(cell: dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(cell, dt.datetime):
        return "moment"
    return "date" if isinstance(cell, dt.date) else "time"


def _is_exact(number: int | float | Decimal) -> bool:
    """Tell whether Excel, which keeps 15 digits, keeps the number."""
    if isinstance(number, float):
        return number == number and abs(number) < 1e300
    exact = Decimal(number)
    return exact.is_finite() and len(exact.normalize().as_tuple().digits) <= 15 and abs(exact) < 10**15


def _sound(text: str) -> str:
    """Return the text as a cell can hold it."""
    return _NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
