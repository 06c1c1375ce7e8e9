"""Tell the journal how occurrences stand: the old line taken back, the new one posted, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.journal import services as journal
from taizhang.kernel.posting import Posting
from taizhang.ledgers.duties.models import Duty, Fulfilment, Occurrence, OccurrenceStep, Urging
from taizhang.ledgers.duties.rules import (
    BOOK,
    OPEN,
    OccurrenceState,
    Role,
    Sort,
    StepAct,
    duty_tags,
    occurrence_posting,
    standing_of,
)

BATCH = 500
_FOLLOWS = ["state", "done", "done_on", "late", "made_up", "revision"]


def locked(occurrence: Occurrence) -> Occurrence:
    """Return the occurrence as the database has it now, locked, with its duty, task and scheme."""
    rows = Occurrence.objects.select_for_update(of=("self",)).select_related("duty__task__scheme")
    return rows.get(pk=occurrence.pk)


def tags_of(duty: Duty) -> tuple[str, ...]:
    """Return the tags of a duty's postings."""
    task = duty.task
    return duty_tags(
        scheme=task.scheme_id, task=task.origin, role=Role(duty.role), sort=Sort(task.scheme.sort)
    )


def posting_of(occurrence: Occurrence, duty: Duty) -> Posting:
    """Return what the journal is told about an occurrence of that duty as it stands."""
    return occurrence_posting(
        occurrence=occurrence.pk,
        revision=occurrence.revision,
        unit=duty.unit_id,
        due_on=occurrence.due_on,
        state=OccurrenceState(occurrence.state),
        late=occurrence.late,
        tags=tags_of(duty),
        made_up=occurrence.made_up,
    )


def settle(occurrence: Occurrence, *, at: dt.datetime, fields: Sequence[str] = ()) -> Occurrence:
    """Write down how an occurrence stands by its rows, with `fields` changed before, and tell the journal.

    A lifted one stays lifted. A closing falls away with the work it closed: should the work be confirmed anew, it is closed anew.
    """
    if occurrence.state == OccurrenceState.LIFTED.value:
        return occurrence
    standing = Fulfilment.objects.filter(occurrence=occurrence, withdrawn_at__isnull=True)
    told = list(standing.values_list("on", "makeup"))
    days = [on for on, makeup in told if not makeup]
    before = _said(occurrence)
    closes = occurrence.duty.task.closes_above
    if len(told) < occurrence.required:
        occurrence.closed_by, occurrence.closed_at = None, None
    now = standing_of(
        required=occurrence.required,
        days=days,
        due_on=occurrence.due_on,
        excused=bool(occurrence.excuse),
        closes_above=closes,
        closed=occurrence.closed_by_id is not None,
        makeups=[on for on, makeup in told if makeup],
    )
    occurrence.state, occurrence.done = now.state.value, len(told)
    occurrence.done_on, occurrence.late, occurrence.made_up = now.done_on, now.late, now.made_up
    if now.met or occurrence.state not in OPEN:
        settle_urging(occurrence, at=at)
    told_anew = "due_on" in fields or before != _said(occurrence)
    occurrence.revision += told_anew
    occurrence.save(update_fields=sorted({*_FOLLOWS, "closed_by", "closed_at", *fields}))
    if told_anew:
        journal.reverse(book=BOOK, sources=[occurrence.source], at=at)
        journal.post(postings=[posting_of(occurrence, occurrence.duty)], at=at)
    return occurrence


def settle_urging(occurrence: Occurrence, *, at: dt.datetime) -> None:
    """Let nobody be urged to an occurrence any more."""
    Urging.objects.filter(occurrence=occurrence, settled_at__isnull=True).update(settled_at=at)


def _said(occurrence: Occurrence) -> tuple[str, bool, bool, dt.date]:
    """Return what the journal is told of an occurrence."""
    return occurrence.state, occurrence.late, occurrence.made_up, occurrence.due_on


def lift(occurrences: Sequence[Occurrence], *, reason: str, by: Person | None, at: dt.datetime) -> list[str]:
    """Let occurrences be owed by nobody any more and return the sources whose lines are to be taken back.

    The caller reverses them last, together with whatever else its act posts.
    """
    for occurrence in occurrences:
        occurrence.state = OccurrenceState.LIFTED.value
    Occurrence.objects.bulk_update(occurrences, ["state"], batch_size=BATCH)
    OccurrenceStep.objects.bulk_create(
        [
            OccurrenceStep(occurrence=one, act=StepAct.LIFT.value, reason=reason, by=by, at=at)
            for one in occurrences
        ],
        batch_size=BATCH,
    )
    return [occurrence.source for occurrence in occurrences]
