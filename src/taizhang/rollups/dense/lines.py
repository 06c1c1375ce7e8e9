"""Lines of an export for the compiled loop: group by group of rows, as columns that are not copied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from taizhang.rollups.bulk import UnknownUnit
from taizhang.rollups.dense.add_loop import Lines
from taizhang.rollups.dense.compiled import Array
from taizhang.rollups.dense.layout import Layout
from taizhang.rollups.dense.rule_tables import RuleTables
from taizhang.rollups.dense.stretches import day_number

TEXTS = ("book", "kind", "tags")
LIMB = 32


class NotByPlace(ValueError):
    """The lines of a file are not in the order of their places. `file` is its name, `group` the group of rows."""

    def __init__(self, *, file: str, group: int) -> None:
        super().__init__(f"{file}: group {group} is not in the order of places")
        self.file, self.group = file, group


@dataclass(frozen=True, slots=True)
class Group:
    """A group of rows of a file, and what its file tells about it."""

    file: Path
    number: int
    rows: int
    first_place: int
    last_place: int
    sealed: bool | None
    """Whether all its lines count at the position asked for, None where each must be looked at."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are asked for: those up to a position, None for all, before a day, and not before another."""

    as_of: int | None
    until_day: int
    first_day: int | None


def groups_of(files: Sequence[Path], asked: Wanted) -> list[Group]:
    """Return the groups of rows in which a line may count, file by file."""
    found = []
    for file in files:
        about = pq.read_metadata(file)
        names = {about.schema.column(number).name: number for number in range(about.num_columns)}
        for number in range(about.num_row_groups):
            group = about.row_group(number)
            told = {name: group.column(names[name]).statistics for name in ("place", "on_day", "position")}
            sealed = _sealed(told["position"], asked.as_of)
            if sealed is not False and _in_days(told["on_day"], asked):
                place = told["place"]
                first, last = (place.min, place.max) if _known(place) else (0, 2**31 - 1)
                found.append(Group(file, number, group.num_rows, first, last, sealed))
    return found


def widest(files: Sequence[Path], measures: Sequence[str]) -> int | None:
    """Return the greatest amount of any of the measures, its sign aside; None where the files do not tell it."""
    most = 0
    for file in files:
        about = pq.read_metadata(file)
        names = {about.schema.column(number).name: number for number in range(about.num_columns)}
        for number in range(about.num_row_groups):
            for measure in measures:
                column = about.row_group(number).column(names[measure])
                if _known(column.statistics):
                    most = max(most, abs(column.statistics.min), abs(column.statistics.max))
                elif column.statistics is None or column.statistics.null_count != column.num_values:
                    return None
    return most


class Reader:
    """Reads groups of rows of one file; the texts get their numbers from the tables of the thread."""

    def __init__(self, file: Path, tables: RuleTables, layout: Layout, *, as_of: int | None) -> None:
        self._file = pq.ParquetFile(file, read_dictionary=list(TEXTS), memory_map=True, pre_buffer=False)
        self._texts = {"book": tables.books, "kind": tables.kinds, "tags": tables.tags}
        self._measures, self._limbs, self._as_of = layout.measures, layout.limbs, as_of
        self._last = 0

    def read(self, group: Group) -> Iterator[Lines]:
        """Return the lines of a group, which is read after those before it in the file.

        Raises:  NotByPlace; UnknownUnit for a line that has no place.
        """
        columns = ["place", "on_day", "weight", *TEXTS, *self._measures]
        if group.sealed is None:
            columns.append("position")
        table = self._file.read_row_group(group.number, columns=columns, use_threads=False)
        for batch in table.to_batches():
            if batch.column("place").null_count:
                raise UnknownUnit(f"not in the tree: {self._without_place(group)}")
            lines = self._lines(batch, group)
            if lines.place[0] < self._last or np.any(lines.place[1:] < lines.place[:-1]):
                raise NotByPlace(file=group.file.name, group=group.number)
            self._last = lines.place[-1]
            yield lines

    def _without_place(self, group: Group) -> list[int]:
        table = self._file.read_row_group(group.number, columns=["place", "unit"])
        units = {row["unit"] for row in table.to_pylist() if row["place"] is None}
        return sorted(units)[:5]

    def _lines(self, batch: pa.RecordBatch, group: Group) -> Lines:
        texts = [batch.column(name) for name in TEXTS]
        book, kind, tags = (_values(text.indices, np.int32) for text in texts)
        book_numbers, kind_numbers, tags_numbers = (
            self._texts[name].numbered(text.dictionary) for name, text in zip(TEXTS, texts, strict=True)
        )
        measures = [batch.column(name) for name in self._measures]
        return Lines(
            place=_values(batch.column("place"), np.int32),
            day=_values(batch.column("on_day"), np.int32),
            book=book,
            kind=kind,
            tags=tags,
            book_numbers=book_numbers,
            kind_numbers=kind_numbers,
            tags_numbers=tags_numbers,
            weight=_values(batch.column("weight"), np.int8),
            sealed=_still(np.empty(0, np.uint8)) if group.sealed else self._sealed(batch.column("position")),
            known=_known_choices(measures, len(batch)),
            amounts=self._amounts(measures, len(batch)),
        )

    def _amounts(self, measures: Sequence[pa.Array], rows: int) -> Array:
        """Return the amounts of each measure as the limbs in which they are added up: the lowest limb of all, then the next."""
        amounts = np.empty((self._limbs * len(measures), rows), np.int64)
        for number, column in enumerate(measures):
            values = _values(column, np.int64)
            if self._limbs == 1:
                amounts[number] = values
            else:
                amounts[number] = values & (2**LIMB - 1)
                amounts[len(measures) + number] = values >> LIMB
        return amounts

    def _sealed(self, position: pa.Array) -> Array:
        told = position.fill_null(2**63 - 1).to_numpy(zero_copy_only=False)
        return _still((told <= self._as_of).astype(np.uint8))


def _values(column: pa.Array, sort: Any) -> Array:
    """Return the values of a column; where none is known, whatever lies there."""
    data = column.buffers()[1]
    if data is None:
        return _still(np.zeros(len(column), dtype=sort))
    return _still(np.frombuffer(data, dtype=sort, count=column.offset + len(column))[column.offset :])


def _known_choices(measures: Sequence[pa.Array], rows: int) -> Array:
    """Return which measures of each line are known, the first of them as the highest bit."""
    known = np.zeros(rows, np.uint8)
    for column in measures:
        known <<= 1
        if column.null_count == 0:
            known |= 1
        else:
            bitmap = np.frombuffer(column.buffers()[0], dtype=np.uint8)
            told = np.unpackbits(bitmap, count=column.offset + rows, bitorder="little")
            known |= told[column.offset :]
    return known


def _still(values: Array) -> Array:
    """Return values that cannot be changed: the loop is compiled once for such as lie in a file."""
    values.flags.writeable = False
    return values


def _known(statistics: Any) -> bool:
    return statistics is not None and statistics.has_min_max


def _sealed(statistics: Any, as_of: int | None) -> bool | None:
    """Return whether all lines of a group count, False where none does, None where it must be looked at."""
    if as_of is None:
        return True
    if not _known(statistics):
        return None
    if statistics.min > as_of:
        return False
    return True if statistics.max <= as_of and statistics.null_count == 0 else None


def _in_days(statistics: Any, asked: Wanted) -> bool:
    if not _known(statistics):
        return True
    first, last = (_day(each) for each in (statistics.min, statistics.max))
    return first < asked.until_day and (asked.first_day is None or last >= asked.first_day)


def _day(told: dt.date | int) -> int:
    return day_number(told) if isinstance(told, dt.date) else told
