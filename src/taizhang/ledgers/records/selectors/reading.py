"""Reads of records, always within a scope of units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple, cast

from django.db.models import F, Func, Q, QuerySet, TextField
from django.db.models.functions import Cast

from taizhang.foundation.among import among
from taizhang.kernel.quantity import Quantity, Relation
from taizhang.kernel.refusal import Refused
from taizhang.kernel.scope import Scope, Span
from taizhang.ledgers.records.models import Batch, Record, RecordRevision
from taizhang.ledgers.records.rules import (
    Content,
    Difference,
    PostAct,
    RevisionState,
    State,
    differences,
)

_TITLE = Func(F("content"), template="(%(expressions)s ->> 'title')", output_field=TextField())
"""The same for both databases, with one look at the JSON: what Django writes for SQLite takes two."""
BATCH = 500
ROWS_AT_ONCE = 2000
CLOSE = 2
"""Where of so many records one is asked for, or more, all of them are read: one stretch is found sooner than each of them."""
BOOK = "records"
SOURCES = f"{BOOK}:"
"""What the journal's names of records begin with."""


class UnknownRecord(Refused):
    """No record has that number."""


class UnknownBatch(Refused):
    """No import has that number."""


def record_by(*, number: str) -> Record:
    """Return the record with that number.

    Raises:  UnknownRecord.
    """
    try:
        return Record.objects.select_related("unit", "author").get(number=number)
    except Record.DoesNotExist:
        raise UnknownRecord(f"没有编号为“{number}”的记录，请核对编号（形如 2025-000123）。") from None


def batch_by(*, number: str) -> Batch:
    """Return the import batch with that number.

    Raises:  UnknownBatch.
    """
    batch = Batch.objects.filter(pk=int(number)).first() if number.isdecimal() else None
    if batch is None:
        raise UnknownBatch(f"没有编号为“{number}”的导入批次，批次号在导入完成时给出。")
    return batch


def accepted_in(*, scope: Scope, start: dt.date, until: dt.date) -> QuerySet[Record]:
    """Return the records of a scope that count in [start, until), in order of day, then number."""
    within = Q(unit_id__in=[span.unit for span in scope.spans if span.start is None and span.until is None])
    for span in scope.spans:
        if span.start is not None or span.until is not None:
            within |= _stay(span)
    rows = Record.objects.filter(within, on__gte=start, on__lt=until, state=State.ACCEPTED.value)
    return rows.select_related("unit").order_by("on", "number")


def _stay(span: Span) -> Q:
    part = Q(unit_id=span.unit)
    if span.start is not None:
        part &= Q(on__gte=span.start)
    if span.until is not None:
        part &= Q(on__lt=span.until)
    return part


def standing_keys(
    *, units: Iterable[int], start: dt.date, last: dt.date
) -> Iterator[tuple[int, dt.date, str, str]]:
    """Yield (unit, day, title, number) of standing records, to find duplicates against."""
    ids = list(units)
    for begin in range(0, len(ids), BATCH):
        rows = Record.objects.filter(unit_id__in=ids[begin : begin + BATCH], on__range=(start, last))
        yield from (
            rows.exclude(state=State.VOIDED.value).values_list("unit_id", "on", "title", "number").iterator()
        )


def records_by_number(*, numbers: Iterable[str]) -> dict[str, Record]:
    """Return the records with these numbers, by number."""
    wanted = list(numbers)
    found: dict[str, Record] = {}
    for begin in range(0, len(wanted), BATCH):
        for record in Record.objects.filter(number__in=wanted[begin : begin + BATCH]):
            found[record.number] = record
    return found


def records_by_source(*, sources: Iterable[str]) -> dict[str, Record]:
    """Return the records behind journal sources ("records:412"), by source."""
    ids = [int(source.partition(":")[2]) for source in sources]
    found: dict[str, Record] = {}
    for begin in range(0, len(ids), BATCH):
        rows = Record.objects.filter(pk__in=ids[begin : begin + BATCH]).select_related("unit")
        found.update({record.source: record for record in rows})
    return found


class RecordUnreadable(Refused):
    """What a revision of a record holds in the database is damaged."""


class Telling(NamedTuple):
    """What a revision of a record says, and how it is found. `content` is JSON, not read yet."""

    number: str
    title: str
    digest: str
    content: str


def _of_records(ids: Set[int]) -> Q:
    """Return what finds the revisions of these records; of records that lie close together some more, which is sooner."""
    first, last = min(ids, default=0), max(ids, default=0)
    if last - first < CLOSE * len(ids):
        return Q(record_id__gte=first, record_id__lte=last)
    return Q(record_id__in=among(ids))


def tellings_by_source(*, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Telling]:
    """Return the revisions behind (source, revision) of the journal.

    Raises:  RecordUnreadable where one has no title.
    """
    wanted = {(int(source[len(SOURCES) :]), revision): (source, revision) for source, revision in keys}
    found: dict[tuple[str, int], Telling] = {}
    for row in _revisions({record for record, _ in wanted}):
        key = wanted.get(row[:2])
        if key is not None:
            found[key] = telling = Telling._make(row[2:])
            if telling.title is None:
                raise RecordUnreadable(
                    f"记录 {telling.number} 第{key[1]}版读不出活动名称，数据库里的内容已损坏。请用备份恢复，或请系统维护人员核对。"
                )
    return found


def _revisions(records: Set[int]) -> Iterator[tuple[Any, ...]]:
    """Yield record, number, the record's number, title, digest and content of all revisions of these records, and of others.

    The title is None where the content has none.
    """
    rows = RecordRevision.objects.filter(_of_records(records))
    # Reading JSON takes longer than all the rest, and of most revisions only the title is asked for.
    told = rows.annotate(title=_TITLE, text=Cast("content", TextField()))
    read = told.values_list("record_id", "number", "record__number", "title", "digest", "text")
    return read.iterator(chunk_size=ROWS_AT_ONCE)


def people_of(record: Record) -> Quantity | None:
    """Return the head count as it was meant, or None where it is unknown."""
    if not record.people_relation:
        return None
    return Quantity(
        value=_decimal(record.people),
        low=_decimal(record.people_low),
        high=_decimal(record.people_high),
        relation=cast(Relation, record.people_relation),
        unit="人",
        raw=record.people_text,
    )


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def content_of(record: Record) -> Content:
    """Return the content in force."""
    digests = record.evidence.order_by("id").values_list("evidence__digest", flat=True)
    return replace(told_content(record), evidence=tuple(digests))


def told_content(record: Record) -> Content:
    """Return the content in force but for its evidence, without asking the database."""
    return Content(
        unit=record.unit_id,
        kind=record.kind,
        title=record.title,
        on=record.on,
        until=record.until,
        place=record.place,
        host=record.host,
        people=people_of(record),
        minutes=record.minutes,
        copies=record.copies,
        tags=tuple(record.tags),
        note=record.note,
        fields=record.fields,
        acts=tuple(PostAct.from_dict(act) for act in record.acts or ()),
    )


def pending_revision(*, record: Record) -> RecordRevision | None:
    """Return the revision that waits for a decision, if there is one."""
    return record.revisions.filter(state=RevisionState.PENDING.value).first()


def revision_differences(*, record: Record, number: int) -> tuple[Difference, ...]:
    """Return what revision `number` changed against the one before it; nothing for the first."""
    rows = {row.number: row.content for row in record.revisions.filter(number__in=(number - 1, number))}
    if number - 1 not in rows or number not in rows:
        return ()
    return differences(before=rows[number - 1], after=rows[number])


def record_within(*, number: str, units: Collection[int]) -> Record | None:
    """Return the record with that number where it belongs to one of the units, else None."""
    if "\x00" in number:
        return None  # PostgreSQL cannot even be asked
    people = ("unit", "author", "accepted_by", "voided_by", "batch")
    rows = Record.objects.select_related(*people).filter(number=number, unit_id__in=units)
    return rows.first()
