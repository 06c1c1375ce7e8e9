"""Correct a record that counts: one person tells it anew, another accepts; the old stays in force until then."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import check_different_eyes
from taizhang.foundation.audit import services as audit
from taizhang.foundation.journal import services as journal
from taizhang.ledgers.records.models import Record, RecordRevision
from taizhang.ledgers.records.rules import (
    Content,
    RecordNotCorrectable,
    RecordNotReturnable,
    RevisionState,
    State,
    check_can_correct,
    check_content,
)
from taizhang.ledgers.records.selectors import BOOK, content_of, pending_revision
from taizhang.ledgers.records.services.writing import decide, fill, posting_of


def correct_record(
    *, record: Record, content: Content, reason: str, by: Person, at: dt.datetime
) -> RecordRevision:
    """Propose a new telling of an accepted record and return it as a revision that waits for acceptance.

    Raises:  RecordNotCorrectable, UnknownKind, ContentRefused.
    """
    check_content(content)
    with transaction.atomic():
        record = Record.objects.select_for_update().get(pk=record.pk)
        content = replace(content, evidence=content_of(record).evidence)
        check_can_correct(
            state=State(record.state),
            reason=reason,
            pending=pending_revision(record=record) is not None,
            changed=content.digest() != content_of(record).digest(),
        )
        latest = record.revisions.order_by("-number").values_list("number", flat=True)[0]
        revision = RecordRevision.objects.create(
            record=record,
            number=latest + 1,
            content=content.as_dict(),
            digest=content.digest(),
            reason=reason.strip(),
            author=by,
            at=at,
        )
        audit.record(verb="record.correct", subject=record.source, by=by, at=at, detail={"reason": reason})
    return revision


def accept_correction(*, record: Record, by: Person, at: dt.datetime) -> Record:
    """Put the pending correction in force: reverse the old posting, post the new, and return the record.

    Raises:  RecordNotCorrectable if none is pending; OwnWork if `by` told it.
    """
    with transaction.atomic():
        record = Record.objects.select_for_update().get(pk=record.pk)
        revision = _pending(record)
        check_different_eyes(author=revision.author_id, by=by.pk, deed="审核")
        content = Content.from_dict(revision.content)
        decide(revision, RevisionState.ACCEPTED, by=by, at=at)
        record.revision = revision.number
        fill(record, content).save()
        audit.record(verb="record.accept_correction", subject=record.source, by=by, at=at)
        journal.reverse(book=BOOK, sources=[record.source], at=at)
        journal.post(
            postings=[posting_of(record=record.pk, revision=revision.number, content=content)], at=at
        )
    return record


def return_correction(*, record: Record, reason: str, by: Person, at: dt.datetime) -> None:
    """Turn a pending correction down with a reason; the old telling stays in force.

    Raises:  RecordNotCorrectable if none is pending; RecordNotReturnable without a reason; OwnWork.
    """
    with transaction.atomic():
        record = Record.objects.select_for_update().get(pk=record.pk)
        revision = _pending(record)
        check_different_eyes(author=revision.author_id, by=by.pk, deed="退回")
        if not reason.strip():
            raise RecordNotReturnable("退回要写明理由，让填报人知道改哪里。")
        decide(revision, RevisionState.RETURNED, by=by, at=at, reason=reason.strip())
        audit.record(verb="record.return_correction", subject=record.source, by=by, at=at)


def _pending(record: Record) -> RecordRevision:
    revision = pending_revision(record=record) if record.state == State.ACCEPTED.value else None
    if revision is None:
        raise RecordNotCorrectable("这条记录没有等待审核的更正。")
    return revision
