"""Reads of the journal."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple

from django.db import connection
from django.db.models import QuerySet, Sum, TextField
from django.db.models.functions import Cast

from taizhang.foundation.among import among
from taizhang.foundation.journal.models import ChainHead, Checkpoint, PostingRow
from taizhang.kernel.posting import MEASURES, Posting, tags_of

ROWS_AT_ONCE = 5000
_READ = ("position", "book", "source", "revision", "unit_id", "day", "kind", "tags", "weight")


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
    measures = {name: getattr(row, name) for name in MEASURES}
    return Posting(
        book=row.book,
        source=row.source,
        revision=row.revision,
        unit=row.unit_id,
        on=row.on_day,
        kind=row.kind,
        tags=tags_of(row.tags),
        measures={name: value for name, value in measures.items() if value is not None},
        weight=row.weight,
        position=row.position,
    )


class SealedLine(NamedTuple):
    """A sealed line as the journal keeps it: `tags` is "" or "|a|b|".

    `measures` are in the order of `MEASURES`, None where unknown.
    """

    position: int
    book: str
    source: str
    revision: int
    unit: int
    on: dt.date
    kind: str
    tags: str
    weight: int
    measures: tuple[int | None, ...]

    @property
    def posting(self) -> Posting:
        """What the line tells."""
        return Posting(
            book=self.book,
            source=self.source,
            revision=self.revision,
            unit=self.unit,
            on=self.on,
            kind=self.kind,
            tags=tags_of(self.tags),
            measures={
                name: amount
                for name, amount in zip(MEASURES, self.measures, strict=True)
                if amount is not None
            },
            weight=self.weight,
            position=self.position,
        )


_BOOK, SOURCE, REVISION, UNIT, DAY = map(_READ.index, ("book", "source", "revision", "unit_id", "day"))
"""Where these stand in a row that `rows_between` yields; the day is text."""
# Days come as text, each read once: made anew for each line they took longer than the line.
_day = functools.lru_cache(maxsize=4096)(dt.date.fromisoformat)


def line_from(row: Sequence[Any]) -> SealedLine:
    """Return the sealed line of a row."""
    place, book, source, revision, unit, on, kind, tags, weight = row[: len(_READ)]
    measures = tuple(row[len(_READ) :])
    return SealedLine(place, book, source, revision, unit, _day(on), kind, tags, weight, measures)


def lines_of_units(
    *, books: Collection[str], units: Collection[int], start: dt.date, until: dt.date, position: int
) -> Iterator[SealedLine]:
    """Yield the sealed lines of these books and units on days in [start, until), those of a unit in journal order."""
    rows = PostingRow.objects.filter(
        book__in=books, unit_id__in=among(units), on_day__gte=start, on_day__lt=until, position__lte=position
    )
    yield from map(line_from, sorted(_told(rows)))


def rows_between(
    *, books: Collection[str], start: dt.date, until: dt.date, after: int, last: int
) -> Iterator[tuple[Any, ...]]:
    """Yield what `line_from` reads: the lines of the positions past `after` up to `last`, in their order.

    Of these books and on days in [start, until) only, of all units.
    """
    rows = PostingRow.objects.filter(position__gt=after, position__lte=last).order_by("position")
    wanted = frozenset(books)
    first, end = start.isoformat(), until.isoformat()
    # What is not wanted is passed over here: asked for it, a database may take another way than along the journal.
    for row in _told(rows):
        if row[_BOOK] in wanted and first <= row[DAY] < end:
            yield row


def _told(rows: QuerySet[PostingRow]) -> Iterator[tuple[Any, ...]]:
    told = rows.annotate(day=Cast("on_day", TextField())).values_list(*_READ, *MEASURES)
    return told.iterator(chunk_size=ROWS_AT_ONCE)


def lines_in_chains(*, units: Collection[int]) -> int:
    """Return how many lines these units have, of all books and days."""
    heads = ChainHead.objects.filter(unit_id__in=among(units))
    return heads.aggregate(lines=Sum("length"))["lines"] or 0


def chain_ends() -> dict[int, str]:
    """Return the digest at the end of each unit's chain, by unit.

    It tells all of the unit's postings, so what was counted before it changed still holds.
    """
    return dict(ChainHead.objects.values_list("unit_id", "digest"))


_TEXTS = ("book", "source", "kind", "tags")
_LINE = ("book", "source", "revision", "unit_id", "on_day", "kind", "tags", *MEASURES, "weight", "position")


def write_sealed_lines(*, after: int, last: int, to: BinaryIO) -> None:
    """Write the lines of the positions after `after` up to `last` as CSV, in the order of `_LINE`.

    The database makes the text: as objects lines would take longer than all that is done with them.
    """
    sealed = "FROM journal_posting WHERE position > %s AND position <= %s ORDER BY position"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lines = f"COPY (SELECT {', '.join(_LINE)} {sealed}) TO STDOUT (FORMAT csv)"
            with cursor.copy(lines, (after, last)) as pieces:
                for piece in pieces:
                    to.write(piece)
            return
        # %w doubles quotes, %s leaves out what is unknown; each % stands twice for the driver.
        cells = ",".join('"%%w"' if column in _TEXTS else "%%s" for column in _LINE)
        cursor.execute(f"SELECT format('{cells}\n', {', '.join(_LINE)}) {sealed}", (after, last))
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            to.write("".join(line for (line,) in rows).encode())


def newest_checkpoint() -> tuple[int, str]:
    """Return the position and the root of the newest signed checkpoint, (0, "") where there is none."""
    return Checkpoint.objects.order_by("-size").values_list("size", "root").first() or (0, "")
