"""Reading a breakdown table: its rows gathered into tasks, the tasks checked against one another."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from taizhang.kernel.refusal import Refused
from taizhang.reading.breakdown.columns import BREAKDOWN_COLUMNS
from taizhang.reading.breakdown.gathering import gathered
from taizhang.reading.breakdown.numbers import check_numbers, settle_parents
from taizhang.reading.breakdown.row_to_task import TaskReader
from taizhang.reading.breakdown.tasks import Fault, TaskRow
from taizhang.reading.ledger import Ledger, LedgerRow, SkippedLine, read_ledger

_UNIT_FIELDS = ("lead", "responsible")
_HEADING = re.compile(r"[(]?[一二三四五六七八九十]+[)、.]?|[（][一二三四五六七八九十]+[）]")


class NoUnits(Refused):
    """The table has no column of units: nobody would owe anything."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A breakdown table: the ledger as it was read, its tasks in the table's order.

    `skipped` are the lines left out, with the reason.
    """

    ledger: Ledger
    tasks: tuple[TaskRow, ...]
    skipped: tuple[SkippedLine, ...]

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(fault for task in self.tasks for fault in task.faults)


def read_breakdown(
    *,
    path: Path,
    year: int | None = None,
    today: dt.date,
    sheet: str | None = None,
    unit_fault: Callable[[str], str] = lambda name: "",
    post_fault: Callable[[str], str] = lambda name: "",
    mend: Callable[[LedgerRow, Ledger], LedgerRow] = lambda row, ledger: row,
    standing: Collection[str] = (),
) -> Breakdown:
    """Return the tasks of a table file, each with its faults.

    Three layouts are read: a row for each task with cells for the lead, responsible and
    supporting units; a row for each unit of a task, its role beside it; several rows of goals
    beside one merged task, each goal then a task of its own (3 becomes 3.1, 3.2). Without a column
    of leads the first unit leads. `unit_fault` of a unit and `post_fault` of a post say why a
    name cannot be taken, "" where it can; `mend` may put other cells into a row before it is read. `today`: a single due day
    before it is a fault. `standing` are numbers of tasks that are there already, to lie under.

    Raises:  NoUnits; kinds of UnreadableFile for the file, HeaderNotFound for its content.
    """
    ledger = read_ledger(path=path, columns=BREAKDOWN_COLUMNS, year=year, sheet=sheet)
    if not any(field in ledger.mapping for field in _UNIT_FIELDS):
        raise NoUnits(
            f"工作表“{ledger.sheet}”没有“牵头单位”或“责任单位”这一列，不知道任务归谁；请补上，或把列名改成“责任单位”。"
        )
    rows, headings = _without_headings(ledger)
    reader = TaskReader(
        labels=dict(ledger.mapping),
        several_sheets=len(ledger.sheets) > 1,
        today=today,
        unit_fault=unit_fault,
        post_fault=post_fault,
        header=ledger.labels,
    )
    rows = [mend(row, ledger) for row in rows]
    tasks = [task for group in gathered(rows, ledger.mapping) for task in reader.tasks(group)]
    check_numbers(tasks, dict(ledger.mapping))
    settle_parents(tasks, dict(ledger.mapping), standing)
    skipped = sorted((*ledger.skipped, *headings), key=lambda line: (line.sheet, line.row))
    return Breakdown(ledger, tuple(tasks), tuple(skipped))


def _without_headings(ledger: Ledger) -> tuple[list[LedgerRow], list[SkippedLine]]:
    """Part the rows from headings of a section: 一 | 加强理论学习, and nothing else in the line."""
    rows: list[LedgerRow] = []
    headings: list[SkippedLine] = []
    for row in ledger.rows:
        said = {field: cell.raw.strip() for field, cell in row.cells.items() if cell.raw.strip()}
        number = said.get("number", "")
        alone = set(said) <= {"number", "content"}
        if alone and _is_heading(number, said.get("content", "")):
            text = f"{number} {said.get('content', '')}".strip()
            headings.append(SkippedLine(row.row, "小标题行", text[:200], row.sheet))
        else:
            rows.append(row)
    return rows, headings


def _is_heading(number: str, content: str) -> bool:
    if number:
        return _HEADING.fullmatch(number) is not None
    return re.match(r"[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]", content) is not None
