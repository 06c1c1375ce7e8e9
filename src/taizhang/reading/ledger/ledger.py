"""Reading an office ledger: its sheets, their headers, their rows; nothing is dropped without a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from taizhang.reading.gate import CellValue, Workbook, open_workbook
from taizhang.reading.ledger.columns import Column
from taizhang.reading.ledger.merging import MergedAreas
from taizhang.reading.ledger.row_reading import LedgerRow, RowReader
from taizhang.reading.ledger.sheets import LedgerSheet, choose_sheets
from taizhang.reading.ledger.skipping import SECTION_LINE, SkippedLine, reason_to_skip
from taizhang.reading.ledger.wording import shown
from taizhang.reading.ledger.years import year_of

Progress = Callable[[int, int], None]
_PROGRESS_EVERY = 500


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as it was read.

    `template` is the id and version when we wrote the file ("records/1"), else "".
    `header_row` is the last row of the header, as Excel numbers it; `labels` are all labels of
    the file from column A on; `mapping` leads from field to label; `notes` are Chinese sentences
    on what was assumed, `skipped` the lines left out. `sheets` are all sheets that were read,
    `sheet` the first of them: its are title, year, header_row and labels.
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
    sheets: tuple[str, ...] = ()


def read_ledger(
    *,
    path: Path,
    columns: Sequence[Column],
    year: int | None = None,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> Ledger:
    """Return the ledger of a table file.

    The sheet whose header fits best is taken with all that have the same labels, unless `sheet`
    names one; other sheets that look like ledgers are named in the notes. `year` wins over the
    year of the title. Raises kinds of UnreadableFile for the file and HeaderNotFound for its
    content; a cell that cannot be read raises nothing but carries its error. `progress` is told
    rows done and rows in all.
    """
    workbook = open_workbook(path)
    chosen, notes = choose_sheets(workbook=workbook, columns=columns, asked=sheet)
    years, year_notes = _years(chosen, file_name=path.stem, given=year)
    notes += year_notes
    for one in chosen:
        notes += [note for note in one.header.notes if note not in notes]
    if workbook.kind == "xls":
        notes.append("旧版 .xls 文件请在预览里核对前两列，再确认导入")
    rows: list[LedgerRow] = []
    skipped: list[SkippedLine] = []
    told = _Told(progress, sum(one.source.row_count for one in chosen))
    for one, its_year in zip(chosen, years, strict=True):
        _read_rows(workbook, one, columns, its_year, told, rows, skipped)
    told.end()
    header = chosen[0].header
    used = set(header.columns.values()) | {at for parts in header.date_parts.values() for at in parts}
    used.add(header.month_column)
    return Ledger(
        sheet=chosen[0].source.name,
        title=chosen[0].title_lines[0] if chosen[0].title_lines else "",
        template=workbook.template,
        year=years[0],
        header_row=header.last_row + 1,
        labels=header.labels,
        mapping={field: header.labels[index] for field, index in header.columns.items()},
        unmapped_columns=tuple(
            label for index, label in enumerate(header.labels) if label and index not in used
        ),
        rows=tuple(rows),
        skipped=tuple(skipped),
        notes=tuple(notes),
        sheets=tuple(one.source.name for one in chosen),
    )


@dataclass(slots=True)
class _Told:
    """Tells the progress over all sheets."""

    progress: Progress | None
    total: int
    before: int = 0

    def at(self, number: int) -> None:
        if self.progress is not None and number % _PROGRESS_EVERY == 0:
            self.progress(self.before + number, self.total)

    def end(self) -> None:
        if self.progress is not None:
            self.progress(self.total, self.total)


def _years(
    chosen: Sequence[LedgerSheet], *, file_name: str, given: int | None
) -> tuple[list[int | None], list[str]]:
    """Return the year of each sheet; one that names none takes what all the others agree on."""
    years: list[int | None] = []
    notes: list[str] = []
    for one in chosen:
        found, note = year_of(title_lines=one.title_lines, sheet_name=one.source.name, file_name=file_name)
        years.append(found)
        note = _note_on_year(given, found, note)
        if note and note not in notes:
            notes.append(note)
    if given is not None:
        return [given] * len(years), notes
    agreed = {year for year in years if year is not None}
    if len(agreed) == 1 and None in years:
        notes += [
            f"工作表“{one.source.name}”没有写年份，与其他工作表同取 {next(iter(agreed))} 年"
            for one, year in zip(chosen, years, strict=True)
            if year is None
        ]
        return [next(iter(agreed))] * len(years), notes
    return years, notes


def _note_on_year(given: int | None, found: int | None, note: str) -> str:
    if given is None:
        return note
    if found in (None, given):
        return ""
    return f"导入时给出的年份是 {given}，而{note.removeprefix(f'年度 {found} 取自')}写的是 {found}"


def _read_rows(
    workbook: Workbook,
    one: LedgerSheet,
    columns: Sequence[Column],
    year: int | None,
    told: _Told,
    rows: list[LedgerRow],
    skipped: list[SkippedLine],
) -> None:
    """Read one sheet, adding to `rows` and `skipped`."""
    header, sheet = one.header, one.source
    reader = RowReader(workbook, sheet, header, columns, year)
    areas = MergedAreas(sheet.merged)
    before: LedgerRow | None = None
    for number, own in sheet.rows():
        index = number - 1
        filled = areas.filled(index, own)
        told.at(number)
        if index <= header.last_row or not any(_is_something(value) for value in filled):
            continue
        reason = reason_to_skip(
            own=own,
            filled=filled,
            labels=header.labels,
            needed=reader.needed,
            dates=reader.dates,
            ordinal=header.columns.get("ordinal"),
        )
        if reason is not None:
            text = " ".join(shown(value).strip() for value in own if shown(value).strip())
            skipped.append(SkippedLine(number, reason, text[:200], sheet.name))
            if reason == SECTION_LINE:
                reader.under(text)
            continue
        covered = areas.reaches_down(index)
        before = LedgerRow(number, reader.cells(index, filled, covered, before), tuple(filled), sheet.name)
        rows.append(before)
    told.before += sheet.row_count


def _is_something(value: CellValue) -> bool:
    return value != "" and (not isinstance(value, str) or not value.isspace())
