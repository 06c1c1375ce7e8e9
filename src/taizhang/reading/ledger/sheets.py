"""Which sheets of a workbook are the ledger: the one that fits best, and those kept just like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from taizhang.kernel.refusal import Refused
from taizhang.reading.gate import CellValue, EmptyWorkbook, Sheet, Workbook, open_workbook
from taizhang.reading.ledger.columns import Column, normal_label
from taizhang.reading.ledger.header import Header, HeaderNotFound, find_header
from taizhang.reading.ledger.wording import shown


@dataclass(frozen=True)
class LedgerSheet:
    """A sheet with the header that was found in it, and the lines above that header."""

    source: Sheet
    header: Header
    title_lines: tuple[str, ...]


def ledger_sheets(*, path: Path, columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the visible sheets of a file that have the header of a ledger, in the file's order."""
    return tuple(sheet.source.name for sheet in _fitting(open_workbook(path), columns)[0])


def choose_sheets(
    *, workbook: Workbook, columns: Sequence[Column], asked: str | None
) -> tuple[list[LedgerSheet], list[str]]:
    """Return the sheets to read, in the file's order, and Chinese notes on those left out.

    The one whose header fits best comes with all that have the same labels: a sheet for each
    quarter is one ledger. Raises HeaderNotFound, EmptyWorkbook, SheetNotFound.
    """
    if asked is not None:
        return [_with_header(workbook.sheet(asked), columns)], []
    fitting, refusals = _fitting(workbook, columns)
    if not fitting:
        if not refusals:
            raise EmptyWorkbook(f"“{workbook.name}”里的工作表都是隐藏的，请先取消隐藏，或指定工作表。")
        raise refusals[0]
    best = max(fitting, key=lambda sheet: (sheet.header.score, sheet.source.row_count))
    alike = [sheet for sheet in fitting if _labels(sheet) == _labels(best)]
    notes = []
    if len(alike) > 1:
        notes.append(f"表头相同的 {len(alike)} 张工作表一起读：{_names(alike)}")
    others = [sheet for sheet in fitting if sheet not in alike]
    if others:
        notes.append(
            f"读的是工作表{_names(alike)}；{_names(others)}也像台账，但列名不同，这次没有读，"
            "要导入请把它另存为单独的文件"
        )
    return alike, notes


def _labels(sheet: LedgerSheet) -> tuple[str, ...]:
    return tuple(normal_label(label) for label in sheet.header.labels if label)


def _names(sheets: Sequence[LedgerSheet]) -> str:
    return "、".join(f"“{sheet.source.name}”" for sheet in sheets)


def _fitting(workbook: Workbook, columns: Sequence[Column]) -> tuple[list[LedgerSheet], list[Refused]]:
    fitting: list[LedgerSheet] = []
    refusals: list[Refused] = []
    for name in workbook.sheet_names:
        if name in workbook.hidden:
            continue
        try:
            fitting.append(_with_header(workbook.sheet(name), columns))
        except HeaderNotFound as refusal:
            refusals.append(refusal)
    return fitting, refusals


def _with_header(sheet: Sheet, columns: Sequence[Column]) -> LedgerSheet:
    header, top = find_header(sheet=sheet, columns=columns)
    return LedgerSheet(sheet, header, _title_lines(top, header))


def _title_lines(top: Sequence[tuple[int, list[CellValue]]], header: Header) -> tuple[str, ...]:
    lines = (
        " ".join(shown(cell).strip() for cell in row if shown(cell).strip())
        for _, row in top[: header.first_row]
    )
    return tuple(line for line in lines if line)
