"""Sealed lines as the journal keeps them: one by one, by column, as packed texts and as CSV."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from itertools import compress
from typing import Any, BinaryIO, NamedTuple, TypeVar

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from taizhang.foundation.among import among
from taizhang.foundation.journal.models import PostingRow
from taizhang.foundation.packed import WITHIN, packed
from taizhang.kernel.posting import MEASURES, Posting, measures_of, tags_of

ROWS_AT_ONCE = 5000
_READ = ("position", "book", "source", "revision", "unit_id", "day", "kind", "tags", "weight")
_PACKED = ("source", "revision", "unit_id", "on_day")
_SORT = ("book", "kind", "tags", "weight")
FIELDS_OF_LINE = len(_PACKED) + 2
"""So many fields has a packed line: the last two are its sort with its weight, and its measures."""


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


class WeighedSource(NamedTuple):
    """What tells whether a line stands: its source, and +1 or -1."""

    source: str
    revision: int
    unit: int
    on: dt.date
    weight: int


class SealedColumns(NamedTuple):
    """Sealed lines by column: what `SealedLine` tells of one, of all of them, but for their positions.

    A line's sort is its book, kind and tags: the same tuple for all lines of a sort.
    """

    sources: Sequence[str]
    revisions: Sequence[int]
    units: Sequence[int]
    days: Sequence[dt.date]
    weights: Sequence[int]
    sorts: Sequence[tuple[str, ...]]
    measures: Sequence[tuple[int | None, ...]]

    @classmethod
    def of(cls, lines: Sequence[SealedLine]) -> SealedColumns:
        """Return the columns of these lines."""
        if not lines:
            return _NO_LINES
        _, books, sources, revisions, units, days, kinds, tags, weights, measures = zip(*lines, strict=True)
        sorts = _each_once(tuple, list(zip(books, kinds, tags, strict=True)))
        return cls(sources, revisions, units, days, weights, sorts, measures)

    def weighed(self) -> Iterator[WeighedSource]:
        """Yield the source of each line, with its weight."""
        return map(WeighedSource, self.sources, self.revisions, self.units, self.days, self.weights)

    def only(self, selectors: Sequence[object]) -> SealedColumns:
        """Return those lines for which the selector is true."""
        return SealedColumns._make(list(compress(column, selectors)) for column in self)


_NO_LINES = SealedColumns(*[()] * len(SealedColumns._fields))
Told = TypeVar("Told", bound=Hashable)
Read = TypeVar("Read")
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


def packed_line(table: str) -> str:
    """Return the SQL of a line of the journal, which the statement calls `table`, as one text: `columns_from` reads it."""
    column = f"{table}.{{}}".format
    return packed(*map(column, _PACKED), list(map(column, _SORT)), list(map(column, MEASURES)))


def columns_from(fields: Sequence[Sequence[str]]) -> SealedColumns | None:
    """Return the lines whose packed texts hold these fields, by column; None where a sort holds a separator itself."""
    sources, revisions, units, days, sorts, measures = fields
    if any(sort.count(WITHIN) != len(_SORT) - 1 for sort in set(sorts)):
        return None
    return SealedColumns(
        sources,
        _whole(revisions),
        _whole(units),
        _each_once(_day, days),
        _each_once(_weight, sorts),
        _each_once(_sort, sorts),
        _each_once(_amounts, measures),
    )


def _each_once(read: Callable[[Told], Read], texts: Sequence[Told]) -> list[Read]:
    """Return what each text says; the same texts come again and again, so each is read once."""
    known = {text: read(text) for text in set(texts)}
    return list(map(known.__getitem__, texts))


def _weight(text: str) -> int:
    return int(text.rpartition(WITHIN)[2])


def _sort(text: str) -> tuple[str, ...]:
    return tuple(text.split(WITHIN)[:-1])


def _amounts(text: str) -> tuple[int | None, ...]:
    return tuple(int(part) if part else None for part in text.split(WITHIN))


def _whole(texts: Sequence[str]) -> list[int]:
    return list(map(int, texts))


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
