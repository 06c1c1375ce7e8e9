"""What is owed at places, by the posts that are named for it, else by units: read by one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, RowNumber

from taizhang.foundation.accounts.models import Tenure
from taizhang.foundation.accounts.selectors import held_on
from taizhang.ledgers.premises.models import Finding, Inspection
from taizhang.ledgers.premises.rules import FindingState, InspectionState, OwedAtPlace, Owing

_TOLD = (
    "sort",
    "pk",
    "place_id",
    "place__name",
    "text",
    "owing_unit",
    "owing_name",
    "owing_post",
    "since",
    "due",
    "of",
)


def owed_at_places(
    *,
    posts: Collection[int],
    units: Collection[int],
    rechecking: Collection[int],
    person: int,
    on: dt.date,
    until: dt.date,
    most: int,
) -> list[OwedAtPlace]:
    """Return what is owed on a day at places, the first due of each sort and at most so many. One query.

    An inspection is owed by the post that answers for the place, a finding by the post that is to put
    it right; where nobody holds that post, by `units`. An inspection is told once it has opened and is
    due up to `until`, a finding as long as it is open. What is put right is to be re-checked by whoever
    answers for the place or reviews for units `rechecking`, never by the `person` who put it right.
    """
    checks = Inspection.objects.filter(
        _owed_by(posts, units, on, "place__post_id"),
        state=InspectionState.DUE.value,
        opens__lte=on,
        due_on__lte=until,
    )
    wrong = Finding.objects.filter(_owed_by(posts, units, on, "post_id"), state=FindingState.OPEN.value)
    again = Finding.objects.filter(
        Q(place__unit_id__in=rechecking) | Q(place__post_id__in=posts), state=FindingState.RECTIFIED.value
    ).exclude(rectified_by=person)
    parts = (
        _first(
            checks,
            _by_day(on, Owing.CHECK_LAPSED, Owing.CHECK),
            "label",
            "opens",
            "due_on",
            "place__post",
            most,
        ),
        _first(
            wrong,
            _by_day(on, Owing.RECTIFY_LAPSED, Owing.RECTIFY),
            "what",
            "found_on",
            "due_on",
            "post",
            most,
        ),
        _first(again, Value(Owing.RECHECK.value), "what", "found_on", "rectified_on", "post", most),
    )
    rows = parts[0].union(*parts[1:], all=True)
    found = [OwedAtPlace(Owing(sort), *rest) for sort, *rest in rows]
    return sorted(found, key=lambda one: (list(Owing).index(one.owing), one.due, one.pk))


def _owed_by(posts: Collection[int], units: Collection[int], on: dt.date, path: str) -> Q:
    """Return the condition under which what a post is named for, found by the path, is owed by posts and units."""
    holders = Tenure.objects.filter(held_on(on), post_id=OuterRef(path), post__closed_on__isnull=True)
    return Q(**{f"{path}__in": posts}) | Q(~Exists(holders), unit_id__in=units)


def _by_day(on: dt.date, lapsed: Owing, coming: Owing) -> Case:
    return Case(When(due_on__lt=on, then=Value(lapsed.value)), default=Value(coming.value))


def _first(
    rows: QuerySet[Any], sort: Any, text: str, since: str, due: str, post: str, most: int
) -> QuerySet[Any, tuple[Any, ...]]:
    """Return the first rows of each sort as tuples, with how many there are of it."""
    told = rows.annotate(
        sort=Cast(sort, CharField()),
        text=Cast(F(text), TextField()),
        owing_unit=F("unit_id"),
        owing_name=F("unit__name"),
        owing_post=F(f"{post}__name"),
        since=F(since),
        due=F(due),
    )
    told = told.annotate(
        of=Window(Count("pk"), partition_by=F("sort")),
        rank=Window(RowNumber(), partition_by=F("sort"), order_by=[F("due").asc(), F("pk").asc()]),
    )
    first: QuerySet[Any, tuple[Any, ...]] = told.filter(rank__lte=most).values_list(*_TOLD)
    return first
