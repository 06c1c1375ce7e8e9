"""Bring many records in at once, from a ledger that a person looked through, and take a batch back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import check_different_eyes
from taizhang.foundation.audit import services as audit
from taizhang.foundation.bulk import insert_rows, reserve_ids
from taizhang.foundation.evidence.models import Evidence
from taizhang.foundation.journal import services as journal
from taizhang.foundation.statistics import tell_growth
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Batch, Record, RecordEvidence, RecordRevision, Stage, Upload
from taizhang.ledgers.records.rules import Content, RevisionState, State
from taizhang.ledgers.records.selectors import BOOK
from taizhang.ledgers.records.services.writing import columns_of, next_numbers, posting_of

CHUNK = 1000
UNDO_DAYS = 30


class BatchNotUndoable(Refused):
    """The batch was undone before, or is too old."""


@dataclass(frozen=True, slots=True)
class NewRecord:
    """One row to bring in: its content, the cells it was read from, and its files with their names."""

    content: Content
    original: Mapping[str, str] = field(default_factory=dict)
    files: tuple[tuple[Evidence, str], ...] = ()


def import_records(
    *,
    rows: Sequence[NewRecord],
    unit: Unit,
    file_name: str,
    digest: str,
    author: Person,
    by: Person,
    at: dt.datetime,
    accept: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Batch:
    """Store all rows, or none, and return their batch.

    `by` brings them in. With `accept` they count at once: the author is whoever filled in the
    ledger, and `by` has looked through the preview. Without, they wait for somebody's review.
    Raises:  OwnWork if `by` would accept what they are the author of.
    """
    with transaction.atomic():
        batch = open_batch(
            unit=unit, file_name=file_name, digest=digest, author=author, by=by, at=at, accept=accept
        )
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            add_to_batch(batch=batch, rows=chunk, author=author, by=by, at=at, accept=accept)
            if progress:
                progress(min(start + CHUNK, len(rows)), len(rows))
        close_batch(batch=batch, rows=len(rows), by=by, at=at)
    return batch


def open_batch(
    *,
    unit: Unit,
    file_name: str,
    digest: str,
    author: Person,
    by: Person,
    at: dt.datetime,
    accept: bool,
) -> Batch:
    """Return a new batch, empty as yet.

    Raises:  OwnWork if `by` would accept what they are the author of.
    """
    if accept:
        check_different_eyes(author=author.pk, by=by.pk, deed="审核")
    return Batch.objects.create(file_name=file_name, digest=digest, unit=unit, by=by, at=at)


def add_to_batch(
    *, batch: Batch, rows: Sequence[NewRecord], author: Person, by: Person, at: dt.datetime, accept: bool
) -> None:
    """Store some rows of a ledger, all of them or none. The batch is closed when the last are in."""
    with transaction.atomic():
        ids = _import_chunk(rows, batch, author=author, by=by if accept else None, at=at)
        if accept:
            _post(ids, [row.content for row in rows], at=at)


def close_batch(*, batch: Batch, rows: int, by: Person, at: dt.datetime) -> None:
    """Write down that the batch came in with so many rows."""
    audit.record(
        verb="records.import",
        subject=f"batch:{batch.pk}",
        by=by,
        at=at,
        detail={"rows": rows, "file": batch.file_name, "sha256": batch.digest},
    )
    tell_growth(Record, RecordEvidence, rows=rows)


def _import_chunk(
    rows: Sequence[NewRecord], batch: Batch, *, author: Person, by: Person | None, at: dt.datetime
) -> Sequence[int]:
    """Store rows as records that `by` accepts, or with None as records that wait, and return their ids."""
    if not rows:
        return []
    state = State.ACCEPTED if by else State.SUBMITTED
    decision = RevisionState.ACCEPTED if by else RevisionState.PENDING
    accepted_at = at if by else None
    decider = by.pk if by else None
    contents = [row.content for row in rows]
    columns = [columns_of(content) for content in contents]
    ids = reserve_ids(Record, count=len(rows))
    insert_rows(
        Record,
        columns=("id", "number", "original", *columns[0]),
        rows=[
            (pk, number, dict(row.original), *told.values())
            for pk, number, row, told in zip(ids, next_numbers(contents), rows, columns, strict=True)
        ],
        same={
            "state": state.value,
            "author_id": author.pk,
            "batch_id": batch.pk,
            "submitted_at": at,
            "accepted_by_id": decider,
            "accepted_at": accepted_at,
        },
    )
    insert_rows(
        RecordRevision,
        columns=("record_id", "content", "digest"),
        rows=[(pk, content.as_dict(), content.digest()) for pk, content in zip(ids, contents, strict=True)],
        same={
            "number": 1,
            "author_id": author.pk,
            "at": at,
            "state": decision.value,
            "decided_by_id": decider,
            "decided_at": accepted_at,
        },
    )
    insert_rows(
        RecordEvidence,
        columns=("record_id", "evidence_id", "name"),
        rows=[
            (pk, evidence.pk, name) for pk, row in zip(ids, rows, strict=True) for evidence, name in row.files
        ],
    )
    return ids


def _post(ids: Sequence[int], contents: Sequence[Content], *, at: dt.datetime) -> None:
    journal.post(
        postings=[
            posting_of(record=pk, revision=1, content=content)
            for pk, content in zip(ids, contents, strict=True)
        ],
        at=at,
    )


def begin_undo(*, batch: Batch, by: Person, at: dt.datetime) -> Batch:
    """Write down that a batch is undone, and return it; `undo_some` voids its records, called until none stands.

    Raises:  BatchNotUndoable.
    """
    with transaction.atomic():
        batch = Batch.objects.select_for_update().get(pk=batch.pk)
        if batch.undone_at is not None:
            raise BatchNotUndoable(f"批次 {batch.pk} 已于 {batch.undone_at:%Y-%m-%d} 撤销。")
        if Upload.objects.filter(batch=batch, stage=Stage.STORING).exists():
            raise BatchNotUndoable(f"批次 {batch.pk} 正在导入，请在导入的页面上点“停止导入”。")
        if at - batch.at > dt.timedelta(days=UNDO_DAYS):
            raise BatchNotUndoable(f"批次 {batch.pk} 导入已超过 {UNDO_DAYS} 天，不能整批撤销，请逐条作废。")
        batch.undone_by, batch.undone_at = by, at
        batch.save(update_fields=["undone_by", "undone_at"])
        audit.record(
            verb="records.undo",
            subject=f"batch:{batch.pk}",
            by=by,
            at=at,
            detail={"rows": standing_of(batch=batch).count()},
        )
    return batch


def standing_of(*, batch: Batch) -> QuerySet[Record]:
    """Return the records of a batch that are not void."""
    return Record.objects.filter(batch=batch).exclude(state=State.VOIDED.value)


def undo_some(*, batch: Batch, most: int) -> list[str]:
    """Void so many records of a batch that is undone, all or none, and return their sources: none at its end.

    Raises:  ValueError for a batch that is not undone.
    """
    if batch.undone_by is None or batch.undone_at is None:
        raise ValueError(f"batch {batch.pk} is not undone")
    by, at = batch.undone_by, batch.undone_at
    with transaction.atomic():
        locked = standing_of(batch=batch).select_for_update().order_by("id").values_list("id", "state")[:most]
        states = dict(locked)
        RecordRevision.objects.filter(record__in=states, state=RevisionState.PENDING.value).exclude(
            author=by
        ).update(
            state=RevisionState.RETURNED.value, decided_by=by, decided_at=at, decision_reason="撤销导入批次"
        )
        Record.objects.filter(pk__in=states).update(
            state=State.VOIDED.value, void_reason=f"撤销导入批次 {batch.pk}", voided_by=by, voided_at=at
        )
        counted = [f"{BOOK}:{record}" for record, state in states.items() if state == State.ACCEPTED.value]
        journal.reverse(book=BOOK, sources=counted, at=at)
    return [f"{BOOK}:{record}" for record in states]
