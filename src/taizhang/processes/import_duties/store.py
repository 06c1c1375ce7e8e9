"""Make a draft scheme of a checked breakdown table: of all its tasks, or by choice of the good ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit
from taizhang.kernel.recurrence import stored
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import Scheme, Task
from taizhang.ledgers.duties.rules import SESSION_KIND, Sort, topic_words
from taizhang.ledgers.duties.services import NewTask, TaskText, add_tasks, create_scheme
from taizhang.processes.import_duties.check import CheckedBreakdown, CheckedTask


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
    if checked.faulty and not good_rows:
        raise TableRefused(
            f"有 {len(checked.faulty)} 项任务有错，整份没有导入。请改正后重新核对，或选只导入没有错的任务。"
        )
    if not checked.good:
        raise TableRefused(f"“{checked.file_name}”里没有可以导入的任务，请改正后重新核对。")
    with transaction.atomic():
        scheme = create_scheme(title=title, year=year, unit=unit, sort=sort, by=by, at=at)
        made: dict[str, Task] = {}
        for batch in _batches(checked.good):
            new = [_session(one) if sort is Sort.STUDY else _new(one, made) for one in batch]
            made |= {task.number: task for task in add_tasks(scheme=scheme, tasks=new, by=by, at=at)}
    return scheme


def _batches(tasks: Sequence[CheckedTask]) -> Iterator[list[CheckedTask]]:
    """Yield the tasks in the table's order, but each after the one that it lies under, in as few batches as that takes."""
    by_number = {one.task.number: one for one in tasks}
    told: set[str] = set()
    batch: list[CheckedTask] = []
    for one in tasks:
        way = [one]
        while way[-1].task.parent and way[-1].task.parent not in told:
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


def _session(one: CheckedTask) -> NewTask:
    """Return a session of a study plan: records of study are proposed for it by the words of its topic."""
    task = one.task
    assert task.frequency is not None
    return NewTask(
        TaskText(
            number=task.number,
            content=task.content,
            frequency=stored(task.frequency),
            start=task.start,
            kinds=(SESSION_KIND,),
            words=topic_words(task.content),
            conveys=task.conveys,
            attends=task.attends,
        ),
        one.answering,
    )


def _new(one: CheckedTask, made: dict[str, Task]) -> NewTask:
    task = one.task
    assert task.frequency is not None
    return NewTask(
        TaskText(
            number=task.number,
            content=task.content,
            frequency=stored(task.frequency),
            goal=task.goal,
            basis=task.basis,
            evidence=task.evidence,
            parent=made[task.parent] if task.parent else None,
        ),
        one.answering,
    )
