"""Submit, accept, return, void: each a check, a change, a posting, an act."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import check_different_eyes
from taizhang.foundation.audit import services as audit
from taizhang.foundation.journal import services as journal
from taizhang.ledgers.records.models import Record, RecordRevision
from taizhang.ledgers.records.rules import (
    RevisionState,
    State,
    check_can_accept,
    check_can_return,
    check_can_submit,
    check_can_void,
    kind_by_code,
)
from taizhang.ledgers.records.selectors import BOOK, content_of, pending_revision
from taizhang.ledgers.records.services.writing import decide, posting_of


def submit_record(*, record: Record, by: Person, at: dt.datetime) -> Record:
    """Submit a draft or a returned record for review and return it.

    Raises:  RecordNotSubmittable.
    """
    with transaction.atomic():
        record = _locked(record)
        kind = kind_by_code(record.kind)
        check_can_submit(
            state=State(record.state),
            evidence=record.evidence.count(),
            required=kind.evidence_required,
            ceiling=kind.evidence_ceiling,
            author=record.author_id,
            by=by.pk,
        )
        if pending_revision(record=record) is None:
            _repeat_revision(record, by=by, at=at)
        record.state, record.submitted_at, record.return_reason = State.SUBMITTED.value, at, ""
        record.save(update_fields=["state", "submitted_at", "return_reason", "revision"])
        audit.record(verb="record.submit", subject=record.source, by=by, at=at)
    return record


def accept_record(*, record: Record, by: Person, at: dt.datetime) -> Record:
    """Accept a submitted record, post it, and return it.

    Raises:  RecordNotAcceptable; OwnWork if `by` is its author.
    """
    with transaction.atomic():
        record = _locked(record)
        check_can_accept(state=State(record.state), author=record.author_id, by=by.pk)
        revision = record.revisions.get(state=RevisionState.PENDING.value)
        # Where the record was handed over, whoever told it before has not left its words.
        check_different_eyes(author=revision.author_id, by=by.pk, deed="审核")
        decide(revision, RevisionState.ACCEPTED, by=by, at=at)
        record.state, record.accepted_by, record.accepted_at = State.ACCEPTED.value, by, at
        record.save(update_fields=["state", "accepted_by", "accepted_at"])
        audit.record(verb="record.accept", subject=record.source, by=by, at=at)
        content = content_of(record)
        journal.post(
            postings=[posting_of(record=record.pk, revision=revision.number, content=content)], at=at
        )
    return record


def return_record(*, record: Record, reason: str, by: Person, at: dt.datetime) -> Record:
    """Return a submitted record to its author with a reason, and return it.

    Raises:  RecordNotReturnable; OwnWork if `by` is its author.
    """
    with transaction.atomic():
        record = _locked(record)
        check_can_return(state=State(record.state), reason=reason, author=record.author_id, by=by.pk)
        pending = record.revisions.get(state=RevisionState.PENDING.value)
        check_different_eyes(author=pending.author_id, by=by.pk, deed="退回")
        decide(pending, RevisionState.RETURNED, by=by, at=at, reason=reason.strip())
        record.state, record.return_reason = State.RETURNED.value, reason.strip()
        record.save(update_fields=["state", "return_reason"])
        audit.record(verb="record.return", subject=record.source, by=by, at=at, detail={"reason": reason})
    return record


def void_record(*, record: Record, reason: str, by: Person, at: dt.datetime) -> Record:
    """Void a record and, where it counts, take its posting back. Return it.

    Raises:  RecordNotVoidable.
    """
    with transaction.atomic():
        record = _locked(record)
        counted = record.state == State.ACCEPTED.value
        correcting = counted and pending_revision(record=record) is not None
        check_can_void(state=State(record.state), reason=reason, correcting=correcting)
        record.state, record.void_reason = State.VOIDED.value, reason.strip()
        record.voided_by, record.voided_at = by, at
        record.save(update_fields=["state", "void_reason", "voided_by", "voided_at"])
        audit.record(verb="record.void", subject=record.source, by=by, at=at, detail={"reason": reason})
        if counted:
            journal.reverse(book=BOOK, sources=[record.source], at=at)
    return record


def _locked(record: Record) -> Record:
    return Record.objects.select_for_update().get(pk=record.pk)


def _repeat_revision(record: Record, *, by: Person, at: dt.datetime) -> None:
    """A returned record submitted again unchanged is told again, as a new revision to decide on."""
    content = content_of(record)
    record.revision += 1
    RecordRevision.objects.create(
        record=record,
        number=record.revision,
        content=content.as_dict(),
        digest=content.digest(),
        author=by,
        at=at,
    )
