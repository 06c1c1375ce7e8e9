"""Write a record down, and change it while it is still the author's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import IntegrityError, transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.foundation.evidence.models import Evidence
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Record, RecordEvidence, RecordRevision
from taizhang.ledgers.records.rules import Content, RevisionState, State, check_content, kind_by_code
from taizhang.ledgers.records.selectors import content_of, pending_revision
from taizhang.ledgers.records.services.writing import fill, next_numbers


class RecordNotEditable(Refused):
    """The record cannot be edited by this person as it stands."""


class RecordSentBefore(Refused):
    """The device has sent this record before: it stands, as `record`."""

    def __init__(self, record: Record) -> None:
        super().__init__(f"这条记录已经传上来了，编号 {record.number}。")
        self.record = record


def create_record(*, content: Content, by: Person, at: dt.datetime, client_key: str | None = None) -> Record:
    """Write a new draft down and return it.

    `client_key` is the id that a device gave the record; under one key there is one record, however
    often and in however many requests at once it is sent.
    Raises:  UnknownKind, ContentRefused; RecordNotEditable for a key under which somebody else has
             sent a record, RecordSentBefore for one's own.
    """
    check_content(content)
    try:
        with transaction.atomic():
            check_not_sent(client_key=client_key, by=by)
            [number] = next_numbers([content])
            draft = Record(number=number, state=State.DRAFT.value, author=by, client_key=client_key)
            record = fill(draft, content)
            record.save(force_insert=True)
            _add_revision(record, 1, content, by=by, at=at)
            audit.record(verb="record.create", subject=record.source, by=by, at=at)
    except IntegrityError:
        # Of two sendings at once the other one came first.
        check_not_sent(client_key=client_key, by=by)
        raise
    return record


def check_not_sent(*, client_key: str | None, by: Person) -> None:
    """Do nothing where no record stands under the key that a device gave.

    Raises:  RecordSentBefore where this person's does, RecordNotEditable where another's does.
    """
    known = Record.objects.filter(client_key=client_key).first() if client_key else None
    if known is None:
        return
    if known.author_id != by.pk:
        raise RecordNotEditable("这条记录已由另一位同事上传，请由本人处理。")
    raise RecordSentBefore(known)


def edit_record(*, record: Record, content: Content, by: Person, at: dt.datetime) -> Record:
    """Change a draft or a returned record and return it; its revisions keep what was told before.

    Raises:  UnknownKind, ContentRefused; RecordNotEditable from any other state or by anyone but the author.
    """
    check_content(content)
    with transaction.atomic():
        record = Record.objects.select_for_update().get(pk=record.pk)
        _check_editable(record, by)
        content = replace(content, evidence=content_of(record).evidence)
        _rewrite(record, content, by=by, at=at)
        fill(record, content).save()
        audit.record(verb="record.edit", subject=record.source, by=by, at=at)
    return record


def attach_evidence(*, record: Record, evidence: Evidence, name: str, by: Person, at: dt.datetime) -> None:
    """Show a file for a draft or a returned record, up to the kind's ceiling.

    Raises:  RecordNotEditable from any other state, by anyone but the author, or above the ceiling.
    """
    with transaction.atomic():
        record = Record.objects.select_for_update().get(pk=record.pk)
        _check_editable(record, by)
        ceiling = kind_by_code(record.kind).evidence_ceiling
        if record.evidence.count() >= ceiling:
            raise RecordNotEditable(f"这类记录的佐证至多 {ceiling} 份，够用即可；要换请先移除一份。")
        RecordEvidence.objects.get_or_create(record=record, evidence=evidence, defaults={"name": name})
        _rewrite(record, content_of(record), by=by, at=at)
        audit.record(
            verb="record.attach", subject=record.source, by=by, at=at, detail={"digest": evidence.digest}
        )


def detach_evidence(*, record: Record, evidence: Evidence, by: Person, at: dt.datetime) -> None:
    """Take a file off a draft or a returned record; the file itself stays in the store.

    Raises:  RecordNotEditable from any other state or by anyone but the author.
    """
    with transaction.atomic():
        record = Record.objects.select_for_update().get(pk=record.pk)
        _check_editable(record, by)
        RecordEvidence.objects.filter(record=record, evidence=evidence).delete()
        _rewrite(record, content_of(record), by=by, at=at)
        audit.record(
            verb="record.detach", subject=record.source, by=by, at=at, detail={"digest": evidence.digest}
        )


def _check_editable(record: Record, by: Person) -> None:
    state = State(record.state)
    if state not in (State.DRAFT, State.RETURNED):
        raise RecordNotEditable(f"这条记录{state.label}，不能直接修改；已入账的请用更正。")
    if record.author_id != by.pk:
        raise RecordNotEditable("只有填报人本人可以修改，请由填报人修改。")


def _rewrite(record: Record, content: Content, *, by: Person, at: dt.datetime) -> None:
    """Change the pending revision in place; after a return begin a new one."""
    pending = pending_revision(record=record)
    if pending is None:
        record.revision += 1
        record.save(update_fields=["revision"])
        _add_revision(record, record.revision, content, by=by, at=at)
        return
    pending.content, pending.digest, pending.at = content.as_dict(), content.digest(), at
    pending.save(update_fields=["content", "digest", "at"])


def _add_revision(record: Record, number: int, content: Content, *, by: Person, at: dt.datetime) -> None:
    RecordRevision.objects.create(
        record=record,
        number=number,
        content=content.as_dict(),
        digest=content.digest(),
        author=by,
        at=at,
        state=RevisionState.PENDING.value,
    )
