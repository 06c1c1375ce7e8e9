"""The gate of table files: what is let in, and the plain reason when something is not."""

from __future__ import annotations

from taizhang.reading.gate.refusals import (
    Damaged,
    EmptyWorkbook,
    Encrypted,
    SheetNotFound,
    TooLarge,
    UnreadableFile,
    WrongEncoding,
    WrongKind,
)
from taizhang.reading.gate.workbook import CellValue, Kind, Merged, Sheet, Workbook, open_workbook

__all__ = [
    "CellValue",
    "Damaged",
    "EmptyWorkbook",
    "Encrypted",
    "Kind",
    "Merged",
    "Sheet",
    "SheetNotFound",
    "TooLarge",
    "UnreadableFile",
    "Workbook",
    "WrongEncoding",
    "WrongKind",
    "open_workbook",
]
