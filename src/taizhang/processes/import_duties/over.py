"""A task of a table over the task of the same number in a draft: what it would become, and what differs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from taizhang.foundation.accounts.models import Post
from taizhang.kernel.recurrence import Planned, frequency_of, say, say_planned, stored
from taizhang.ledgers.duties.models import Assignment, Task
from taizhang.ledgers.duties.rules import SESSION_KIND, Role, Sort, topic_words
from taizhang.ledgers.duties.services import Answering, NewTask, TaskText
from taizhang.reading.breakdown import TaskRow


@dataclass(frozen=True, slots=True)
class Difference:
    """What a task says under a label now, and what the table says instead."""

    label: str
    now: str
    told: str


def told_by(row: TaskRow, answering: tuple[Answering, ...], *, sort: Sort, parent: Task | None) -> NewTask:
    """Return a task of a table, to be written into a draft of that sort.

    For a session of a study plan records of study are proposed, by the words of its topic.
    """
    assert row.frequency is not None
    session = sort is Sort.STUDY
    text = TaskText(
        number=row.number,
        kinds=(SESSION_KIND,) if session else (),
        words=topic_words(row.content) if session else (),
        start=row.start,
        conveys=row.conveys,
        attends=row.attends,
        content=row.content,
        frequency=stored(row.frequency),
        goal=row.goal,
        basis=row.basis,
        evidence=row.evidence,
        parent=parent,
    )
    return NewTask(text, answering)


def over(task: Task, new: NewTask, *, columns: Collection[str], sort: Sort) -> NewTask:
    """Return what `task` becomes by what the table tells: what it has no column for stays as it is.

    `columns` are the fields of the table's columns.
    """
    told = new.text
    text = TaskText(
        number=task.number,
        content=told.content,
        frequency=told.frequency,
        goal=told.goal if "goal" in columns else task.goal,
        basis=told.basis if "basis" in columns else task.basis,
        evidence=told.evidence if "evidence" in columns else task.evidence,
        evidence_ceiling=task.evidence_ceiling,
        start=told.start or task.start,
        kinds=tuple(task.kinds),
        words=tuple(task.words) if told.content == task.content or not told.words else told.words,
        conveys=told.conveys if "conveys" in columns else task.conveys,
        attends=told.attends if "attends" in columns else task.attends,
        closes_above=task.closes_above,
        supporting_owes=task.supporting_owes,
        parent=told.parent if "parent" in columns else task.parent,
    )
    now = {one.unit_id: one for one in task.assignments.all()}
    roles = _roles_told(new.answering, columns, sort)
    return NewTask(text, _answering_over(now, new.answering if roles else (), roles, columns))


def _roles_told(answering: tuple[Answering, ...], columns: Collection[str], sort: Sort) -> set[Role]:
    """Return the roles of which the table says all who have them."""
    if sort is Sort.STUDY:
        return {Role.LEAD, Role.RESPONSIBLE} if "lead" in columns else set()
    roles = {Role.LEAD, Role.RESPONSIBLE, Role.SUPPORTING}
    if "role" not in columns:
        without = {Role.RESPONSIBLE: "responsible", Role.SUPPORTING: "supporting"}
        named = {one.role for one in answering}
        roles -= {role for role, field in without.items() if field not in columns and role not in named}
    return roles


def _answering_over(
    now: Mapping[int, Assignment],
    answering: tuple[Answering, ...],
    roles: Collection[Role],
    columns: Collection[str],
) -> tuple[Answering, ...]:
    """Return who answers: the roles and posts that the table has columns for as it says, the others as they are."""
    told = {one.unit.pk for one in answering}
    kept = [
        Answering(one.unit, Role(one.role), one.post, one.first_post, one.direct_post)
        for one in now.values()
        if Role(one.role) not in roles and one.unit_id not in told
    ]
    return (*(_posts_over(one, now.get(one.unit.pk), columns) for one in answering), *kept)


def _posts_over(one: Answering, now: Assignment | None, columns: Collection[str]) -> Answering:
    if now is None:
        return one
    return Answering(
        one.unit,
        one.role,
        one.post if "post" in columns else now.post,
        one.first if "first_post" in columns else now.first_post,
        one.direct if "direct_post" in columns else now.direct_post,
    )


def differences(task: Task, new: NewTask, *, sort: Sort) -> tuple[Difference, ...]:
    """Return in what a task of a draft would change, label by label."""
    before, after = _said_of(task, sort), _said(new, sort)
    return tuple(
        Difference(label, before[label], told) for label, told in after.items() if before[label] != told
    )


def _said_of(task: Task, sort: Sort) -> dict[str, str]:
    answering = tuple(
        Answering(one.unit, Role(one.role), one.post, one.first_post, one.direct_post)
        for one in task.assignments.all()
    )
    text = TaskText(
        number=task.number,
        content=task.content,
        frequency=task.frequency,
        goal=task.goal,
        basis=task.basis,
        evidence=task.evidence,
        parent=task.parent,
        start=task.start,
        conveys=task.conveys,
        attends=task.attends,
    )
    return _said(NewTask(text, answering), sort)


def _said(new: NewTask, sort: Sort) -> dict[str, str]:
    text, found = new.text, new.answering
    if sort is Sort.STUDY:
        return _session_said(text, found)
    return {
        "任务": text.content,
        "目标要求": text.goal,
        **{f"{role.label}单位": _names(found, role) for role in Role},
        "责任岗位": _posts({one.unit.name: one.post for one in found}),
        "第一责任人": _posts({one.unit.name: one.first for one in found}),
        "直接责任人": _posts({one.unit.name: one.direct for one in found}),
        "频次或时限": say(frequency_of(text.frequency)),
        "依据": text.basis,
        "佐证材料": text.evidence,
        "上级任务": text.parent.number if text.parent is not None else "",
    }


def _session_said(text: TaskText, found: tuple[Answering, ...]) -> dict[str, str]:
    assert text.start is not None
    holders = sorted(one.unit.name for one in found if one.role is not Role.SUPPORTING)
    return {
        "学习专题": text.content,
        "学习时间": say_planned(Planned(frequency_of(text.frequency), text.start)),
        "传达文件": text.conveys,
        "组织单位": "、".join(holders),
        "参加范围": text.attends,
    }


def _names(found: tuple[Answering, ...], role: Role) -> str:
    return "、".join(sorted(one.unit.name for one in found if one.role is role))


def _posts(posts: Mapping[str, Post | None]) -> str:
    return "、".join(sorted(f"{unit}的{post.name}" for unit, post in posts.items() if post is not None))
