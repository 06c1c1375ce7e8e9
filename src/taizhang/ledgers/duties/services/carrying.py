"""Let one unit carry on what another still owes, when units are merged or split."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.journal import services as journal
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.duties.models import Duty, Occurrence, OccurrenceStep
from taizhang.ledgers.duties.rules import BOOK, OPEN, STANDING, DutyState, StepAct
from taizhang.ledgers.duties.services.ending import note
from taizhang.ledgers.duties.services.settling import BATCH, lift, posting_of


def carry_over(*, unit: Unit, into: Unit, on: dt.date, by: Person | None, at: dt.datetime) -> int:
    """Let `into` owe what a unit that closes on a day still owes, and return how many occurrences that are.

    What was done stays with the closed unit, and so does what was due before that day. What had
    opened and is due on that day or later goes to the successor; of what opens later, only that for
    which the successor answers not already itself: it holds one meeting a month, not two. The closed
    unit's posts end with it: the successor names its own.
    """
    with transaction.atomic():
        rows = Duty.objects.select_for_update(of=("self",)).select_related(
            "task__scheme", "post", "first_post", "direct_post"
        )
        former = list(rows.filter(unit=unit, state__in=STANDING, until__isnull=True).order_by("pk"))
        own = set(
            Duty.objects.filter(unit=into, state__in=STANDING, owes=True).values_list("task_id", flat=True)
        )
        successors = {duty.pk: _successor(duty, into, on, doubled=duty.task_id in own) for duty in former}
        reason = f"{unit.name}并入{into.name}"
        open_ = Occurrence.objects.select_for_update().filter(
            duty_id__in=successors, due_on__gte=on, state__in=OPEN
        )
        carried: list[Occurrence] = []
        doubled: list[Occurrence] = []
        for one in open_.order_by("pk"):
            later = one.opens >= on and successors[one.duty_id].task_id in own
            (doubled if later else carried).append(one)
        lifted = lift(doubled, reason=reason, by=by, at=at)
        sources = [*lifted, *(one.source for one in carried)]
        _move(carried, successors, reason, by, at)
        for duty in former:
            duty.state, duty.until = DutyState.ENDED.value, max(on, duty.since)
        Duty.objects.bulk_update(former, ["state", "until"], batch_size=BATCH)
        note(former, StepAct.END, by=by, at=at, reason=reason)
        _tell_carried(former, successors, reason, by, at)
        journal.reverse(book=BOOK, sources=sources, at=at)
        journal.post(postings=[posting_of(one, one.duty) for one in carried], at=at)
    return len(carried)


def _successor(duty: Duty, into: Unit, on: dt.date, *, doubled: bool) -> Duty:
    """Return the duty of the successor, stored. Where it has the task itself, the carried one begets nothing new."""
    made = Duty(
        task=duty.task,
        unit=into,
        role=duty.role,
        came_from=duty,
        state=DutyState.ASSIGNED.value,
        since=max(on, duty.since),
        owes=duty.owes and not doubled,
        runs_from=duty.runs_from,
        generated_until=duty.generated_until,
    )
    made.save(force_insert=True)
    return made


def _tell_carried(
    former: Sequence[Duty], successors: dict[int, Duty], reason: str, by: Person | None, at: dt.datetime
) -> None:
    """Write the carrying into each successor's history, with the posts that ended."""
    for duty in former:
        ended = [post.name for post in (duty.post, duty.first_post, duty.direct_post) if post is not None]
        names = "、".join(dict.fromkeys(ended))
        told = f"{reason}；原岗位（{names}）随单位结束，请重新定岗" if ended else reason
        note([successors[duty.pk]], StepAct.CARRY, by=by, at=at, reason=told)


def _move(
    carried: Sequence[Occurrence],
    successors: dict[int, Duty],
    reason: str,
    by: Person | None,
    at: dt.datetime,
) -> None:
    for one in carried:
        one.duty = successors[one.duty_id]
        one.revision += 1
    Occurrence.objects.bulk_update(carried, ["duty", "revision"], batch_size=BATCH)
    OccurrenceStep.objects.bulk_create(
        [
            OccurrenceStep(occurrence=one, act=StepAct.CARRY.value, reason=reason, by=by, at=at)
            for one in carried
        ],
        batch_size=BATCH,
    )
