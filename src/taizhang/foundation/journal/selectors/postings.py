"""Postings as objects, the ends of the chains, and the newest checkpoint."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Sum

from taizhang.foundation.among import among
from taizhang.foundation.journal.models import ChainHead, Checkpoint, PostingRow
from taizhang.kernel.posting import MEASURES, Posting, measures_of, tags_of


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


def units_of_source(*, book: str, source: str) -> set[int]:
    """Return the units that a source was ever posted for."""
    return set(PostingRow.objects.filter(book=book, source=source).values_list("unit_id", flat=True))


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
    return Posting(
        book=row.book,
        source=row.source,
        revision=row.revision,
        unit=row.unit_id,
        on=row.on_day,
        kind=row.kind,
        tags=tags_of(row.tags),
        measures=measures_of(getattr(row, name) for name in MEASURES),
        weight=row.weight,
        position=row.position,
    )


def lines_in_chains(*, units: Collection[int]) -> int:
    """Return how many lines these units have, of all books and days."""
    heads = ChainHead.objects.filter(unit_id__in=among(units))
    return heads.aggregate(lines=Sum("length"))["lines"] or 0


def chain_ends() -> dict[int, str]:
    """Return the digest at the end of each unit's chain, by unit.

    It tells all of the unit's postings, so what was counted before it changed still holds.
    """
    return dict(ChainHead.objects.values_list("unit_id", "digest"))


def newest_checkpoint() -> tuple[int, str]:
    """Return the position and the root of the newest signed checkpoint, (0, "") where there is none."""
    return Checkpoint.objects.order_by("-size").values_list("size", "root").first() or (0, "")
