"""The tasks of a scheme: written with the next twelve occurrences in sight, changed, amended, struck out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import posts_of_units
from taizhang.foundation.office_days.selectors import notice
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import bodies_of_offices, tree_on
from taizhang.kernel.recurrence import frequency_of, say, stored
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import Scheme, Task
from taizhang.ledgers.duties.rules import Role, SchemeState, Sort, stands_for
from taizhang.ledgers.duties.selectors import (
    amendments_of,
    duties_of_task,
    in_order_of_numbers,
    schemes_within,
    tasks_of,
    with_answering,
)
from taizhang.ledgers.duties.services import (
    Answering,
    NewTask,
    TaskText,
    add_tasks,
    amend_task,
    edit_task,
    remove_task,
)
from taizhang.ledgers.records.rules import kinds
from taizhang.web.access import Visit, allowed, found, once
from taizhang.web.access.answers import refused, see_other
from taizhang.web.duties.forms import AmendForm, TaskForm
from taizhang.web.duties.scheme_pages import next_slots, task_lines
from taizhang.web.duties.scheme_views import scheme_of
from taizhang.web.duties.session_writing import write_session


def task_of(request: Visit, pk: int) -> Task:
    """Return a task of a scheme that this person may see; any other is not there."""
    seen = schemes_within(units=request.reach.units(Right.READ)).values("pk")
    rows = with_answering(Task.objects.select_related("scheme__unit"))
    return found(rows.filter(pk=pk, scheme_id__in=seen).first())


@allowed(Right.READ)
def task(request: Visit, pk: int) -> HttpResponse:
    """Show a task: what it asks next, on whom it lies, how it was told before. GET only."""
    task = task_of(request, pk)
    scheme = task.scheme
    whole = request.reach.may(Right.READ, scheme.unit_id)
    draft = scheme.state == SchemeState.DRAFT.value
    may_review = request.reach.may(Right.REVIEW, scheme.unit_id) and scheme.author_id != request.actor.pk
    start = max(task.start, request.today) if not draft else task.start
    told = {
        "task": task,
        "line": task_lines([task])[0],
        "study": scheme.sort == Sort.STUDY.value,
        "slots": next_slots(frequency_of(task.frequency), start=start, notice=notice()),
        "duties": duties_of_task(task=task, units=None if whole else request.reach.units(Right.READ)),
        "history": [(one, say(frequency_of(one.frequency))) for one in amendments_of(task=task)],
        "kinds": [kind.label for kind in kinds() if kind.code in task.kinds],
        "may_edit": draft and request.reach.may(Right.WRITE, scheme.unit_id),
        "may_amend": scheme.state == SchemeState.ISSUED.value and task.valid_until is None and may_review,
    }
    return render(request, "duties/task.html", told)


@allowed(Right.WRITE)
def new_task(request: Visit, pk: int) -> HttpResponse:
    """Write a task into a draft. GET: the form. POST: the next twelve to look at, then 303; 422 with the faults."""
    scheme = scheme_of(request, pk)
    request.reach.check(Right.WRITE, scheme.unit_id)
    if scheme.state != SchemeState.DRAFT.value:
        return refused(
            request, f"方案{SchemeState(scheme.state).label}，不能再添加任务；改动任务请用“修订”。"
        )
    initial = {"start": f"{scheme.year}-01-01"}

    def deed(new: NewTask, _: dict[str, Any]) -> Task:
        return add_tasks(scheme=scheme, tasks=[new], by=request.actor, at=request.now)[0]

    return _write(request, scheme, TaskForm, initial, _called(scheme, "添加"), deed)


@allowed(Right.WRITE)
def edit(request: Visit, pk: int) -> HttpResponse:
    """Change a task of a draft. GET: the form. POST: the next twelve to look at, then 303; 422 with the faults."""
    task = task_of(request, pk)
    request.reach.check(Right.WRITE, task.scheme.unit_id)
    if task.scheme.state != SchemeState.DRAFT.value:
        return refused(request, "方案已经下发，任务不能直接改，请用“修订”写明生效日期和理由。")

    def deed(new: NewTask, _: dict[str, Any]) -> Task:
        return edit_task(task=task, new=new, by=request.actor, at=request.now)

    return _write(request, task.scheme, TaskForm, _told(task), _called(task.scheme, "修改", task), deed, task)


@allowed(Right.REVIEW)
def amend(request: Visit, pk: int) -> HttpResponse:
    """Tell an issued task anew from a day on. GET: the form. POST: the next twelve, then 303; 422 with the faults."""
    task = task_of(request, pk)
    request.reach.check(Right.REVIEW, task.scheme.unit_id)
    if task.scheme.state != SchemeState.ISSUED.value or task.valid_until is not None:
        return refused(request, "只有已下发、正在执行的任务可以修订。")

    def deed(new: NewTask, told: dict[str, Any]) -> Task:
        return amend_task(
            task=task,
            new=new,
            on=told["on"],
            document=told["document"],
            reason=told["reason"],
            by=request.actor,
            at=request.now,
        )

    initial = {**_told(task), "on": request.today}
    return _write(request, task.scheme, AmendForm, initial, _called(task.scheme, "修订", task), deed, task)


@allowed(Right.WRITE)
@require_POST
def remove(request: Visit, pk: int) -> HttpResponse:
    """Strike a task out of a draft. POST: 303 to the scheme; 422 with why not."""
    task = task_of(request, pk)
    request.reach.check(Right.WRITE, task.scheme.unit_id)
    scheme = task.scheme_id
    remove_task(task=task, by=request.actor, at=request.now)
    return see_other(reverse("duties:scheme", args=[scheme]))


def _called(scheme: Scheme, deed: str, task: Task | None = None) -> str:
    """Return the heading of a form: 修改任务 3.1, 添加学习."""
    noun = "学习" if scheme.sort == Sort.STUDY.value else "任务"
    return f"{deed}{noun} {task.number}" if task else f"{deed}{noun}"


def _write(
    request: Visit,
    scheme: Scheme,
    form_class: type[TaskForm],
    initial: dict[str, Any],
    title: str,
    deed: Callable[[NewTask, dict[str, Any]], Task],
    task: Task | None = None,
) -> HttpResponse:
    """Show the form, then the next twelve occurrences, and save what was looked at; a session has its own form."""
    if scheme.sort == Sort.STUDY.value:
        amending = form_class is AmendForm
        return write_session(request, scheme, title=title, deed=deed, task=task, amending=amending)
    if request.method == "POST" and (address := once.claimed(request)):
        return see_other(address)
    nodes = tree_on(day=request.today, root=scheme.unit)
    posts = {post.pk: post for post in posts_of_units(units=[node.id for node in nodes])}
    above = {one.pk: one for one in in_order_of_numbers(tasks_of(scheme=scheme)) if one != task}
    form = form_class(
        request.POST if request.method == "POST" else None,
        initial=initial,
        units=[(node.id, f"{'　' * node.depth}{node.name}") for node in nodes],
        posts=[(post.pk, f"{post.unit.name} {post.name}") for post in posts.values()],
        parents=[(one.pk, f"{one.number} {one.content[:30]}") for one in above.values()],
        kinds=[(kind.code, kind.label) for kind in kinds()],
        year=scheme.year,
    )
    slots, seen = None, ""
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        start = told.get("on") or told["start"]
        slots = next_slots(told["frequency"], start=start, notice=notice())
        seen = f"{say(told['frequency'])}|{start}"
        if not slots:
            form.add_error("frequency", "从起算的那天起没有一次到期，请核对频次和起算日期。")
        elif request.POST.get("seen") == seen and "look" not in request.POST:
            try:
                made = deed(_new(told, _Offered(posts, above, request.today), task), told)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                address = reverse("duties:task", args=[made.pk])
                once.remember(request, address)
                return see_other(address)
    context = {"form": form, "scheme": scheme, "task": task, "title": title, "slots": slots, "seen": seen}
    return render(request, "duties/write_task.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class _Offered:
    """What a form offered to choose from: posts and tasks by id, as they are on `day`."""

    posts: Mapping[int, Post]
    above: Mapping[int, Task]
    day: dt.date


def _new(told: dict[str, Any], offered: _Offered, task: Task | None) -> NewTask:
    """Return the task that a form tells, with its units in their roles and the posts that stand for them.

    Raises:  PostElsewhere.
    """
    roles = [(told["lead"], Role.LEAD), *((unit, Role.RESPONSIBLE) for unit in told["responsible"])]
    roles += [(unit, Role.SUPPORTING) for unit in told["supporting"]]
    units = Unit.objects.in_bulk([unit for unit, _ in roles])
    names = {pk: unit.name for pk, unit in units.items()}
    bodies = bodies_of_offices(units=list(units), day=offered.day)
    standing = [
        _standing([offered.posts[pk] for pk in told[field]], names, bodies)
        for field in ("post", "first_post", "direct_post")
    ]
    text = TaskText(
        number=told["number"],
        content=told["content"],
        frequency=stored(told["frequency"]),
        goal=told["goal"],
        basis=told["basis"],
        evidence=told["evidence"],
        evidence_ceiling=told["evidence_ceiling"],
        start=told["start"],
        kinds=tuple(told["kinds"]),
        words=tuple(told["words"]),
        conveys=task.conveys if task else "",
        attends=task.attends if task else "",
        closes_above=told["closes_above"],
        supporting_owes=told["supporting_owes"],
        parent=offered.above.get(told["parent"]),
    )
    answering = tuple(
        Answering(units[unit], role, *(posts.get(unit) for posts in standing)) for unit, role in roles
    )
    return NewTask(text, answering)


class PostElsewhere(Refused):
    """The post is of a unit that does not answer for the task, or is the second of its unit."""


def _standing(posts: list[Post], names: Mapping[int, str], bodies: Mapping[int, int]) -> dict[int, Post]:
    """Return unit -> the post that stands for it."""
    found: dict[int, Post] = {}
    for post in posts:
        homes = stands_for(name=post.name, unit=post.unit_id, units=names, bodies=bodies)
        if not homes:
            raise PostElsewhere(f"岗位“{post.name}”属于{post.unit.name}，而它不在这项任务的单位里，请改选。")
        for unit in homes:
            if found.setdefault(unit, post) != post:
                raise PostElsewhere(
                    f"{names[unit]}选了“{found[unit].name}”和“{post.name}”两个岗位，请只留一个。"
                )
    return found


def _parent(task: Task) -> int | None:
    """Return the id of the line that the task lies under, as it is told now."""
    if task.parent is None:
        return None
    return amendments_of(task=task.parent).values_list("pk", flat=True).last()


def _told(task: Task) -> dict[str, Any]:
    """Return what a form shows of a task."""
    found = list(task.assignments.all())

    def of(role: Role) -> list[int]:
        return [one.unit_id for one in found if one.role == role.value]

    return {
        "number": task.number,
        "content": task.content,
        "goal": task.goal,
        "lead": next(iter(of(Role.LEAD)), None),
        "parent": _parent(task),
        **{
            field: list(dict.fromkeys(pk for one in found if (pk := getattr(one, f"{field}_id"))))
            for field in ("post", "first_post", "direct_post")
        },
        "responsible": of(Role.RESPONSIBLE),
        "supporting": of(Role.SUPPORTING),
        "supporting_owes": task.supporting_owes,
        "frequency": say(frequency_of(task.frequency)),
        "start": task.start,
        "basis": task.basis,
        "evidence": task.evidence,
        "evidence_ceiling": task.evidence_ceiling,
        "kinds": task.kinds,
        "words": "、".join(task.words),
        "closes_above": task.closes_above,
    }
