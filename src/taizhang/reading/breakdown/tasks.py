"""A task as a breakdown table tells it, and what is wrong with it, cell by cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from taizhang.kernel.recurrence import Frequency


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be taken: the row that Excel shows, its field, its column, what it says, why not."""

    row: int
    field: str
    label: str
    value: str
    reason: str


@dataclass(slots=True)
class TaskRow:
    """One task. `rows` are the rows of the sheet that it was read from, `row` the first of them.

    `parent` is the number of the task above, "" for none; units and posts stand as they are
    written, `first_post` first and `direct_post` directly responsible. `original` are the cells of
    the first row by label. `conveys`, `attends` and `start` are told by a session of a study plan
    alone. A task with faults is not to be stored.
    """

    rows: tuple[int, ...]
    sheet: str
    number: str
    content: str
    goal: str
    parent: str
    lead: str
    responsible: tuple[str, ...]
    supporting: tuple[str, ...]
    post: tuple[str, ...]
    first_post: tuple[str, ...]
    direct_post: tuple[str, ...]
    due: str
    frequency: Frequency | None
    basis: str
    evidence: str
    original: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    conveys: str = ""
    attends: str = ""
    start: dt.date | None = None

    @property
    def row(self) -> int:
        return self.rows[0]

    @property
    def without_basis(self) -> bool:
        """Whether the table names no document that the task rests on: shown, not refused."""
        return not self.basis

    @property
    def place(self) -> str:
        """Where the task stands, in words: 第 5 行, “一季度”第 5 行."""
        return f"“{self.sheet}”第 {self.row} 行" if self.sheet else f"第 {self.row} 行"
