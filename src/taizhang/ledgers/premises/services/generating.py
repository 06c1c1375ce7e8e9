"""Make inspections from frequencies, up to a horizon: in bulk, and no matter how often."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction

from taizhang.foundation.bulk import insert_rows, reserve_ids
from taizhang.foundation.journal import services as journal
from taizhang.foundation.office_days.selectors import NewSlots, new_slots
from taizhang.foundation.statistics import tell_growth
from taizhang.kernel.recurrence import Slot
from taizhang.ledgers.premises.models import Inspection, Place
from taizhang.ledgers.premises.rules import (
    InspectionState,
    inspection_posting,
    inspection_source,
    type_by_code,
)

CHUNK = 400


def horizon(on: dt.date) -> dt.date:
    """Return the day up to which inspections stand ready: the end of the year."""
    return dt.date(on.year + 1, 1, 1)


def generate(*, until: dt.date, at: dt.datetime, units: Iterable[int] | None = None) -> int:
    """Make every inspection of the places in use that falls due before `until`, and return how many.

    `units` narrows it to places of these units; None is all.
    """
    rows = Place.objects.filter(until__isnull=True, generated_until__lt=until)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    made = 0
    with transaction.atomic():
        slots = new_slots()
        ids = list(rows.order_by("unit_id", "pk").values_list("pk", flat=True))
        for start in range(0, len(ids), CHUNK):
            locked = Place.objects.select_for_update().filter(pk__in=ids[start : start + CHUNK])
            places = list(locked.order_by("unit_id", "pk"))
            made += _generate(places, until=until, at=at, slots=slots)
        tell_growth(Place, Inspection, rows=made)
    return made


def generate_for(places: Sequence[Place], *, until: dt.date, at: dt.datetime) -> int:
    """Make the inspections of these places before `until`, post them, and return how many. In a transaction."""
    made = _generate(places, until=until, at=at, slots=new_slots())
    tell_growth(Place, Inspection, rows=made)
    return made


def _generate(places: Sequence[Place], *, until: dt.date, at: dt.datetime, slots: NewSlots) -> int:
    found: list[tuple[Place, Slot]] = []
    ends: defaultdict[dt.date, list[int]] = defaultdict(list)
    for place in places:
        if place.until is not None or place.generated_until >= until:
            continue
        found += [
            (place, slot)
            for slot in slots(
                place.frequency, start=place.runs_from, there=place.generated_until, until=until
            )
        ]
        place.generated_until = until
        ends[until].append(place.pk)
    for end, ids in ends.items():
        for first in range(0, len(ids), CHUNK):
            Place.objects.filter(pk__in=ids[first : first + CHUNK]).update(generated_until=end)
    _insert(found, at=at)
    return len(found)


def _insert(found: Sequence[tuple[Place, Slot]], *, at: dt.datetime) -> None:
    """Store a new inspection for each slot of a place, and post it."""
    ids = reserve_ids(Inspection, count=len(found))
    numbered = list(zip(ids, found, strict=True))
    insert_rows(
        Inspection,
        columns=("id", "place_id", "unit_id", "label", "opens", "due_on"),
        rows=[
            (pk, place.pk, place.unit_id, slot.label, slot.opens, slot.due_on)
            for pk, (place, slot) in numbered
        ],
        same={"planned": True, "state": InspectionState.DUE.value, "late": False, "revision": 1},
    )
    postings = [
        inspection_posting(
            inspection=pk,
            revision=1,
            unit=place.unit_id,
            due_on=slot.due_on,
            type=type_by_code(place.type),
            state=InspectionState.DUE,
            planned=True,
            late=False,
        )
        for pk, (place, slot) in numbered
    ]
    journal.post(postings=postings, at=at)


def lift_coming(places: Sequence[int], *, on: dt.date) -> list[str]:
    """Let what is due on a day or later and not done be inspected by nobody, and return the sources to reverse."""
    rows = Inspection.objects.select_for_update().filter(
        place_id__in=places, planned=True, state=InspectionState.DUE.value, due_on__gte=on
    )
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        Inspection.objects.filter(pk__in=ids[start : start + CHUNK]).update(
            state=InspectionState.LIFTED.value
        )
    return [inspection_source(pk) for pk in ids]
