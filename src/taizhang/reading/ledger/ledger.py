"""Reading an office ledger: its sheet, its header, its rows; nothing is dropped without a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from taizhang.kernel.refusal import Refused
from taizhang.reading.gate import CellValue, EmptyWorkbook, Sheet, Workbook, open_workbook
from taizhang.reading.ledger.cells import Cell, CellReader, joined_span
from taizhang.reading.ledger.columns import Column
from taizhang.reading.ledger.header import Header, HeaderNotFound, find_header
from taizhang.reading.ledger.merging import MergedAreas
from taizhang.reading.ledger.skipping import SkippedLine, reason_to_skip
from taizhang.reading.ledger.wording import shown
from taizhang.reading.ledger.years import year_of

Progress = Callable[[int, int], None]
_PROGRESS_EVERY = 500
_DITTO = frozenset({"同上", "〃", "″", "＂", '"', "“", "”", "''", "同前"})


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row: the number that Excel shows, its cells by field, and its cells as they stand."""

    row: int
    cells: Mapping[str, Cell]
    original: tuple[CellValue, ...]

    @property
    def has_error(self) -> bool:
        return any(cell.error for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as it was read.

    `template` is the id and version when we wrote the file ("records/1"), else "".
    `header_row` is the last row of the header, as Excel numbers it; `labels` are all labels of
    the file from column A on; `mapping` leads from field to label; `notes` are Chinese sentences
    on what was assumed, `skipped` the lines left out.
    """

    sheet: str
    title: str
    template: str
    year: int | None
    header_row: int
    labels: tuple[str, ...]
    mapping: Mapping[str, str]
    unmapped_columns: tuple[str, ...]
    rows: tuple[LedgerRow, ...]
    skipped: tuple[SkippedLine, ...]
    notes: tuple[str, ...]


def read_ledger(
    *,
    path: Path,
    columns: Sequence[Column],
    year: int | None = None,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> Ledger:
    """Return the ledger of a table file.

    The sheet whose header fits best is taken unless `sheet` names one; other sheets that look
    like ledgers are named in the notes. `year` wins over the year of the title. Raises kinds of
    UnreadableFile for the file and HeaderNotFound for its content; a cell that cannot be read
    raises nothing but carries its error. `progress` is told rows done and rows in all.
    """
    workbook = open_workbook(path)
    source, header, top, notes = _choose_sheet(workbook, columns, sheet)
    titles = _title_lines(top, header)
    found, year_note = year_of(title_lines=titles, sheet_name=source.name, file_name=path.stem)
    notes += _note_on_year(year, found, year_note)
    year = found if year is None else year
    notes += header.notes
    if workbook.kind == "xls":
        notes.append("旧版 .xls 文件请在预览里核对前两列，再确认导入")
    rows, skipped = _read_rows(workbook, source, header, columns, year, progress)
    labels = header.labels
    used = set(header.columns.values()) | {at for parts in header.date_parts.values() for at in parts}
    return Ledger(
        sheet=source.name,
        title=titles[0] if titles else "",
        template=workbook.template,
        year=year,
        header_row=header.last_row + 1,
        labels=labels,
        mapping={field: labels[index] for field, index in header.columns.items()},
        unmapped_columns=tuple(label for index, label in enumerate(labels) if label and index not in used),
        rows=tuple(rows),
        skipped=tuple(skipped),
        notes=tuple(notes),
    )


def _note_on_year(given: int | None, found: int | None, note: str) -> list[str]:
    if given is None:
        return [note] if note else []
    if found in (None, given):
        return []
    return [f"导入时给出的年份是 {given}，而{note.removeprefix(f'年度 {found} 取自')}写的是 {found}"]


def ledger_sheets(*, path: Path, columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the visible sheets of a file that have the header of a ledger, in the file's order."""
    workbook = open_workbook(path)
    return tuple(name for name, _ in _fitting(workbook, columns)[0])


def _fitting(
    workbook: Workbook, columns: Sequence[Column]
) -> tuple[list[tuple[str, tuple[Sheet, Header, list[tuple[int, list[CellValue]]]]]], list[Refused]]:
    fitting = []
    refusals: list[Refused] = []
    for name in workbook.sheet_names:
        if name in workbook.hidden:
            continue
        sheet = workbook.sheet(name)
        try:
            header, top = find_header(sheet=sheet, columns=columns)
        except HeaderNotFound as refusal:
            refusals.append(refusal)
        else:
            fitting.append((name, (sheet, header, top)))
    return fitting, refusals


def _choose_sheet(
    workbook: Workbook, columns: Sequence[Column], asked: str | None
) -> tuple[Sheet, Header, list[tuple[int, list[CellValue]]], list[str]]:
    if asked is not None:
        sheet = workbook.sheet(asked)
        header, top = find_header(sheet=sheet, columns=columns)
        return sheet, header, top, []
    fitting, refusals = _fitting(workbook, columns)
    if not fitting:
        if not refusals:
            raise EmptyWorkbook(f"“{workbook.name}”里的工作表都是隐藏的，请先取消隐藏，或指定工作表。")
        raise refusals[0]
    best = max(fitting, key=lambda entry: (entry[1][1].score, entry[1][0].row_count))
    others = [name for name, _ in fitting if name != best[0]]
    notes = []
    if others:
        told = "、".join(f"“{name}”" for name in others)
        notes.append(f"读的是工作表“{best[0]}”；{told}也像台账，这次没有读，请另行指定工作表导入")
    return *best[1], notes


def _title_lines(top: Sequence[tuple[int, list[CellValue]]], header: Header) -> list[str]:
    lines = []
    for _, row in top[: header.first_row]:
        text = " ".join(shown(cell).strip() for cell in row if shown(cell).strip())
        if text:
            lines.append(text)
    return lines


def _read_rows(
    workbook: Workbook,
    sheet: Sheet,
    header: Header,
    columns: Sequence[Column],
    year: int | None,
    progress: Progress | None,
) -> tuple[list[LedgerRow], list[SkippedLine]]:
    readers = _RowReader(workbook, sheet, header, columns, year)
    rows: list[LedgerRow] = []
    skipped: list[SkippedLine] = []
    areas = MergedAreas(sheet.merged)
    for number, own in sheet.rows():
        index = number - 1
        filled = areas.filled(index, own)
        if progress is not None and number % _PROGRESS_EVERY == 0:
            progress(number, sheet.row_count)
        if index <= header.last_row or not any(_is_something(value) for value in filled):
            continue
        reason = reason_to_skip(
            own=own,
            filled=filled,
            labels=header.labels,
            needed=readers.needed,
            ordinal=header.columns.get("ordinal"),
        )
        if reason is not None:
            text = " ".join(shown(value).strip() for value in own if shown(value).strip())
            skipped.append(SkippedLine(number, reason, text[:200]))
            continue
        covered = areas.reaches_down(index)
        before = rows[-1] if rows else None
        rows.append(LedgerRow(number, readers.cells(index, filled, covered, before), tuple(filled)))
    if progress is not None:
        progress(sheet.row_count, sheet.row_count)
    return rows, skipped


def _is_something(value: CellValue) -> bool:
    return value != "" and (not isinstance(value, str) or not value.isspace())


class _RowReader:
    """Reads the cells of rows; equal cells of a column are read once."""

    def __init__(
        self, workbook: Workbook, sheet: Sheet, header: Header, columns: Sequence[Column], year: int | None
    ) -> None:
        self._fields = [
            (column, header.columns[column.field])
            for column in columns
            if column.field in header.columns and not column.ignored
        ]
        self.needed = [index for column, index in self._fields if column.required]
        self._readers = {
            column.field: CellReader(
                column, header.labels[index], year, workbook.kind == "csv", workbook.counts_from_1904
            )
            for column, index in self._fields
        }
        self._date_parts = header.date_parts
        self._broken = sheet.broken
        # In a file that we wrote, 同上 is what somebody entered as a text.
        self._has_dittos = not workbook.template
        self._known: dict[tuple[str, type, CellValue], Cell] = {}

    def cells(
        self, index: int, row: Sequence[CellValue], covered: Mapping[int, int], before: LedgerRow | None
    ) -> dict[str, Cell]:
        """Return the cells of one row by field. `covered` are columns merged from a row above."""
        cells: dict[str, Cell] = {}
        for column, place in self._fields:
            value = self._value(column.field, place, row)
            origin = covered.get(place)
            broken = self._broken.get((index if origin is None else origin, place))
            if broken is not None and value == "":
                cells[column.field] = Cell(
                    "", None, error=f"“{self._readers[column.field].label}”的{broken}。"
                )
            elif self._has_dittos and isinstance(value, str) and value.strip() in _DITTO:
                cells[column.field] = _ditto(value, before, column.field)
            else:
                cell = self._read(column, value)
                if origin is not None and column.type == "quantity" and cell.value is not None:
                    cell = Cell(
                        cell.raw, cell.value, f"合并单元格，与第 {origin + 1} 行是同一个数", cell.error
                    )
                cells[column.field] = cell
        for column, _ in self._fields:
            if column.ends in cells:
                cells[column.ends] = joined_span(cells[column.ends], cells[column.field])
        return cells

    def _value(self, field: str, place: int, row: Sequence[CellValue]) -> CellValue:
        """Return the cell of a field; a date in two or three columns is put together."""
        parts = self._date_parts.get(field)
        if parts is None:
            return row[place] if place < len(row) else ""
        signs = [shown(row[at]).strip() if at is not None and at < len(row) else "" for at in parts]
        return "".join(text + sign for text, sign in zip(signs, "年月日", strict=True) if text)

    def _read(self, column: Column, value: CellValue) -> Cell:
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
    return Cell(value, above.value, note=f"“{value.strip()}”取第 {before.row} 行的“{above.raw}”")
