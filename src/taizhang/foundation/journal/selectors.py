"""Reads of the journal."""

from __future__ import annotations

from collections.abc import Collection

from taizhang.foundation.journal.models import ChainHead, PostingRow
from taizhang.kernel.posting import MEASURES, Posting


def standing_postings(*, book: str, source: str) -> list[Posting]:
    """Return the postings of a source that no reversal has taken back, in the order of the journal."""
    rows = PostingRow.objects.filter(book=book, source=source, weight=1, reversal__isnull=True)
    return [posting_from(row) for row in rows.order_by("id")]


def all_postings(*, book: str, sources: Collection[str]) -> dict[str, list[Posting]]:
    """Return by source every posting, taken back or not, and every reversal, in the order of the journal."""
    found: dict[str, list[Posting]] = {}
    for row in PostingRow.objects.filter(book=book, source__in=sources).order_by("id"):
        found.setdefault(row.source, []).append(posting_from(row))
    return found


def latest_standing(*, book: str, sources: Collection[str]) -> dict[str, Posting]:
    """Return by source the latest posting that no reversal has taken back; none for what has none."""
    rows = PostingRow.objects.filter(book=book, source__in=sources, weight=1, reversal__isnull=True)
    return {row.source: posting_from(row) for row in rows.order_by("id")}


def standing_at(*, book: str, source: str, position: int) -> Posting | None:
    """Return the posting of a source that stands at a sealed position, None where none does.

    For books in which one line of a source stands at a time.
    """
    rows = PostingRow.objects.filter(book=book, source=source, position__lte=position).order_by("position")
    standing: PostingRow | None = None
    for row in rows:
        standing = row if row.weight == 1 else None
    return None if standing is None else posting_from(standing)


def posting_from(row: PostingRow) -> Posting:
    """Return what a row of the journal tells."""
    measures = {name: getattr(row, name) for name in MEASURES}
    return Posting(
        book=row.book,
        source=row.source,
        revision=row.revision,
        unit=row.unit_id,
        on=row.on_day,
        kind=row.kind,
        tags=tuple(tag for tag in row.tags.split("|") if tag),
        measures={name: value for name, value in measures.items() if value is not None},
        weight=row.weight,
        position=row.position,
    )


def chain_ends() -> dict[int, str]:
    """Return the digest at the end of each unit's chain, by unit.

    It tells all of the unit's postings, so what was counted before it changed still holds.
    """
    return dict(ChainHead.objects.values_list("unit_id", "digest"))
