"""What the tests of ledgers share: reading made-up rows, and telling briefly what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from taizhang.kernel.chinese_date import DateSpan
from taizhang.kernel.quantity import Quantity
from taizhang.reading.ledger import RECORD_COLUMNS, Ledger, LedgerRow, read_ledger
from tests.reading.ledger.office_files import Rows, save_xlsx

LABELS = ("序号", "时间", "活动名称", "地点", "参加人数", "承办单位", "备注")


def read(tmp_path: Path, rows: Rows, merged: Sequence[str] = (), year: int | None = None) -> Ledger:
    path = save_xlsx(tmp_path / "台账.xlsx", sheets={"台账": rows}, merged=merged)
    return read_ledger(path=path, columns=RECORD_COLUMNS, year=year)


def said(row: LedgerRow) -> dict[str, str]:
    """Return what was understood of a row, briefly."""
    told = {}
    for field, cell in row.cells.items():
        if cell.error:
            told[field] = "!" + cell.error
        elif isinstance(cell.value, DateSpan):
            told[field] = str(cell.value.start) + (
                f"/{cell.value.end}" if cell.value.end != cell.value.start else ""
            )
        elif isinstance(cell.value, Quantity):
            told[field] = f"{cell.value.value} {cell.value.relation}"
        elif cell.value is not None:
            told[field] = str(cell.value)
    return told
