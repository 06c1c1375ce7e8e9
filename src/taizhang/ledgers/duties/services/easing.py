"""What the unit above does to an occurrence: move its due day, excuse it, close it off."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.ledgers.duties.models import Fulfilment, Occurrence, OccurrenceStep
from taizhang.ledgers.duties.rules import (
    OPEN,
    OccurrenceRefused,
    OccurrenceState,
    StepAct,
    check_can_close,
    check_reason,
)
from taizhang.ledgers.duties.services.settling import locked, settle


def move_due(*, occurrence: Occurrence, to: dt.date, reason: str, by: Person, at: dt.datetime) -> Occurrence:
    """Move the due day with a reason and return the occurrence; its history keeps the former day.

    Raises:  OccurrenceRefused.
    """
    reason = check_reason(reason, refusal=OccurrenceRefused, deed="调整期限")
    with transaction.atomic():
        occurrence = locked(occurrence)
        if occurrence.state == OccurrenceState.LIFTED.value:
            raise OccurrenceRefused("这一期已经解除，不用再调整期限。")
        if to < occurrence.opens:
            raise OccurrenceRefused(f"期限不能早于这一期的开始日期 {occurrence.opens:%Y-%m-%d}，请改正。")
        if to == occurrence.due_on:
            raise OccurrenceRefused("新的期限与原来相同，没有需要调整的地方。")
        _tell(occurrence, StepAct.MOVE, by, at, reason, was=occurrence.due_on, now=to)
        occurrence.due_on = to
        return settle(occurrence, at=at, fields=["due_on"])


def excuse(*, occurrence: Occurrence, reason: str, by: Person, at: dt.datetime) -> Occurrence:
    """Excuse a unit from an occurrence with a reason and return it.

    Raises:  OccurrenceRefused for one that is not open, or without a reason.
    """
    reason = check_reason(reason, refusal=OccurrenceRefused, deed="免除")
    with transaction.atomic():
        occurrence = locked(occurrence)
        if occurrence.state not in OPEN:
            raise OccurrenceRefused(f"这一期{OccurrenceState(occurrence.state).label}，不能免除。")
        _tell(occurrence, StepAct.EXCUSE, by, at, reason)
        occurrence.excuse, occurrence.excused_by = reason, by
        return settle(occurrence, at=at, fields=["excuse", "excused_by"])


def demand(*, occurrence: Occurrence, reason: str, by: Person, at: dt.datetime) -> Occurrence:
    """Take an excuse back with a reason and return the occurrence.

    Raises:  OccurrenceRefused for one that is not excused, or without a reason.
    """
    reason = check_reason(reason, refusal=OccurrenceRefused, deed="取消免除")
    with transaction.atomic():
        occurrence = locked(occurrence)
        if occurrence.state != OccurrenceState.EXCUSED.value:
            raise OccurrenceRefused("这一期没有免除，不用取消。")
        _tell(occurrence, StepAct.DEMAND, by, at, reason)
        occurrence.excuse, occurrence.excused_by = "", None
        return settle(occurrence, at=at, fields=["excuse", "excused_by"])


def close(*, occurrence: Occurrence, by: Person, at: dt.datetime) -> Occurrence:
    """Close off an occurrence that is met and return it.

    Raises:  OccurrenceRefused; OwnWork for somebody who confirmed one of its fulfilments.
    """
    with transaction.atomic():
        occurrence = locked(occurrence)
        standing = Fulfilment.objects.filter(occurrence=occurrence, withdrawn_at__isnull=True)
        check_can_close(
            state=OccurrenceState(occurrence.state),
            met=standing.count() >= occurrence.required,
            closes_above=occurrence.duty.task.closes_above,
            confirmers=set(standing.values_list("by_id", flat=True)),
            by=by.pk,
        )
        _tell(occurrence, StepAct.CLOSE, by, at, "")
        occurrence.closed_by, occurrence.closed_at = by, at
        return settle(occurrence, at=at, fields=["closed_by", "closed_at"])


def reopen(*, occurrence: Occurrence, reason: str, by: Person, at: dt.datetime) -> Occurrence:
    """Take a closing back with a reason and return the occurrence.

    Raises:  OccurrenceRefused for one that is not closed, or without a reason.
    """
    reason = check_reason(reason, refusal=OccurrenceRefused, deed="撤回核销")
    with transaction.atomic():
        occurrence = locked(occurrence)
        if occurrence.closed_by_id is None:
            raise OccurrenceRefused("这一期没有核销，不用撤回。")
        _tell(occurrence, StepAct.REOPEN, by, at, reason)
        occurrence.closed_by, occurrence.closed_at = None, None
        return settle(occurrence, at=at, fields=["closed_by", "closed_at"])


def _tell(
    occurrence: Occurrence,
    act: StepAct,
    by: Person,
    at: dt.datetime,
    reason: str,
    was: dt.date | None = None,
    now: dt.date | None = None,
) -> None:
    OccurrenceStep.objects.create(
        occurrence=occurrence, act=act.value, reason=reason, was=was, now=now, by=by, at=at
    )
    audit.record(
        verb=f"occurrence.{act.value.lower()}",
        subject=f"occurrence:{occurrence.pk}",
        by=by,
        at=at,
        detail={"reason": reason} if reason else None,
    )
