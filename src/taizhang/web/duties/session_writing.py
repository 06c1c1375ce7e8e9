"""The form of a session of a study plan: written, changed in a draft, amended once it was handed down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.office_days.selectors import notice
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import tree_on
from taizhang.kernel.recurrence import Planned, frequency_of, say_planned, stored
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import Scheme, Task
from taizhang.ledgers.duties.rules import SESSION_KIND, Role, topic_words
from taizhang.ledgers.duties.services import Answering, NewTask, TaskText
from taizhang.web.access import Visit, once
from taizhang.web.access.answers import see_other
from taizhang.web.duties.forms import SessionAmendForm, SessionForm
from taizhang.web.duties.scheme_pages import next_slots

Deed = Callable[[NewTask, dict[str, Any]], Task]


def write_session(
    request: Visit, scheme: Scheme, *, title: str, deed: Deed, task: Task | None, amending: bool
) -> HttpResponse:
    """Show the form of a session, and save what it says: 303 to the plan or to the next one; 422 with the faults."""
    if request.method == "POST" and (address := once.claimed(request)):
        return see_other(address)
    nodes = tree_on(day=request.today, root=scheme.unit)
    form = (SessionAmendForm if amending else SessionForm)(
        request.POST if request.method == "POST" else None,
        initial={"on": request.today, **(_told(task) if task else _next(scheme))},
        units=[(node.id, f"{'　' * node.depth}{node.name}") for node in nodes],
        year=scheme.year,
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        start = told.get("on") or told["when"].start
        if not next_slots(told["when"].frequency, start=start, notice=notice()):
            form.add_error("when", f"从{start.month}月{start.day}日起没有一次到期，请核对学习时间。")
        else:
            try:
                deed(_new(told, task), told)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                another = request.POST.get("then") == "another"
                name = "duties:new_task" if another else "duties:scheme"
                address = reverse(name, args=[scheme.pk])
                once.remember(request, address)
                return see_other(address)
    context = {"form": form, "scheme": scheme, "task": task, "title": title}
    return render(request, "duties/write_session.html", context, status=422 if form.errors else 200)


def _next(scheme: Scheme) -> dict[str, Any]:
    """Return what a new session begins with: the next number, the units of the last one."""
    last = scheme.tasks.prefetch_related("assignments").order_by("order", "pk").last()
    if last is None:
        return {"number": "1", "holders": [scheme.unit_id]}
    number = str(int(last.number) + 1) if last.number.isdecimal() else ""
    return {"number": number, "holders": _holders(last), "attends": last.attends}


def _holders(task: Task) -> list[int]:
    return [one.unit_id for one in task.assignments.all() if one.role != Role.SUPPORTING.value]


def _told(task: Task) -> dict[str, Any]:
    """Return what the form shows of a session."""
    return {
        "number": task.number,
        "when": say_planned(Planned(frequency_of(task.frequency), task.start)),
        "content": task.content,
        "conveys": task.conveys,
        "holders": _holders(task),
        "attends": task.attends,
    }


def _new(told: dict[str, Any], task: Task | None) -> NewTask:
    """Return the session that a form tells; what it does not ask stays as `task` has it."""
    same_topic = task is not None and task.content == told["content"]
    text = TaskText(
        number=told["number"],
        content=told["content"],
        frequency=stored(told["when"].frequency),
        start=told["when"].start,
        goal=task.goal if task else "",
        basis=task.basis if task else "",
        evidence=task.evidence if task else "",
        evidence_ceiling=task.evidence_ceiling if task else None,
        kinds=tuple(task.kinds) if task else (SESSION_KIND,),
        words=tuple(task.words) if task and same_topic else topic_words(told["content"]),
        conveys=told["conveys"],
        attends=told["attends"],
        closes_above=task.closes_above if task else False,
        supporting_owes=task.supporting_owes if task else False,
        parent=task.parent if task else None,
    )
    units = Unit.objects.in_bulk(told["holders"])
    role = Role.LEAD if len(units) == 1 else Role.RESPONSIBLE
    supporting = [one for one in task.assignments.all() if one.role == Role.SUPPORTING.value] if task else []
    answering = [Answering(units[pk], role) for pk in told["holders"]]
    answering += [
        Answering(one.unit, Role.SUPPORTING, one.post) for one in supporting if one.unit_id not in units
    ]
    return NewTask(text, tuple(answering))
