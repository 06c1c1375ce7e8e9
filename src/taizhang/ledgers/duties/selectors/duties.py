"""Reads of duties: of units, of posts, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from taizhang.ledgers.duties.models import Duty
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
