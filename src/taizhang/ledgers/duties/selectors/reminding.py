"""Reads of what is to be reminded: what is open and near or past its day, and what has been so for long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from taizhang.foundation.accounts.models import Tenure
from taizhang.foundation.accounts.selectors import held_on
from taizhang.ledgers.duties.models import Occurrence, Scheme, Urging
from taizhang.ledgers.duties.rules import OPEN

_WITH = ("duty__task__scheme", "duty__unit")


def unmet_of(*, posts: Collection[int], units: Collection[int], on: dt.date) -> QuerySet[Occurrence]:
    """Return what these posts have still to do, and these units where no post that is held has; the earliest first.

    What is met and only waits to be closed off is none of it, nor what is urged: see `urged_of`.
    """
    urged = Urging.objects.filter(occurrence=OuterRef("pk"), settled_at__isnull=True)
    rows = _unmet().filter(_owed_by(posts, units, on), ~Exists(urged))
    return rows.select_related(*_WITH).order_by("due_on", "pk")


def urged_of(*, posts: Collection[int], units: Collection[int], on: dt.date) -> QuerySet[Urging]:
    """Return what a unit above asks these posts, and units, to see to; the earliest due first."""
    rows = Urging.objects.filter(
        _owed_by(posts, units, on, "occurrence__"),
        settled_at__isnull=True,
        occurrence__state__in=OPEN,
        occurrence__done_on__isnull=True,
    )
    rows = rows.select_related("unit", *(f"occurrence__{path}" for path in _WITH))
    return rows.order_by("occurrence__due_on", "pk")


def urgings_of(*, occurrence: Occurrence) -> QuerySet[Urging]:
    """Return how often an occurrence was urged, the latest first."""
    return Urging.objects.filter(occurrence=occurrence).select_related("unit", "by").order_by("-day")


def lapsed_within(*, units: Collection[int], latest: Mapping[int, dt.date]) -> QuerySet[Occurrence]:
    """Return what these units have still to do that the unit above is to be told of.

    `latest` gives for each number of worked days after which schemes tell it the latest due day.
    """
    lapsed = Q(pk__in=[])
    for days, due in latest.items():
        lapsed |= Q(duty__task__scheme__escalate_after=days, due_on__lte=due)
    return _unmet().filter(lapsed, duty__unit_id__in=units).select_related(*_WITH)


def days_of_telling() -> list[int]:
    """Return after how many worked days schemes tell the unit above, each number once; never is none of them."""
    rows = Scheme.objects.filter(escalate_after__gt=0, version__gt=0)
    return sorted(rows.values_list("escalate_after", flat=True).distinct().order_by())


def _owed_by(posts: Collection[int], units: Collection[int], on: dt.date, path: str = "") -> Q:
    """Return the condition under which an occurrence, found by the path, is owed by these posts and units."""
    duty = f"{path}duty__"
    holders = Tenure.objects.filter(
        held_on(on), post_id=OuterRef(f"{duty}post_id"), post__closed_on__isnull=True
    )
    unheld = Q(~Exists(holders), **{f"{duty}unit_id__in": units})
    return Q(**{f"{duty}post_id__in": posts}) | unheld


def _unmet() -> QuerySet[Occurrence]:
    return Occurrence.objects.filter(state__in=OPEN, done_on__isnull=True)
