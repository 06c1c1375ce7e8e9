"""Reads of duties: of units, of posts, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from taizhang.ledgers.duties.models import Duty, Task
from taizhang.ledgers.duties.rules import STANDING, DutyState

_WITH = ("task__scheme", "unit", "post", "first_post", "direct_post", "came_from__unit")


def duties_within(*, units: Collection[int]) -> QuerySet[Duty]:
    """Return the duties of these units that are not ended, in the order of schemes and tasks."""
    rows = Duty.objects.filter(unit_id__in=units).exclude(state=DutyState.ENDED.value)
    return rows.select_related(*_WITH).order_by("-task__scheme__year", "task__scheme_id", "task__order", "pk")


def duty_within(*, pk: int, units: Collection[int]) -> Duty | None:
    """Return the duty, also an ended one, where it lies on one of the units, else None."""
    return Duty.objects.select_related(*_WITH).filter(pk=pk, unit_id__in=units).first()


def duties_of_posts(*, posts: Collection[int]) -> QuerySet[Duty]:
    """Return the standing duties that these posts carry out or are responsible for."""
    named = Q(post_id__in=posts) | Q(first_post_id__in=posts) | Q(direct_post_id__in=posts)
    rows = Duty.objects.filter(named, state__in=STANDING).select_related(*_WITH)
    return rows.order_by("-task__scheme__year", "task__scheme_id", "task__order", "pk")


def objections_to(*, units: Collection[int]) -> QuerySet[Duty]:
    """Return the duties that somebody objects to, of the schemes that these units issue."""
    rows = Duty.objects.filter(task__scheme__unit_id__in=units, state=DutyState.OBJECTED.value)
    return rows.select_related(*_WITH).order_by("pk")


def duty_seen(*, pk: int, units: Collection[int]) -> Duty | None:
    """Return the duty where it lies on one of the units, or one of them issued its scheme, else None."""
    rows = Duty.objects.select_related(*_WITH, "task__scheme__unit", "objected_by", "answered_by")
    return rows.filter(Q(unit_id__in=units) | Q(task__scheme__unit_id__in=units), pk=pk).first()


def duties_of_task(*, task: Task, units: Collection[int] | None) -> QuerySet[Duty]:
    """Return the duties that a task and its amendments lay on units: on these alone unless `units` is None."""
    rows = Duty.objects.filter(Q(task_id=task.origin) | Q(task__first_id=task.origin))
    rows = rows if units is None else rows.filter(unit_id__in=units)
    return rows.select_related("unit", "post", "first_post", "direct_post", "task").order_by("pk")
