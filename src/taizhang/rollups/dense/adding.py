"""Add the lines of a range of places up, some places at a time: their rows then are taken, and emptied for the next."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from taizhang.rollups.dense.add_loop import Frame, Lines, add_up
from taizhang.rollups.dense.layout import Layout
from taizhang.rollups.dense.lines import Group, Reader
from taizhang.rollups.dense.rows import Rows
from taizhang.rollups.dense.rule_tables import RuleTables
from taizhang.rollups.dense.value_numbers import MoreValues, ValueNumbers

_CACHED = 4 << 20
"""Rows of places that are added up together take about so many bytes."""
_MOST_PLACES = 1024


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass over the lines: the groups of rows to read, for which places, and how."""

    layout: Layout
    groups: Sequence[Group]
    first_place: int
    places: int
    frame: Frame
    as_of: int | None
    values: ValueNumbers

    def ranges(self) -> list[tuple[int, int]]:
        """Return ranges of places, one for each thread, with about as many lines each; the first place is 0."""
        groups = sorted(self.groups, key=lambda group: group.first_place)
        total = sum(group.rows for group in groups)
        threads = max(1, min(os.cpu_count() or 1, len(groups)))
        cuts, met = [0], 0
        for group in groups:
            begins = group.first_place - self.first_place
            if met >= total * len(cuts) / threads and begins > cuts[-1]:
                cuts.append(min(begins, self.places))
            met += group.rows
        return [
            (first, after)
            for first, after in zip(cuts, [*cuts[1:], self.places], strict=True)
            if first < after
        ]


def places_at_once(row: int) -> int:
    """Return for how many places lines are added up at a time, where each takes so many bytes."""
    return max(1, min(_CACHED // max(row, 1), _MOST_PLACES))


def in_threads(work: Pass, doing: Callable[[int, int], None]) -> None:
    """Do it for each range of places."""
    ranges = work.ranges()
    with ThreadPoolExecutor(max(len(ranges), 1)) as threads:
        for done in [threads.submit(doing, first, after) for first, after in ranges]:
            done.result()


def add_range(
    work: Pass, first: int, after: int, rows: Rows, at_once: int, take: Callable[[int, int], None]
) -> None:
    """Add up the lines of the places from `first` up to, not including, `after`.

    `take` is told of which places the first of `rows` are, and leaves them empty.
    Raises:  NotByPlace, UnknownUnit, MoreValues.
    """
    tables = RuleTables(work.layout, work.values)
    begin, end = work.first_place + first, work.first_place + after
    cursors = [
        _Cursor(_lines(list(groups), tables, work, begin, end), begin)
        for _, groups in groupby(work.groups, key=lambda group: group.file)
    ]
    for place in range(begin, end, at_once):
        until = min(place + at_once, end)
        for cursor in cursors:
            for lines, start, stop in cursor.up_to(until):
                if work.values.outgrown(work.layout):
                    raise MoreValues
                add_up(lines, start, stop, tables.tables(), work.frame, rows, place)
        take(place - work.first_place, until - work.first_place)


def _lines(
    groups: Sequence[Group], tables: RuleTables, work: Pass, first: int, after: int
) -> Iterator[Lines]:
    wanted = [group for group in groups if group.first_place < after and first <= group.last_place]
    if wanted:
        reader = Reader(wanted[0].file, tables, work.layout, as_of=work.as_of)
        for group in wanted:
            yield from reader.read(group)


class _Cursor:
    """The lines of one file that are still to be added up."""

    def __init__(self, lines: Iterator[Lines], first: int) -> None:
        self._lines = lines
        self._now: Lines | None = None
        self._at = 0
        self._go_on()
        while self._now is not None and self._now.place[-1] < first:
            self._go_on()
        if self._now is not None:
            self._at = int(np.searchsorted(self._now.place, first))

    def up_to(self, after: int) -> Iterator[tuple[Lines, int, int]]:
        """Return the lines of all places before `after`."""
        while self._now is not None:
            end = int(np.searchsorted(self._now.place, after))
            if end > self._at:
                yield self._now, self._at, end
                self._at = end
            if end < len(self._now.place):
                return
            self._go_on()

    def _go_on(self) -> None:
        self._now, self._at = next(self._lines, None), 0
