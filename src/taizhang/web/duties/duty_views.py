"""A duty as it lies on a unit: undertaken, its posts named, objected to and answered, broken down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import posts_of_units
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import bodies_of_offices, tree_on
from taizhang.kernel.recurrence import frequency_of, say
from taizhang.ledgers.duties.models import Duty
from taizhang.ledgers.duties.rules import STANDING, DutyState, Role
from taizhang.ledgers.duties.selectors import duty_seen
from taizhang.ledgers.duties.services import (
    Part,
    answer_objection,
    appoint,
    break_down,
    object_to,
    undertake,
)
from taizhang.web.access import Visit, allowed, found
from taizhang.web.access.answers import see_other
from taizhang.web.duties.forms import AppointForm, BreakDownForm, ReasonForm
from taizhang.web.shell.deeds import was_done

SIGNS = {
    DutyState.ASSIGNED.value: ("soon", "clock"),
    DutyState.UNDERTAKEN.value: ("ok", "check"),
    DutyState.OBJECTED.value: ("bad", "alert"),
    DutyState.BROKEN_DOWN.value: ("mut", "units"),
    DutyState.ENDED.value: ("mut", "void"),
}
COMING = 12


def duty_of(request: Visit, pk: int) -> Duty:
    """Return a duty in reach, on a unit or of a scheme of one; any other is not there."""
    return found(duty_seen(pk=pk, units=request.reach.units(Right.READ)))


@allowed(Right.READ)
def duty(request: Visit, pk: int) -> HttpResponse:
    """Show a duty, what is owed, its way, and what may be done to it. GET only."""
    return _page(request, duty_of(request, pk))


def _page(request: Visit, duty: Duty, *, faulty: dict[str, forms.Form] | None = None) -> HttpResponse:
    faulty = faulty or {}
    standing = duty.state in STANDING
    may_act = standing and request.reach.may(Right.WRITE, duty.unit_id)
    objected = duty.state == DutyState.OBJECTED.value
    may_answer = objected and request.reach.may(Right.REVIEW, duty.task.scheme.unit_id)
    owed = duty.occurrences.filter(due_on__gte=request.today).order_by("due_on")
    told: dict[str, Any] = {
        "duty": duty,
        "sign": SIGNS[duty.state],
        "often": say(frequency_of(duty.task.frequency)),
        "owed": list(owed[:COMING]),
        "overdue": duty.occurrences.filter(due_on__lt=request.today, state__in=("DUE", "PARTIAL")).order_by(
            "due_on"
        ),
        "parts": duty.parts.select_related("unit", "post", "first_post", "direct_post").order_by("pk"),
        "steps": duty.steps.select_related("by").order_by("pk"),
        "may_take": may_act and duty.state == DutyState.ASSIGNED.value,
        "may_object": may_act and not objected,
        "may_act": may_act,
        "may_answer": may_answer and duty.objected_by_id != request.actor.pk,
        "answer_form": faulty.get("answer") or ReasonForm(),
        "object_form": faulty.get("object") or ReasonForm(),
        "appoint_form": faulty.get("appoint")
        or AppointForm(
            posts=_posts(duty, request.today),
            initial={
                "post": duty.post_id,
                "first_post": duty.first_post_id,
                "direct_post": duty.direct_post_id,
            },
        ),
        "parts_form": faulty.get("parts")
        or BreakDownForm(
            units=_below(request, duty),
            posts=_posts(duty, request.today),
            initial={"first_post": duty.first_post_id, "direct_post": duty.direct_post_id},
        ),
        "faulty": list(faulty),
    }
    return render(request, "duties/duty.html", told, status=422 if faulty else 200)


def _posts(duty: Duty, today: dt.date) -> list[tuple[int, str]]:
    """Return the posts that can stand for a duty: the unit's own, of an internal office also its body's."""
    bodies = bodies_of_offices(units=[duty.unit_id], day=today)
    posts = posts_of_units(units=[duty.unit_id, *bodies.values()])
    return [
        (post.pk, post.name if post.unit_id == duty.unit_id else f"{post.unit.name}{post.name}")
        for post in posts
    ]


def _below(request: Visit, duty: Duty) -> list[tuple[str, str]]:
    """Return what a duty may be broken down to: units below, and the unit's own posts."""
    nodes = [node for node in tree_on(day=request.today, root=duty.unit) if node.id != duty.unit_id]
    units = [(f"u{node.id}", f"{'　' * (node.depth - 1)}{node.name}") for node in nodes]
    return [*((f"p{pk}", f"本单位岗位：{name}") for pk, name in _posts(duty, request.today)), *units]


def _acting(request: Visit, pk: int) -> Duty:
    """Return a duty on which this person may act for its unit.

    Raises:  OutOfReach.
    """
    duty = duty_of(request, pk)
    request.reach.check(Right.WRITE, duty.unit_id)
    return duty


def _done(
    request: Visit, duty: Duty, name: str, form: forms.Form, deed: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    if was_done(form, deed):
        return see_other(reverse("duties:duty", args=[duty.pk]))
    return _page(request, duty, faulty={name: form})


@allowed(Right.WRITE)
@require_POST
def take(request: Visit, pk: int) -> HttpResponse:
    """Undertake a duty. POST: 303 to it; 422 where that was done."""
    duty = _acting(request, pk)
    if duty.state != DutyState.UNDERTAKEN.value:
        undertake(duty=duty, by=request.actor, at=request.now)
    return see_other(reverse("duties:duty", args=[pk]))


@allowed(Right.WRITE)
@require_POST
def name_posts(request: Visit, pk: int) -> HttpResponse:
    """Name the posts that answer for a duty. POST: 303 to it; 422 with the faults."""
    duty = _acting(request, pk)
    form = AppointForm(request.POST, posts=_posts(duty, request.today))

    def deed(told: dict[str, Any]) -> object:
        posts = Post.objects.in_bulk([each for each in told.values() if each])
        return appoint(
            duty=duty,
            post=posts.get(told["post"]),
            first=posts.get(told["first_post"]),
            direct=posts.get(told["direct_post"]),
            by=request.actor,
            at=request.now,
        )

    return _done(request, duty, "appoint", form, deed)


@allowed(Right.WRITE)
@require_POST
def objection(request: Visit, pk: int) -> HttpResponse:
    """Object to a duty with a reason. POST: 303 to it; 422 with the faults."""
    duty = _acting(request, pk)
    form = ReasonForm(request.POST)
    return _done(
        request,
        duty,
        "object",
        form,
        lambda told: object_to(duty=duty, reason=told["reason"], by=request.actor, at=request.now),
    )


@allowed(Right.REVIEW)
@require_POST
def answer(request: Visit, pk: int) -> HttpResponse:
    """Answer an objection: uphold the duty, or release the unit from it. POST: 303 to it; 422 with the faults."""
    duty = duty_of(request, pk)
    request.reach.check(Right.REVIEW, duty.task.scheme.unit_id)
    form = ReasonForm(request.POST)
    release = request.POST.get("deed") == "release"
    return _done(
        request,
        duty,
        "answer",
        form,
        lambda told: answer_objection(
            duty=duty,
            release=release,
            answer=told["reason"],
            on=request.today,
            by=request.actor,
            at=request.now,
        ),
    )


@allowed(Right.WRITE)
@require_POST
def divide(request: Visit, pk: int) -> HttpResponse:
    """Break a duty down to units below or own posts. POST: 303 to it; 422 with the faults."""
    duty = _acting(request, pk)
    form = BreakDownForm(request.POST, units=_below(request, duty), posts=_posts(duty, request.today))

    def deed(told: dict[str, Any]) -> object:
        ticked = told["units"]
        units = Unit.objects.in_bulk([int(each[1:]) for each in ticked if each[0] == "u"])
        own = [int(each[1:]) for each in ticked if each[0] == "p"]
        named = [told["first_post"], told["direct_post"]]
        posts = Post.objects.in_bulk([*own, *(each for each in named if each)])
        first, direct = (posts.get(each) for each in named)
        parts = [Part(unit) for unit in units.values()]
        parts += [Part(duty.unit, Role(duty.role), posts[each], first, direct) for each in own]
        return break_down(duty=duty, parts=parts, on=request.today, by=request.actor, at=request.now)

    return _done(request, duty, "parts", form, deed)
