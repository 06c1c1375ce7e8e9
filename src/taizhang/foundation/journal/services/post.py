"""Post and reverse, in the transaction of the book that calls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import connection, transaction

from taizhang.foundation.bulk import insert_rows
from taizhang.foundation.journal.models import ChainHead, PostingRow
from taizhang.foundation.journal.rules import GENESIS, chain_digest
from taizhang.foundation.journal.selectors import posting_from
from taizhang.foundation.journal.services.payload import payload_of
from taizhang.kernel.posting import MEASURES, Posting

BATCH = 500
_COLUMNS = (
    "book",
    "source",
    "revision",
    "unit_id",
    "on_day",
    "kind",
    "tags",
    *MEASURES,
    "weight",
    "reverses_id",
    "chain_number",
    "digest",
)


class NothingToReverse(LookupError):
    """The source has no standing posting in that book: the calling book is at fault."""


@dataclass(frozen=True, slots=True)
class _Entry:
    posting: Posting
    reverses: int | None = None


def post(*, postings: Sequence[Posting], at: dt.datetime) -> int:
    """Append the postings to the journal and return how many.

    Must be called inside the transaction of the act that they record; it locks the heads of the
    units' chains, so it comes last in that act.
    Raises:  RuntimeError outside a transaction; ValueError for a posting of weight -1 (see `reverse`).
    """
    if any(posting.weight != 1 for posting in postings):
        raise ValueError("a posting is taken back by reverse(), not by a weight")
    return _append([_Entry(posting) for posting in postings], at)


def reverse(*, book: str, sources: Sequence[str], at: dt.datetime) -> int:
    """Append the reversal of every standing posting of these sources and return how many.

    Raises:  NothingToReverse if one of them has none.
    """
    entries: list[_Entry] = []
    reversed_sources: set[str] = set()
    for start in range(0, len(sources), BATCH):
        standing = (
            PostingRow.objects.filter(book=book, source__in=sources[start : start + BATCH])
            .filter(weight=1, reversal__isnull=True)
            .order_by("id")
        )
        for row in standing:
            reversed_sources.add(row.source)
            entries.append(_Entry(_opposite(row), row.pk))
    missing = set(sources) - reversed_sources
    if missing:
        raise NothingToReverse(f"no standing posting in {book}: {sorted(missing)[:5]}")
    return _append(entries, at)


def withdraw(*, lines: Sequence[Posting], at: dt.datetime) -> int:
    """Append lines of weight -1, each on a day of its own, and return how many: for stocks.

    Each takes back the latest line of its source that stands with the same unit, kind and tags.
    Raises:  NothingToReverse where there is none; ValueError for a line of weight +1.
    """
    if any(line.weight != -1 for line in lines):
        raise ValueError("what is withdrawn has the weight -1")
    standing: dict[tuple[object, ...], list[int]] = {}
    keys = sorted({(line.book, line.source) for line in lines})
    for book in sorted({book for book, _ in keys}):
        sources = [source for each, source in keys if each == book]
        for start in range(0, len(sources), BATCH):
            rows = PostingRow.objects.filter(book=book, source__in=sources[start : start + BATCH])
            for row in rows.filter(weight=1, reversal__isnull=True).order_by("id"):
                standing.setdefault(_kept(posting_from(row)), []).append(row.pk)
    entries = []
    for line in lines:
        if not standing.get(_kept(line)):
            raise NothingToReverse(f"no standing posting to withdraw: {line.source} on {line.on}")
        entries.append(_Entry(line, standing[_kept(line)].pop()))
    return _append(entries, at)


def _kept(line: Posting) -> tuple[object, ...]:
    """Return what a line and its withdrawal share."""
    return (line.book, line.source, line.unit, line.kind, line.tags)


def _opposite(row: PostingRow) -> Posting:
    return replace(posting_from(row), weight=-1, position=None)


def _append(entries: Sequence[_Entry], at: dt.datetime) -> int:
    if not connection.in_atomic_block:
        raise RuntimeError("a posting is written in the transaction of the act that it records")
    if not entries:
        return 0
    with transaction.atomic():
        heads = _locked_heads(sorted({entry.posting.unit for entry in entries}))
        rows = [_row(entry, heads, at) for entry in entries]
        insert_rows(PostingRow, columns=_COLUMNS, rows=rows, same={"posted_at": at})
        ChainHead.objects.bulk_update(heads.values(), ["length", "digest"], batch_size=BATCH)
    return len(entries)


def _locked_heads(units: list[int]) -> dict[int, ChainHead]:
    """Return the heads, made where a unit has none yet, locked in the order of the units' ids."""
    ChainHead.objects.bulk_create(
        [ChainHead(unit_id=unit, length=0, digest=GENESIS) for unit in units],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    heads: dict[int, ChainHead] = {}
    for start in range(0, len(units), BATCH):
        locked = ChainHead.objects.select_for_update().filter(pk__in=units[start : start + BATCH])
        heads.update({head.pk: head for head in locked.order_by("pk")})
    return heads


def _row(entry: _Entry, heads: dict[int, ChainHead], at: dt.datetime) -> tuple[object, ...]:
    """Return the entry's values in the order of `_COLUMNS`, chained to the unit's head, which moves on."""
    posting, head = entry.posting, heads[entry.posting.unit]
    number = head.length + 1
    tags = f"|{'|'.join(posting.tags)}|" if posting.tags else ""
    measures = {name: posting.measures.get(name) for name in MEASURES}
    payload = payload_of(
        book=posting.book,
        source=posting.source,
        revision=posting.revision,
        unit=posting.unit,
        on=posting.on,
        kind=posting.kind,
        tags=tags,
        **measures,
        weight=posting.weight,
        reverses=entry.reverses,
        posted_at=at,
        chain_number=number,
    )
    head.length, head.digest = number, chain_digest(previous=head.digest, payload=payload)
    return (
        posting.book,
        posting.source,
        posting.revision,
        posting.unit,
        posting.on,
        posting.kind,
        tags,
        *measures.values(),
        posting.weight,
        entry.reverses,
        number,
        head.digest,
    )
