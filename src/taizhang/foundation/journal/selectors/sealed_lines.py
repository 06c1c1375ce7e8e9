"""Sealed lines as the journal keeps them: one by one, by column, as packed texts and as CSV."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Iterator, Sequence
from itertools import compress
from typing import Any, BinaryIO, NamedTuple

from django.db import connection
from django.db.models import Case, TextField, When
from django.db.models.functions import Cast

from taizhang.foundation.among import among
from taizhang.foundation.journal.models import PostingRow
from taizhang.foundation.packed import packed
from taizhang.kernel.posting import MEASURES, Posting, measures_of, tags_of

ROWS_AT_ONCE = 5000
_READ = ("position", "book", "source", "revision", "unit_id", "day", "kind", "tags", "weight")
FIELDS_OF_LINE = len(_READ) + len(MEASURES)
"""So many fields has a packed line."""


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
            measures=measures_of(self.measures),
            weight=self.weight,
            position=self.position,
        )


class SealedColumns(NamedTuple):
    """Sealed lines by column: what `SealedLine` tells of one, of all of them."""

    positions: Sequence[int]
    books: Sequence[str]
    sources: Sequence[str]
    revisions: Sequence[int]
    units: Sequence[int]
    days: Sequence[dt.date]
    kinds: Sequence[str]
    tags: Sequence[str]
    weights: Sequence[int]
    measures: Sequence[tuple[int | None, ...]]

    @classmethod
    def of(cls, lines: Sequence[SealedLine]) -> SealedColumns:
        """Return the columns of these lines."""
        return cls(*zip(*lines, strict=True)) if lines else _NO_LINES

    def lines(self) -> Iterator[SealedLine]:
        """Yield the lines one by one."""
        return map(SealedLine, *self)

    def only(self, selectors: Sequence[object]) -> SealedColumns:
        """Return those lines for which the selector is true."""
        return SealedColumns._make(list(compress(column, selectors)) for column in self)


_NO_LINES = SealedColumns(*[()] * len(SealedColumns._fields))
# Days come as text, each read once: made anew for each line they took longer than the line.
_day = functools.lru_cache(maxsize=4096)(dt.date.fromisoformat)


def _line(row: Sequence[Any]) -> SealedLine:
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
    told = rows.annotate(day=Cast("on_day", TextField())).values_list(*_READ, *MEASURES)
    yield from map(_line, sorted(told.iterator(chunk_size=ROWS_AT_ONCE)))


def packed_lines(
    *, books: Collection[str], start: dt.date, until: dt.date, after: int, last: int
) -> Iterator[tuple[int, str, int, str, str]]:
    """Yield unit, source, revision, day and the packed text of each line past the position `after` up to `last`.

    In their order, of these books and on days in [start, until) only, of all units. The day is text; the packed text
    has all of the line, and `columns_from` reads it.
    """
    rows = PostingRow.objects.filter(position__gt=after, position__lte=last).order_by("position")
    # Told of the others is nothing, and they are passed over here: were they left out by a condition, a database might
    # take another way than along the journal.
    asked = When(book__in=books, on_day__gte=start, on_day__lt=until, then=packed(*_READ, *MEASURES))
    told = rows.annotate(day=Cast("on_day", TextField()), text=Case(asked, output_field=TextField()))
    found = told.values_list("unit_id", "source", "revision", "day", "text")
    return (row for row in found.iterator(chunk_size=ROWS_AT_ONCE) if row[-1] is not None)


def columns_from(fields: Sequence[Sequence[str]]) -> SealedColumns:
    """Return the lines whose packed texts hold these fields, by column."""
    places, books, sources, revisions, units, days, kinds, tags, weights, *measures = fields
    return SealedColumns(
        _whole(places),
        books,
        sources,
        _whole(revisions),
        _whole(units),
        list(map(_day, days)),
        kinds,
        tags,
        _whole(weights),
        list(zip(*map(_amounts, measures), strict=True)),
    )


def _whole(texts: Sequence[str]) -> list[int]:
    return list(map(int, texts))


def _amounts(texts: Sequence[str]) -> Sequence[int | None]:
    return [int(text) if text else None for text in texts] if any(texts) else [None] * len(texts)


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
