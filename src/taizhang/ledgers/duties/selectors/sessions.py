"""Reads of study plans: their sessions with what held them, and those that a makeup may make up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Prefetch, QuerySet

from taizhang.ledgers.duties.models import Fulfilment, Occurrence, Scheme
from taizhang.ledgers.duties.rules import OccurrenceState, Sort


def sessions_of(*, scheme: Scheme, units: Collection[int]) -> QuerySet[Occurrence]:
    """Return the sessions that a plan sets these units, the earliest first.

    Each has `standing`: what was confirmed as holding it and was not taken back.
    """
    standing = Fulfilment.objects.filter(withdrawn_at__isnull=True).order_by("on", "pk")
    rows = Occurrence.objects.filter(duty__task__scheme=scheme, duty__unit_id__in=units)
    rows = rows.exclude(state=OccurrenceState.LIFTED.value).select_related("duty__task__scheme", "duty__unit")
    rows = rows.prefetch_related(Prefetch("fulfilments", queryset=standing, to_attr="standing"))
    return rows.order_by("due_on", "duty__task__order", "duty__unit__code", "pk")


def sessions_begun(*, units: Collection[int], since: dt.date, on: dt.date) -> QuerySet[Occurrence]:
    """Return the sessions planned for these units that have opened by a day, due since another, the latest first."""
    rows = Occurrence.objects.filter(
        duty__task__scheme__sort=Sort.STUDY.value, duty__unit_id__in=units, opens__lte=on, due_on__gte=since
    )
    rows = rows.exclude(state__in=(OccurrenceState.LIFTED.value, OccurrenceState.EXCUSED.value))
    return rows.select_related("duty__task").order_by("-due_on", "-pk")
