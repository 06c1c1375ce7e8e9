"""What checking a ledger yields: each row with what was read, or what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from taizhang.ledgers.records.rules import Content
from taizhang.reading.ledger import Ledger

RowState = Literal["new", "duplicate", "error"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that cannot be taken as it stands: its column, what is written there, and the reason."""

    column: str
    value: str
    reason: str


@dataclass(slots=True)
class CheckedRow:
    """One row. `row` is its number in the sheet. `content` is None for a row with errors.
    `sheet` is named where the ledger has several.

    `unit_name` and `original` are as written where they could not be read. `same_as` names the
    record or the row that says the same.
    """

    row: int
    state: RowState
    content: Content | None
    original: Mapping[str, str]
    unit_name: str = ""
    title: str = ""
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    same_as: str = ""
    read: Mapping[str, object] = field(default_factory=dict)
    sheet: str = ""

    @property
    def place(self) -> str:
        """Where the row stands, in words: 第 5 行, “一季度”第 5 行."""
        return f"“{self.sheet}”第 {self.row} 行" if self.sheet else f"第 {self.row} 行"


@dataclass(frozen=True, slots=True)
class CheckedLedger:
    """A ledger, every row checked, and the SHA-256 of its file in hex.

    Of the ledger's own rows only those are kept that may have to be shown again as they were.
    """

    ledger: Ledger
    file_name: str
    digest: str
    rows: tuple[CheckedRow, ...]

    def of(self, state: RowState) -> list[CheckedRow]:
        """Return the rows in that state."""
        return [row for row in self.rows if row.state == state]
