"""Make occurrences from frequencies, up to a horizon: in bulk, and no matter how often."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F, Q

from taizhang.foundation.bulk import insert_rows, reserve_ids
from taizhang.foundation.journal import services as journal
from taizhang.foundation.office_days.selectors import NewSlots, new_slots
from taizhang.foundation.statistics import tell_growth
from taizhang.kernel.recurrence import Slot
from taizhang.ledgers.duties.models import Duty, Occurrence
from taizhang.ledgers.duties.rules import STANDING, OccurrenceState, occurrence_posting
from taizhang.ledgers.duties.services.settling import tags_of

CHUNK = 400


def horizon(on: dt.date) -> dt.date:
    """Return the day up to which occurrences stand ready: the end of the next year."""
    return dt.date(on.year + 2, 1, 1)


def generate(*, until: dt.date, at: dt.datetime, units: Iterable[int] | None = None) -> int:
    """Make every occurrence of the standing duties that falls due before `until`, and return how many.

    `units` narrows it to duties of these units; None is all.
    """
    rows = Duty.objects.filter(state__in=STANDING, owes=True, generated_until__lt=until)
    # A duty that ends before the horizon is complete at its own end, however often one asks.
    rows = rows.filter(Q(until__isnull=True) | Q(until__gt=F("generated_until")))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    made = 0
    with transaction.atomic():
        slots = new_slots()
        ids = list(rows.order_by("unit_id", "pk").values_list("pk", flat=True))
        for start in range(0, len(ids), CHUNK):
            locked = Duty.objects.select_for_update(of=("self",)).select_related("task__scheme")
            duties = list(locked.filter(pk__in=ids[start : start + CHUNK]).order_by("unit_id", "pk"))
            made += _generate(duties, until=until, at=at, slots=slots)
        tell_growth(Duty, Occurrence, rows=made)
    return made


def generate_for(duties: Sequence[Duty], *, until: dt.date, at: dt.datetime) -> int:
    """Make the occurrences of these duties before `until`, post them, and return how many. In a transaction."""
    made = _generate(duties, until=until, at=at, slots=new_slots())
    tell_growth(Duty, Occurrence, rows=made)
    return made


def _generate(duties: Sequence[Duty], *, until: dt.date, at: dt.datetime, slots: NewSlots) -> int:
    found: list[tuple[Duty, tuple[str, ...], Slot]] = []
    ends: defaultdict[dt.date, list[int]] = defaultdict(list)
    for duty in duties:
        if not duty.owes or duty.state not in STANDING:
            continue
        end = until if duty.until is None else min(until, duty.until)
        tags = tags_of(duty)
        found += [
            (duty, tags, slot)
            for slot in slots(
                duty.task.frequency, start=duty.runs_from, there=duty.generated_until, until=end
            )
        ]
        duty.generated_until = max(duty.generated_until, end)
        ends[duty.generated_until].append(duty.pk)
    for end, ids in ends.items():
        for first in range(0, len(ids), CHUNK):
            Duty.objects.filter(pk__in=ids[first : first + CHUNK]).update(generated_until=end)
    _insert(found, at=at)
    return len(found)


def _insert(found: Sequence[tuple[Duty, tuple[str, ...], Slot]], *, at: dt.datetime) -> None:
    """Store a new occurrence for each slot of a duty with its tags, and post it."""
    ids = reserve_ids(Occurrence, count=len(found))
    numbered = list(zip(ids, found, strict=True))
    insert_rows(
        Occurrence,
        columns=("id", "duty_id", "label", "opens", "due_on", "required"),
        rows=[
            (pk, duty.pk, slot.label, slot.opens, slot.due_on, slot.required)
            for pk, (duty, _, slot) in numbered
        ],
        same={"state": OccurrenceState.DUE.value, "late": False, "revision": 1},
    )
    postings = [
        occurrence_posting(
            occurrence=pk,
            revision=1,
            unit=duty.unit_id,
            due_on=slot.due_on,
            state=OccurrenceState.DUE,
            late=False,
            tags=tags,
        )
        for pk, (duty, tags, slot) in numbered
    ]
    journal.post(postings=postings, at=at)
