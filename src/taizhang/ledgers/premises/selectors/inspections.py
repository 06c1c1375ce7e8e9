"""Reads of inspections, and how sources of the journal are called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import F, QuerySet

from taizhang.ledgers.premises.models import Finding, Incident, Inspection, Place
from taizhang.ledgers.premises.rules import BOOK, INSPECTIONS, InspectionState, type_by_code

BATCH, FEW = 500, 20


def inspections_of(*, place: Place) -> QuerySet[Inspection]:
    """Return the inspections of a place that are not lifted, the latest due first."""
    rows = place.inspections.exclude(state=InspectionState.LIFTED.value)
    return rows.select_related("by").order_by("-due_on", "-pk")


def due_inspections(*, units: Collection[int], on: dt.date) -> QuerySet[Inspection]:
    """Return what these units have to inspect: what has opened by a day and is not done, the earliest due first."""
    rows = Inspection.objects.filter(state=InspectionState.DUE.value, opens__lte=on)
    if len(units) > FEW:
        # Of many units the first few due are met soonest in the order of days, not unit by unit.
        rows = rows.alias(owing=F("unit_id") + 0).filter(owing__in=units)
    else:
        rows = rows.filter(unit_id__in=units)
    return rows.select_related("place__unit", "place__post").order_by("due_on", "pk")


def open_inspections_of_posts(*, posts: Collection[int], on: dt.date) -> QuerySet[Inspection]:
    """Return what has opened by a day and is not done at places for which these posts answer, the earliest due first."""
    rows = Inspection.objects.filter(state=InspectionState.DUE.value, opens__lte=on, place__post_id__in=posts)
    return rows.select_related("place", "unit").order_by("due_on", "pk")


def inspection_within(*, pk: int, units: Collection[int]) -> Inspection | None:
    """Return the inspection where one of the units runs the place, else None."""
    rows = Inspection.objects.select_related("place__unit", "by")
    return rows.filter(pk=pk, place__unit_id__in=units).first()


def inspection_by_key(*, key: str) -> Inspection | None:
    """Return the inspection to which a device gave this id, else None."""
    return Inspection.objects.select_related("place").filter(client_key=key).first()


def names_by_source(*, sources: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return number and title of what stands behind journal sources of this book, by source."""
    told: dict[str, list[int]] = {}
    for source in sources:
        book, _, rest = source.partition(":")
        if book in (BOOK, INSPECTIONS) and rest[1:].isdecimal():
            told.setdefault(rest[:1], []).append(int(rest[1:]))
    found: dict[str, tuple[str, str]] = {}
    for mark, ids in told.items():
        for start in range(0, len(ids), BATCH):
            for pk, name in _names(mark, ids[start : start + BATCH]):
                found[f"{BOOK if mark == 'p' else INSPECTIONS}:{mark}{pk}"] = name
    return found


def _names(mark: str, ids: list[int]) -> Iterable[tuple[int, tuple[str, str]]]:
    if mark == "p":
        for pk, kind, name in Place.objects.filter(pk__in=ids).values_list("pk", "type", "name"):
            yield pk, (f"阵地{pk}", f"{type_by_code(kind).label} {name}")
    elif mark == "c":
        rows = Inspection.objects.filter(pk__in=ids).values_list("pk", "label", "place__name")
        for pk, label, name in rows:
            yield pk, (f"检查·{label}", name)
    elif mark in ("f", "r"):
        for pk, what, name in Finding.objects.filter(pk__in=ids).values_list("pk", "what", "place__name"):
            yield pk, (f"问题{pk}", f"{name}：{what}"[:80])
    elif mark == "i":
        for pk, what, name in Incident.objects.filter(pk__in=ids).values_list("pk", "what", "place__name"):
            yield pk, (f"事件{pk}", f"{name}：{what}"[:80])
