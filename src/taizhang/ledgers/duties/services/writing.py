"""Write a scheme down: a draft, its lines, and who answers for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.audit import services as audit
from taizhang.foundation.units.models import Unit
from taizhang.kernel.recurrence import frequency_of
from taizhang.ledgers.duties.models import Assignment, Scheme, Task
from taizhang.ledgers.duties.rules import (
    ESCALATE_AFTER,
    Role,
    SchemeRefused,
    SchemeState,
    Sort,
    check_can_edit,
    check_escalation,
)
from taizhang.ledgers.duties.services.parents import check_parent


@dataclass(frozen=True, slots=True)
class TaskText:
    """What a line of a scheme says. `frequency` is a stored frequency; `start` None is the scheme's year."""

    number: str
    content: str
    frequency: Mapping[str, Any]
    goal: str = ""
    basis: str = ""
    evidence: str = ""
    evidence_ceiling: int | None = None
    start: dt.date | None = None
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    conveys: str = ""
    attends: str = ""
    closes_above: bool = False
    supporting_owes: bool = False
    parent: Task | None = None


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for a task: the unit, the post that carries it out, who is first and directly responsible."""

    unit: Unit
    role: Role
    post: Post | None = None
    first: Post | None = None
    direct: Post | None = None


@dataclass(frozen=True, slots=True)
class NewTask:
    """A line of a scheme with who answers for it."""

    text: TaskText
    answering: tuple[Answering, ...] = field(default_factory=tuple)


def create_scheme(
    *,
    title: str,
    year: int,
    unit: Unit,
    sort: Sort,
    by: Person,
    at: dt.datetime,
    escalate_after: int = ESCALATE_AFTER,
) -> Scheme:
    """Begin a scheme as a draft and return it. `escalate_after` are worked days, see `set_escalation`.

    Raises:  SchemeRefused without a title, or for a number of days that nobody means.
    """
    if not title.strip():
        raise SchemeRefused("方案要有标题，请填写。")
    check_escalation(state=SchemeState.DRAFT, after=escalate_after)
    with transaction.atomic():
        scheme = Scheme.objects.create(
            title=title.strip(),
            year=year,
            unit=unit,
            sort=sort.value,
            escalate_after=escalate_after,
            author=by,
            created_at=at,
        )
        audit.record(verb="scheme.create", subject=f"scheme:{scheme.pk}", by=by, at=at)
    return scheme


def add_tasks(*, scheme: Scheme, tasks: Sequence[NewTask], by: Person, at: dt.datetime) -> list[Task]:
    """Write lines into a draft, all or none, and return them.

    Raises:  SchemeRefused for a scheme that was issued, or a number that is taken; NotAFrequency.
    """
    with transaction.atomic():
        scheme = Scheme.objects.select_for_update().get(pk=scheme.pk)
        check_can_edit(state=SchemeState(scheme.state))
        taken = dict(scheme.tasks.filter(valid_until__isnull=True).values_list("number", "content"))
        made = []
        for order, new in enumerate(tasks, start=scheme.tasks.count()):
            if new.text.number in taken:
                raise SchemeRefused(f"任务编号“{new.text.number}”已经用过，请换一个编号。")
            taken[new.text.number] = new.text.content
            made.append(write_task(Task(scheme=scheme, order=order), new, scheme))
        audit.record(
            verb="scheme.add_tasks", subject=f"scheme:{scheme.pk}", by=by, at=at, detail={"tasks": len(made)}
        )
    return made


def edit_task(*, task: Task, new: NewTask, by: Person, at: dt.datetime) -> Task:
    """Change a line of a draft and who answers for it, and return it.

    Raises:  SchemeRefused for a scheme that was issued, or a number that is taken; NotAFrequency.
    """
    with transaction.atomic():
        scheme = Scheme.objects.select_for_update().get(pk=task.scheme_id)
        check_can_edit(state=SchemeState(scheme.state))
        if scheme.tasks.filter(number=new.text.number).exclude(pk=task.pk).exists():
            raise SchemeRefused(f"任务编号“{new.text.number}”已经用过，请换一个编号。")
        task.assignments.all().delete()
        task = write_task(task, new, scheme)
        audit.record(verb="scheme.edit_task", subject=f"scheme:{scheme.pk}", by=by, at=at)
    return task


def remove_task(*, task: Task, by: Person, at: dt.datetime) -> None:
    """Strike a line out of a draft.

    Raises:  SchemeRefused for a scheme that was issued, or a line that others stand under.
    """
    with transaction.atomic():
        scheme = Scheme.objects.select_for_update().get(pk=task.scheme_id)
        check_can_edit(state=SchemeState(scheme.state))
        if task.children.exists():
            raise SchemeRefused(f"任务 {task.number} 下面还有子任务，请先删除子任务。")
        number = task.number
        task.delete()
        audit.record(
            verb="scheme.remove_task",
            subject=f"scheme:{scheme.pk}",
            by=by,
            at=at,
            detail={"number": number},
        )


def write_task(
    task: Task, new: NewTask, scheme: Scheme, *, number: str = "", start: dt.date | None = None
) -> Task:
    """Put into a line what it says and who answers for it, store it, and return it.

    Raises:  SchemeRefused without number or content, or under a line where it cannot stand; NotAFrequency.
    """
    text = new.text
    frequency_of(text.frequency)
    check_parent(task, number or text.number, text.parent, scheme)
    if not text.content.strip() or not (number or text.number).strip():
        raise SchemeRefused("任务要有编号和内容，请填写。")
    task.number, task.content, task.goal = number or text.number.strip(), text.content.strip(), text.goal
    task.basis, task.evidence, task.evidence_ceiling = text.basis, text.evidence, text.evidence_ceiling
    task.frequency, task.kinds, task.words = dict(text.frequency), list(text.kinds), list(text.words)
    task.start = start or text.start or dt.date(scheme.year, 1, 1)
    task.conveys, task.attends, task.closes_above = text.conveys, text.attends, text.closes_above
    task.supporting_owes, task.parent = text.supporting_owes, text.parent
    task.save()
    Assignment.objects.bulk_create(
        [
            Assignment(
                task=task,
                unit=one.unit,
                role=one.role.value,
                post=one.post,
                first_post=one.first,
                direct_post=one.direct,
            )
            for one in new.answering
        ]
    )
    return task
