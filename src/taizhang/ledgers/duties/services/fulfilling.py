"""Confirm that a piece of work fulfils an occurrence, and take that back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.foundation.journal import services as journal
from taizhang.kernel.posting import Posting
from taizhang.ledgers.duties.models import Fulfilment, Occurrence
from taizhang.ledgers.duties.rules import (
    BOOK,
    FulfilmentRefused,
    OccurrenceState,
    check_reason,
    fulfilment_posting,
    fulfilment_source,
)
from taizhang.ledgers.duties.services.settling import (
    BATCH,
    locked,
    locked_all,
    settle,
    settle_all,
    tags_of,
)


@dataclass(frozen=True, slots=True)
class Match:
    """A piece of work, named in its own book, that was done on a day and fulfils an occurrence.

    `makeup` says that it was held for those who had missed the session.
    """

    occurrence: Occurrence
    source: str
    on: dt.date
    makeup: bool = False


def confirm(
    *,
    occurrence: Occurrence,
    source: str,
    on: dt.date,
    by: Person,
    at: dt.datetime,
    makeup: bool = False,
) -> Fulfilment:
    """Take the work `source`, done on a day, as fulfilling an occurrence, and return the fulfilment.

    Work after the due day makes the occurrence late; work from before it opened fulfils nothing.
    Raises:  FulfilmentRefused.
    """
    [made] = confirm_all(matches=[Match(occurrence, source, on, makeup)], by=by, at=at)
    return made


def confirm_all(*, matches: Sequence[Match], by: Person, at: dt.datetime) -> list[Fulfilment]:
    """Take several pieces of work as fulfilling occurrences, all or none, and return the fulfilments.

    Raises:  FulfilmentRefused, as `confirm` does.
    """
    with transaction.atomic():
        there = locked_all(match.occurrence.pk for match in matches)
        standing = Fulfilment.objects.filter(
            occurrence_id__in=there,
            source__in={match.source for match in matches},
            withdrawn_at__isnull=True,
        )
        known = set(standing.values_list("occurrence_id", "source"))
        made = []
        for match in matches:
            occurrence = there[match.occurrence.pk]
            _check(occurrence, match, known)
            known.add((occurrence.pk, match.source))
            made.append(
                Fulfilment(
                    occurrence=occurrence,
                    source=match.source,
                    on=match.on,
                    makeup=match.makeup,
                    by=by,
                    at=at,
                )
            )
        Fulfilment.objects.bulk_create(made, batch_size=BATCH)
        for one in made:
            audit.record(
                verb="occurrence.confirm",
                subject=f"occurrence:{one.occurrence_id}",
                by=by,
                at=at,
                detail={"source": one.source},
            )
        journal.post(postings=[_posting_of(one) for one in made], at=at)
        settle_all(list(there.values()), at=at)
    return made


def _check(occurrence: Occurrence, match: Match, known: set[tuple[int, str]]) -> None:
    if occurrence.state == OccurrenceState.LIFTED.value:
        raise FulfilmentRefused("这一期已经解除，不用再办。")
    if match.on < occurrence.opens:
        raise FulfilmentRefused(
            f"记录的日期 {match.on:%Y-%m-%d} 早于这一期的开始日期 {occurrence.opens:%Y-%m-%d}，请另选一条。"
        )
    if (occurrence.pk, match.source) in known:
        raise FulfilmentRefused("这条记录已经算作完成这一期，不用再确认。")


def _posting_of(made: Fulfilment) -> Posting:
    duty = made.occurrence.duty
    return fulfilment_posting(fulfilment=made.pk, unit=duty.unit_id, on=made.on, tags=tags_of(duty))


def withdraw(*, fulfilment: Fulfilment, reason: str, by: Person, at: dt.datetime) -> None:
    """Take back that a piece of work fulfils an occurrence.

    Raises:  FulfilmentRefused without a reason, or where it was taken back before.
    """
    reason = check_reason(reason, refusal=FulfilmentRefused, deed="撤回")
    with transaction.atomic():
        fulfilment = Fulfilment.objects.select_for_update().get(pk=fulfilment.pk)
        if fulfilment.withdrawn_at is not None:
            raise FulfilmentRefused("这条完成情况已经撤回。")
        _take_back([fulfilment], reason=reason, by=by, at=at)


def withdraw_source(*, source: str, reason: str, by: Person, at: dt.datetime) -> int:
    """Take back everything that a piece of work fulfils, and return how many occurrences that were."""
    with transaction.atomic():
        rows = Fulfilment.objects.select_for_update().filter(source=source, withdrawn_at__isnull=True)
        standing = list(rows.order_by("occurrence_id"))
        _take_back(standing, reason=reason, by=by, at=at)
    return len(standing)


def _take_back(standing: list[Fulfilment], *, reason: str, by: Person, at: dt.datetime) -> None:
    for fulfilment in standing:
        occurrence = locked(fulfilment.occurrence)
        fulfilment.withdrawn_by, fulfilment.withdrawn_at, fulfilment.withdraw_reason = by, at, reason
        fulfilment.save(update_fields=["withdrawn_by", "withdrawn_at", "withdraw_reason"])
        audit.record(
            verb="occurrence.withdraw",
            subject=f"occurrence:{occurrence.pk}",
            by=by,
            at=at,
            detail={"source": fulfilment.source, "reason": reason},
        )
        journal.reverse(book=BOOK, sources=[fulfilment_source(fulfilment.pk)], at=at)
        settle(occurrence, at=at)
