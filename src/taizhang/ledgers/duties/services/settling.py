"""Tell the journal how occurrences stand: the old line taken back, the new one posted, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

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
    return locked_all([occurrence.pk])[occurrence.pk]


def locked_all(ids: Iterable[int]) -> dict[int, Occurrence]:
    """Return occurrences as the database has them now, by id, locked, with their duties, tasks and schemes."""
    rows = Occurrence.objects.select_for_update(of=("self",)).select_related("duty__task__scheme")
    wanted = sorted(set(ids))
    found: dict[int, Occurrence] = {}
    for start in range(0, len(wanted), BATCH):
        found |= {one.pk: one for one in rows.filter(pk__in=wanted[start : start + BATCH]).order_by("pk")}
    return found


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
    settle_all([occurrence], at=at, fields=fields)
    return occurrence


def settle_all(occurrences: Sequence[Occurrence], *, at: dt.datetime, fields: Sequence[str] = ()) -> None:
    """Settle several occurrences as `settle` does one; the journal is told once, last."""
    standing = [one for one in occurrences if one.state != OccurrenceState.LIFTED.value]
    work = _work_for(standing)
    told = [one for one in standing if _stands_anew(one, work.get(one.pk, []), moved="due_on" in fields)]
    closings = {"closed_by", "closed_at"} if any(one.duty.task.closes_above for one in standing) else set()
    Occurrence.objects.bulk_update(standing, sorted({*_FOLLOWS, *closings, *fields}), batch_size=BATCH)
    settle_urgings([one for one in standing if one.done_on or one.state not in OPEN], at=at)
    journal.reverse(book=BOOK, sources=[one.source for one in told], at=at)
    journal.post(postings=[posting_of(one, one.duty) for one in told], at=at)


def _work_for(occurrences: Sequence[Occurrence]) -> dict[int, list[tuple[dt.date, bool]]]:
    """Return occurrence -> the days of the work that fulfils it, each with whether it is a makeup."""
    work: dict[int, list[tuple[dt.date, bool]]] = {}
    ids = [one.pk for one in occurrences]
    for start in range(0, len(ids), BATCH):
        rows = Fulfilment.objects.filter(
            occurrence_id__in=ids[start : start + BATCH], withdrawn_at__isnull=True
        )
        for occurrence, on, makeup in rows.values_list("occurrence_id", "on", "makeup"):
            work.setdefault(occurrence, []).append((on, makeup))
    return work


def _stands_anew(occurrence: Occurrence, work: Sequence[tuple[dt.date, bool]], *, moved: bool) -> bool:
    """Write how an occurrence stands into it, unsaved, and return whether the journal is to be told."""
    before = _said(occurrence)
    if len(work) < occurrence.required:
        occurrence.closed_by, occurrence.closed_at = None, None
    now = standing_of(
        required=occurrence.required,
        days=[on for on, makeup in work if not makeup],
        due_on=occurrence.due_on,
        excused=bool(occurrence.excuse),
        closes_above=occurrence.duty.task.closes_above,
        closed=occurrence.closed_by_id is not None,
        makeups=[on for on, makeup in work if makeup],
    )
    occurrence.state, occurrence.done = now.state.value, len(work)
    occurrence.done_on, occurrence.late, occurrence.made_up = now.done_on, now.late, now.made_up
    told_anew = moved or before != _said(occurrence)
    occurrence.revision += told_anew
    return told_anew


def settle_urgings(occurrences: Sequence[Occurrence], *, at: dt.datetime) -> None:
    """Let nobody be urged to these occurrences any more."""
    ids = [one.pk for one in occurrences]
    for start in range(0, len(ids), BATCH):
        standing = Urging.objects.filter(
            occurrence_id__in=ids[start : start + BATCH], settled_at__isnull=True
        )
        standing.update(settled_at=at)


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
