"""Void a record, undo an import, put a correction in force: what a record fulfils follows, in one transaction."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.ledgers.duties import services as duties
from taizhang.ledgers.duties.selectors import standing_fulfilments
from taizhang.ledgers.records import services as records
from taizhang.ledgers.records.models import Batch, Record
from taizhang.ledgers.records.selectors import told_content

STEP = 500


def void_record(*, record: Record, reason: str, by: Person, at: dt.datetime) -> Record:
    """Void a record, take back everything that it fulfils, and return it.

    Raises:  RecordNotVoidable.
    """
    with transaction.atomic():
        record = records.void_record(record=record, reason=reason, by=by, at=at)
        duties.withdraw_source(source=record.source, reason=f"记录作废：{record.void_reason}", by=by, at=at)
    return record


def undo_batch(*, batch: Batch, by: Person, at: dt.datetime) -> int:
    """Void every record of an import that still stands, with what they fulfil; return how many records.

    Raises:  BatchNotUndoable.
    """
    with transaction.atomic():
        batch = records.begin_undo(batch=batch, by=by, at=at)
        count = 0
        while voided := undo_step(batch=batch, most=STEP):
            count += voided
    return count


def undo_step(*, batch: Batch, most: int) -> int:
    """Void so many records of a batch that is undone, with what they fulfil, and return how many: 0 at its end."""
    if batch.undone_by is None or batch.undone_at is None:
        raise ValueError(f"batch {batch.pk} is not undone")
    with transaction.atomic():
        sources = records.undo_some(batch=batch, most=most)
        standing = standing_fulfilments(sources=sources)
        for source in sorted(set(standing.values_list("source", flat=True))):
            duties.withdraw_source(
                source=source, reason="撤销导入批次", by=batch.undone_by, at=batch.undone_at
            )
    return len(sources)


def accept_correction(*, record: Record, by: Person, at: dt.datetime) -> Record:
    """Put a correction in force and return the record; on another day it fulfils its occurrences anew, or no more.

    On a day before an occurrence opened, or by a unit that does not belong to the duty's, it
    fulfils that no more: whoever answers for the duty sees it open again.
    Raises:  RecordNotCorrectable, OwnWork.
    """
    with transaction.atomic():
        before = Record.objects.get(pk=record.pk)
        record = records.accept_correction(record=record, by=by, at=at)
        makeup = told_content(record).is_makeup
        if (before.on, before.unit_id, told_content(before).is_makeup) == (record.on, record.unit_id, makeup):
            return record
        for one in standing_fulfilments(sources=[record.source]):
            duties.withdraw(fulfilment=one, reason="记录更正了日期、单位或补学", by=by, at=at)
            occurrence = one.occurrence
            if record.unit_id == before.unit_id and record.on >= occurrence.opens:
                duties.confirm(
                    occurrence=occurrence, source=record.source, on=record.on, by=by, at=at, makeup=makeup
                )
    return record
