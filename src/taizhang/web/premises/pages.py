"""What pages of premises show: signs, rows, posts that may be named, pictures of addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import segno
from django.db.models import Min, QuerySet

from taizhang.ledgers.premises.models import Finding, Inspection, Place
from taizhang.ledgers.premises.rules import FindingState, InspectionState, type_by_code

FINDING_SIGNS = {
    FindingState.OPEN.value: ("bad", "alert"),
    FindingState.RECTIFIED.value: ("soon", "clock"),
    FindingState.CLOSED.value: ("ok", "check"),
}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place in a list: with its type, when it is to be inspected next, and its sign."""

    place: Place
    type: str
    due_on: dt.date | None
    sign: str
    icon: str
    told: str


def rows_of(places: Sequence[Place], *, today: dt.date) -> list[PlaceRow]:
    """Return the rows of a page: one query for what is due, one for what is wrong."""
    ids = [place.pk for place in places]
    due = dict(
        Inspection.objects.filter(place_id__in=ids, state=InspectionState.DUE.value)
        .values_list("place_id")
        .annotate(Min("due_on"))
        .order_by()
    )
    wrong = set(
        Finding.objects.filter(place_id__in=ids)
        .exclude(state=FindingState.CLOSED.value)
        .values_list("place_id", flat=True)
    )
    return [_row(place, due.get(place.pk), place.pk in wrong, today) for place in places]


def _row(place: Place, due_on: dt.date | None, wrong: bool, today: dt.date) -> PlaceRow:
    if place.until is not None:
        sign = ("mut", "void", "已停用")
    elif wrong:
        sign = ("bad", "alert", "有问题")
    elif due_on is not None and due_on < today:
        sign = ("bad", "clock", "逾期未查")
    elif needs_post(place):
        sign = ("soon", "alert", "待定岗")
    else:
        sign = ("ok", "check", "正常")
    return PlaceRow(place, type_by_code(place.type).label, due_on, *sign)


def needs_post(place: Place) -> bool:
    """Return whether the post that answers for a place is closed, or belongs to a closed unit."""
    return place.post.closed_on is not None or place.post.unit.closed_on is not None


def late_places(*, units: Collection[int], today: dt.date) -> QuerySet[Inspection, int]:
    """Return the ids of places whose inspection is overdue."""
    rows = Inspection.objects.filter(unit_id__in=units, state=InspectionState.DUE.value, due_on__lt=today)
    return rows.values_list("place_id", flat=True)


def wrong_places(*, units: Collection[int]) -> QuerySet[Finding, int]:
    """Return the ids of places with findings that are not closed."""
    rows = Finding.objects.filter(unit_id__in=units).exclude(state=FindingState.CLOSED.value)
    return rows.values_list("place_id", flat=True)


def qr(address: str) -> str:
    """Return the picture of an address, to be the source of an image: a phone opens it."""
    return segno.make(address, error="m", micro=False).svg_data_uri(border=2)
