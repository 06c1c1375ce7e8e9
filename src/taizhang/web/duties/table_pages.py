"""What the preview of a breakdown table shows: each task, and what is wrong in which cell of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from taizhang.kernel.recurrence import say
from taizhang.processes.import_duties import CheckedBreakdown, CheckedTask
from taizhang.processes.import_records import mending_key
from taizhang.reading.breakdown import Fault

COLUMNS: tuple[tuple[str, str], ...] = (
    ("number", "编号"),
    ("content", "任务"),
    ("goal", "目标要求"),
    ("lead", "牵头"),
    ("responsible", "责任"),
    ("supporting", "配合"),
    ("post", "岗位"),
    ("due", "频次或时限"),
    ("basis", "依据"),
    ("evidence", "佐证材料"),
)
_SHOWN_UNDER = {"frequency": "due"}
_FIELDS = frozenset(field for field, _ in COLUMNS)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell of the file to type anew: the name it is mended under, its column, its text, the reasons."""

    key: str
    label: str
    row: int
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class CellShown:
    """What a task says under one column, and the wrong cells it was read from."""

    label: str
    text: str
    wrong: tuple[Wrong, ...]
    without: bool = False


@dataclass(frozen=True, slots=True)
class TaskShown:
    """One task of the preview; `left` are wrong cells that stand under no column."""

    place: str
    row: int
    is_good: bool
    cells: tuple[CellShown, ...]
    left: tuple[Wrong, ...]
    notes: str


def tasks_shown(
    checked: CheckedBreakdown, chosen: Sequence[CheckedTask], mended: Mapping[str, str]
) -> list[TaskShown]:
    """Return the chosen tasks with a cell for each column."""
    several = len(checked.breakdown.ledger.sheets) > 1
    texts = {
        mending_key(sheet=row.sheet if several else "", row=row.row, field=field): cell.raw
        for row in checked.breakdown.ledger.rows
        for field, cell in row.cells.items()
    }
    return [_shown(one, {**texts, **mended}) for one in chosen]


def _shown(checked: CheckedTask, texts: Mapping[str, str]) -> TaskShown:
    task = checked.task
    wrong: dict[str, list[Wrong]] = {}
    for (row, field), faults in _by_cell(task.faults).items():
        key = mending_key(sheet=task.sheet, row=row, field=field)
        told = "；".join(dict.fromkeys(fault.reason.rstrip("。") for fault in faults)) + "。"
        under = _SHOWN_UNDER.get(field, field)
        wrong.setdefault(under, []).append(Wrong(key, faults[0].label, row, texts.get(key, ""), told))
    said = {
        "number": task.number,
        "content": task.content,
        "goal": task.goal,
        "lead": task.lead,
        "responsible": "、".join(task.responsible),
        "supporting": "、".join(task.supporting),
        "post": task.post,
        "due": say(task.frequency) if task.frequency else task.due,
        "basis": task.basis,
        "evidence": task.evidence,
    }
    cells = tuple(
        CellShown(label, said[field], tuple(wrong.get(field, ())), field == "basis" and task.without_basis)
        for field, label in COLUMNS
    )
    left = tuple(one for field, ones in wrong.items() if field not in _FIELDS for one in ones)
    return TaskShown(task.place, task.row, checked.is_good, cells, left, "；".join(task.notes))


def _by_cell(faults: Sequence[Fault]) -> dict[tuple[int, str], list[Fault]]:
    found: dict[tuple[int, str], list[Fault]] = {}
    for fault in faults:
        found.setdefault((fault.row, fault.field), []).append(fault)
    return found
