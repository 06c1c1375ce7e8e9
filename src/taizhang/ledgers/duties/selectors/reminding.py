"""Reads of what is to be reminded: what is open and near or past its day, and what has been so for long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from taizhang.foundation.accounts.models import Tenure
from taizhang.foundation.accounts.selectors import held_on
from taizhang.ledgers.duties.models import Occurrence, Scheme
from taizhang.ledgers.duties.rules import OPEN

_WITH = ("duty__task__scheme", "duty__unit")


def unmet_of(*, posts: Collection[int], units: Collection[int], on: dt.date) -> QuerySet[Occurrence]:
    """Return what these posts have still to do, and these units where no post that is held has; the earliest first.

    What is met and only waits to be closed off is none of it.
    """
    holders = Tenure.objects.filter(
        held_on(on), post_id=OuterRef("duty__post_id"), post__closed_on__isnull=True
    )
    theirs = Q(duty__post_id__in=posts) | (Q(duty__unit_id__in=units) & ~Exists(holders))
    return _unmet().filter(theirs).select_related(*_WITH).order_by("due_on", "pk")


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


def _unmet() -> QuerySet[Occurrence]:
    return Occurrence.objects.filter(state__in=OPEN, done_on__isnull=True)
