"""Check a breakdown table against the tree: each task with who answers for it, or with what is wrong."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.duties.models import Scheme, Task
from taizhang.ledgers.duties.rules import Role, Sort
from taizhang.ledgers.duties.selectors import tasks_of, with_answering
from taizhang.ledgers.duties.services import Answering
from taizhang.processes.import_duties.names import TableNames, fault_of_post, fault_of_unit
from taizhang.processes.import_duties.numbering import number_on
from taizhang.processes.import_duties.over import Difference, differences, over, told_by
from taizhang.processes.import_records import mending_key
from taizhang.reading.breakdown import BREAKDOWN_COLUMNS, Breakdown, Fault, TaskRow, read_breakdown
from taizhang.reading.ledger import Column, Ledger, LedgerRow, mended_row

_FIELDS = ("lead", "responsible", "supporting")
_ROLES = {"lead": Role.LEAD, "responsible": Role.RESPONSIBLE, "supporting": Role.SUPPORTING}


@dataclass(frozen=True, slots=True)
class CheckedTask:
    """A task and who answers for it; nobody where it has faults.

    `standing` is the task of the same number in the draft that the table goes into, None for a new
    one, and `differs` in what the table says otherwise.
    """

    task: TaskRow
    answering: tuple[Answering, ...]
    standing: Task | None = None
    differs: tuple[Difference, ...] = ()

    @property
    def is_good(self) -> bool:
        return not self.task.faults


@dataclass(frozen=True, slots=True)
class CheckedBreakdown:
    """A breakdown table, every task checked, and the SHA-256 of its file in hex.

    `unknown` are the names of units that the tree does not know, in the table's order.
    """

    breakdown: Breakdown
    tasks: tuple[CheckedTask, ...]
    file_name: str
    digest: str
    unknown: tuple[str, ...] = ()

    @property
    def differing(self) -> list[CheckedTask]:
        return [task for task in self.good if task.differs]

    @property
    def fresh(self) -> list[CheckedTask]:
        return [task for task in self.good if task.standing is None]

    @property
    def same(self) -> list[CheckedTask]:
        return [task for task in self.good if task.standing is not None and not task.differs]

    @property
    def good(self) -> list[CheckedTask]:
        return [task for task in self.tasks if task.is_good]

    @property
    def faulty(self) -> list[CheckedTask]:
        return [task for task in self.tasks if not task.is_good]


def check_breakdown(
    *,
    path: Path,
    unit: Unit,
    year: int,
    today: dt.date,
    mended: Mapping[str, str] = MappingProxyType({}),
    into: Scheme | None = None,
) -> CheckedBreakdown:
    """Return every task of the table with who answers for it, or with its faults. Stores nothing.

    Names are those of `unit` and of all below it. `mended` are cells typed anew over the file's, by
    `mending_key`. `into` is the draft that the tasks are to go into: what of them is there already,
    and with what differences.
    Raises:  NoUnits and the refusals of `reading.gate` and `reading.ledger` for a file that cannot be read at all.
    """
    names = TableNames.below(root=unit, day=today)
    standing = standing_in(into)
    breakdown = read_breakdown(
        path=path,
        year=year,
        today=today,
        unit_fault=functools.partial(fault_of_unit, names),
        post_fault=functools.partial(fault_of_post, names),
        mend=functools.partial(mended_cells, mended, BREAKDOWN_COLUMNS),
        standing=standing,
    )
    if into is not None and "number" not in breakdown.ledger.mapping:
        number_on(breakdown.tasks, standing)
    found = {id(task): _answering(task, names) for task in breakdown.tasks}
    _hold_children(breakdown.tasks)
    columns = dict(breakdown.ledger.mapping)
    tasks = tuple(checked_task(task, found[id(task)], standing, columns) for task in breakdown.tasks)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return CheckedBreakdown(breakdown, tasks, path.name, digest, tuple(names.unknown))


def standing_in(scheme: Scheme | None) -> dict[str, Task]:
    """Return the tasks of a draft by number, each with who answers for it; none of no draft."""
    if scheme is None:
        return {}
    return {task.number: task for task in with_answering(tasks_of(scheme=scheme))}


def checked_task(
    task: TaskRow,
    answering: tuple[Answering, ...],
    standing: Mapping[str, Task],
    columns: Collection[str],
    sort: Sort = Sort.DUTY,
) -> CheckedTask:
    """Return a task beside the one of its number that stands in the draft; nobody answers for one with faults."""
    there = standing.get(task.number)
    if task.faults:
        return CheckedTask(task, (), there)
    if there is None:
        return CheckedTask(task, answering)
    # A parent that the table itself brings is not there yet: its number is all that is compared.
    parent = standing.get(task.parent) or (Task(number=task.parent) if task.parent else None)
    new = over(there, told_by(task, answering, sort=sort, parent=parent), columns=columns, sort=sort)
    return CheckedTask(task, answering, there, differences(there, new, sort=sort))


def mended_cells(
    mended: Mapping[str, str], columns: Sequence[Column], row: LedgerRow, ledger: Ledger
) -> LedgerRow:
    """Return the row with what was typed over its cells; a sheet is named where the table has several."""
    if not mended:
        return row
    sheet = row.sheet if len(ledger.sheets) > 1 else ""
    told = {
        column.field: mended[key]
        for column in columns
        if (key := mending_key(sheet=sheet, row=row.row, field=column.field)) in mended
    }
    return mended_row(row=row, told=told, ledger=ledger, columns=columns)


def _answering(task: TaskRow, names: TableNames) -> tuple[Answering, ...]:
    """Return who answers for a task, each unit once, and put on the task what stands against it."""
    if task.faults:
        return ()
    found: dict[int, Answering] = {}
    for field in _FIELDS:
        told = (task.lead,) if field == "lead" else getattr(task, field)
        for text in told:
            units = names.units(text)
            if field == "lead" and len(units) > 1:
                _fault(task, "lead", text, f"“{text}”是几个单位，牵头单位只能写一个。")
            if len(units) > 1 or units[0].name != text:
                task.notes.append(f"“{text}”认作{'、'.join(unit.name for unit in units)}")
            for unit in units:
                # 各社区 beside one of them that leads means the others.
                if unit.pk in found and len(units) == 1:
                    _fault(
                        task, field, text, f"“{text}”就是{unit.name}，在这项任务里写了两次，请只留一个身份。"
                    )
                found.setdefault(unit.pk, Answering(unit, _ROLES[field], None))
    return _with_posts(task, names, found)


def _with_posts(task: TaskRow, names: TableNames, found: dict[int, Answering]) -> tuple[Answering, ...]:
    """Return who answers, each with the posts that stand for it."""
    units = {pk: one.unit.name for pk, one in found.items()}
    held = {
        field: _posts_by_unit(task, field, names, units) for field in ("post", "first_post", "direct_post")
    }
    return tuple(
        replace(
            one,
            post=held["post"].get(pk),
            first=held["first_post"].get(pk),
            direct=held["direct_post"].get(pk),
        )
        for pk, one in found.items()
    )


def _posts_by_unit(task: TaskRow, field: str, names: TableNames, units: Mapping[int, str]) -> dict[int, Post]:
    """Return unit -> the post that a cell names for it: 书记 is the one of each unit that has one."""
    held: dict[int, Post] = {}
    for text in getattr(task, field):
        posts = names.posts_called(text)
        homes = [(unit, post) for post in posts for unit in names.stand_for(post, units)]
        if not homes:
            owners = "、".join(dict.fromkeys(post.unit.name for post in posts[:4]))
            reason = f"岗位“{text}”是{owners}的，而{owners}不在这项任务的责任单位里，请核对。"
            _fault(task, field, text, reason)
        if len(homes) > 1:
            task.notes.append(f"“{text}”认作{'、'.join(units[unit] for unit, _ in homes)}各自的岗位")
        for unit, post in homes:
            if held.setdefault(unit, post) != post:
                reason = f"{units[unit]}写了“{held[unit].name}”和“{post.name}”两个岗位，请只留一个。"
                _fault(task, field, text, reason)
    return held


def _hold_children(tasks: tuple[TaskRow, ...]) -> None:
    """Put a fault on what lies under a faulty task: it cannot be brought in without it."""
    by_number = {task.number: task for task in tasks}
    held = {task.number for task in tasks if task.faults}
    more = True
    while more:
        more = False
        for task in tasks:
            if not task.faults and task.parent in held:
                above = by_number[task.parent]
                _fault(
                    task,
                    "parent",
                    task.parent,
                    f"上级任务 {task.parent}（{above.place}）有错，改正后这一行才能导入。",
                )
                held.add(task.number)
                more = True


def _fault(task: TaskRow, field: str, value: str, reason: str) -> None:
    label = next(column.label for column in BREAKDOWN_COLUMNS if column.field == field)
    task.faults.append(Fault(task.row, field, label, value, reason))
