"""What the preview of a breakdown table shows: each task, and what is wrong in which cell of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from taizhang.kernel.recurrence import Planned, say, say_planned
from taizhang.ledgers.duties.models import TableUpload
from taizhang.ledgers.duties.rules import Sort
from taizhang.processes.import_duties import CheckedBreakdown, CheckedTask, Difference
from taizhang.processes.import_records import mending_key
from taizhang.reading.breakdown import BREAKDOWN_COLUMNS, Fault, TaskRow
from taizhang.reading.study_plan import STUDY_COLUMNS
from taizhang.web.shell.typed_cells import WrongCell

Columns = tuple[tuple[str, str], ...]
COLUMNS: Columns = (
    ("number", "编号"),
    ("content", "任务"),
    ("goal", "目标要求"),
    ("lead", "牵头"),
    ("responsible", "责任"),
    ("supporting", "配合"),
    ("post", "责任岗位"),
    ("first_post", "第一责任人"),
    ("direct_post", "直接责任人"),
    ("due", "频次或时限"),
    ("basis", "依据"),
    ("evidence", "佐证材料"),
)
SESSION_COLUMNS: Columns = (
    ("number", "次序"),
    ("when", "学习时间"),
    ("content", "学习专题"),
    ("conveys", "传达文件"),
    ("lead", "组织单位"),
    ("attends", "参加范围"),
)
_SHOWN_UNDER = {"frequency": "due", "month": "when"}


@dataclass(frozen=True, slots=True)
class CellShown:
    """What a task says under one column, and the wrong cells it was read from."""

    label: str
    text: str
    wrong: tuple[WrongCell, ...]
    without: bool = False


@dataclass(frozen=True, slots=True)
class TaskShown:
    """One task of the preview; `left` are wrong cells that stand under no column.

    `state` is "error", "new", "same" or "differs"; of the last, `differs` tells in what, and `choice` what
    was chosen: "keep", "replace" or "" for nothing yet.
    """

    place: str
    number: str
    state: str
    differs: tuple[Difference, ...]
    choice: str
    row: int
    is_good: bool
    cells: tuple[CellShown, ...]
    left: tuple[WrongCell, ...]
    notes: str


def columns_of(sort: str) -> Columns:
    """Return the columns under which the tasks of a table of that sort are shown."""
    return SESSION_COLUMNS if sort == Sort.STUDY.value else COLUMNS


def names_of(sort: str) -> dict[str, str]:
    """Return our name of each field that a table of that sort may have; what is left alone is called so."""
    columns = STUDY_COLUMNS if sort == Sort.STUDY.value else BREAKDOWN_COLUMNS
    return {column.field: "不读入" if column.ignored else column.label for column in columns}


def tasks_shown(
    checked: CheckedBreakdown, chosen: Sequence[CheckedTask], upload: TableUpload
) -> list[TaskShown]:
    """Return the chosen tasks with a cell for each column."""
    several = len(checked.breakdown.ledger.sheets) > 1
    texts = {
        mending_key(sheet=row.sheet if several else "", row=row.row, field=field): cell.raw
        for row in checked.breakdown.ledger.rows
        for field, cell in row.cells.items()
    }
    texts |= upload.mended
    columns = columns_of(upload.sort)
    return [_shown(one, texts, upload.choices.get(one.task.number, ""), columns) for one in chosen]


def _shown(checked: CheckedTask, texts: Mapping[str, str], choice: str, columns: Columns) -> TaskShown:
    task = checked.task
    wrong: dict[str, list[WrongCell]] = {}
    for (row, field), faults in _by_cell(task.faults).items():
        key = mending_key(sheet=task.sheet, row=row, field=field)
        told = "；".join(dict.fromkeys(fault.reason.rstrip("。") for fault in faults)) + "。"
        under = _SHOWN_UNDER.get(field, field)
        wrong.setdefault(under, []).append(WrongCell(key, faults[0].label, row, texts.get(key, ""), told))
    said = {
        "number": task.number,
        "content": task.content,
        "goal": task.goal,
        "lead": task.lead or "、".join(task.responsible),
        "responsible": "、".join(task.responsible),
        "supporting": "、".join(task.supporting),
        "post": "、".join(task.post),
        "first_post": "、".join(task.first_post),
        "direct_post": "、".join(task.direct_post),
        "due": say(task.frequency) if task.frequency else task.due,
        "basis": task.basis,
        "when": _when(task),
        "conveys": task.conveys,
        "attends": task.attends,
        "evidence": task.evidence,
    }
    cells = tuple(
        CellShown(label, said[field], tuple(wrong.get(field, ())), field == "basis" and task.without_basis)
        for field, label in columns
    )
    fields = {field for field, _ in columns}
    left = tuple(one for field, ones in wrong.items() if field not in fields for one in ones)
    return TaskShown(
        place=task.place,
        number=task.number,
        state=_state(checked),
        differs=checked.differs,
        choice=choice,
        row=task.row,
        is_good=checked.is_good,
        cells=cells,
        left=left,
        notes="；".join(task.notes),
    )


def _state(checked: CheckedTask) -> str:
    if not checked.is_good:
        return "error"
    if checked.standing is None:
        return "new"
    return "differs" if checked.differs else "same"


def _when(task: TaskRow) -> str:
    if task.frequency is None or task.start is None:
        return task.due
    return say_planned(Planned(task.frequency, task.start))


def _by_cell(faults: Sequence[Fault]) -> dict[tuple[int, str], list[Fault]]:
    found: dict[tuple[int, str], list[Fault]] = {}
    for fault in faults:
        found.setdefault((fault.row, fault.field), []).append(fault)
    return found
