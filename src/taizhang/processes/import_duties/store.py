"""Make a draft scheme of a checked breakdown table, or add it to one: all its tasks, or by choice the good ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import Scheme, Task
from taizhang.ledgers.duties.rules import SchemeState, Sort, check_can_edit
from taizhang.ledgers.duties.services import add_tasks, create_scheme, edit_task
from taizhang.processes.import_duties.check import CheckedBreakdown, CheckedTask, standing_in
from taizhang.processes.import_duties.over import over, told_by

KEEP, REPLACE = "keep", "replace"
CHOICES = (KEEP, REPLACE)


class TableRefused(Refused):
    """Tasks with faults stand in the way, or there is no task at all."""


def store_breakdown(
    *,
    checked: CheckedBreakdown,
    title: str,
    year: int,
    unit: Unit,
    good_rows: bool,
    by: Person,
    at: dt.datetime,
    sort: Sort = Sort.DUTY,
) -> Scheme:
    """Store the tasks as a draft scheme of that sort and return it; somebody else hands it down.

    Raises:  TableRefused when there is nothing to store, or tasks have faults and `good_rows` was
             not chosen; SchemeRefused.
    """
    _check_faults(checked, good_rows)
    with transaction.atomic():
        scheme = create_scheme(title=title, year=year, unit=unit, sort=sort, by=by, at=at)
        _add(scheme, checked.good, {}, by, at)
    return scheme


def store_into(
    *,
    checked: CheckedBreakdown,
    scheme: Scheme,
    choices: Mapping[str, str],
    good_rows: bool,
    by: Person,
    at: dt.datetime,
) -> Scheme:
    """Store the tasks in a draft that is there and return it: new ones added, the same left alone.

    Of tasks that differ from those of their number, `choices` (number -> KEEP or REPLACE) tells which
    stay as they are in the draft.
    Raises:  TableRefused when a choice is missing, and as `store_breakdown`; SchemeRefused for one that was handed down.
    """
    check_can_edit(state=SchemeState(scheme.state))
    _check_faults(checked, good_rows)
    _check_chosen(checked, choices, "计划" if scheme.sort == Sort.STUDY.value else "方案")
    replaced = [one for one in checked.differing if choices[one.task.number] == REPLACE]
    columns, sort = dict(checked.breakdown.ledger.mapping), Sort(scheme.sort)
    with transaction.atomic():
        made = _add(scheme, checked.fresh, standing_in(scheme), by, at)
        for one in replaced:
            there, parent = made[one.task.number], made.get(one.task.parent)
            told = told_by(one.task, one.answering, sort=sort, parent=parent)
            new = over(there, told, columns=columns, sort=sort)
            edit_task(task=there, new=new, by=by, at=at)
        detail: dict[str, object] = {"added": len(checked.fresh), "file": checked.digest}
        detail["replaced"] = [one.task.number for one in replaced]
        audit.record(verb="scheme.import_table", subject=f"scheme:{scheme.pk}", by=by, at=at, detail=detail)
    return scheme


def _check_faults(checked: CheckedBreakdown, good_rows: bool) -> None:
    if checked.faulty and not good_rows:
        raise TableRefused(
            f"有 {len(checked.faulty)} 项任务有错，整份没有导入。请改正后重新核对，或选只导入没有错的任务。"
        )
    if not checked.good:
        raise TableRefused(f"“{checked.file_name}”里没有可以导入的任务，请改正后重新核对。")


def _check_chosen(checked: CheckedBreakdown, choices: Mapping[str, str], noun: str) -> None:
    left = [one.task.number for one in checked.differing if choices.get(one.task.number) not in CHOICES]
    if left:
        shown = "、".join(left[:5]) + ("等" if len(left) > 5 else "")
        raise TableRefused(
            f"编号 {shown} 与{noun}里同编号的不一样（{len(left)} 项），请逐项选“保留{noun}里的”或“换成表里的”。"
        )


def _add(
    scheme: Scheme, tasks: Sequence[CheckedTask], standing: Mapping[str, Task], by: Person, at: dt.datetime
) -> dict[str, Task]:
    """Write new tasks into a draft, and return them with those that stand there, by number."""
    made, sort = dict(standing), Sort(scheme.sort)
    for batch in _batches(tasks):
        new = [told_by(one.task, one.answering, sort=sort, parent=made.get(one.task.parent)) for one in batch]
        made |= {task.number: task for task in add_tasks(scheme=scheme, tasks=new, by=by, at=at)}
    return made


def _batches(tasks: Sequence[CheckedTask]) -> Iterator[list[CheckedTask]]:
    """Yield the tasks in the table's order, but each after the one that it lies under, in as few batches as that takes."""
    by_number = {one.task.number: one for one in tasks}
    told: set[str] = set()
    batch: list[CheckedTask] = []
    for one in tasks:
        way = [one]
        while way[-1].task.parent in by_number and way[-1].task.parent not in told:
            way.append(by_number[way[-1].task.parent])
        for each in reversed(way):
            if each.task.number in told:
                continue
            if any(each.task.parent == waiting.task.number for waiting in batch):
                yield batch
                batch = []
            batch.append(each)
            told.add(each.task.number)
    if batch:
        yield batch
