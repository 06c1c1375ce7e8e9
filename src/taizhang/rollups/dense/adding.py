"""Add all lines up in one pass, by several threads, each for a range of places of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from taizhang.rollups.dense.kernel import Cells, Frame, Lines, Nets, add_up, settle
from taizhang.rollups.dense.layout import WORD, Layout
from taizhang.rollups.dense.lines import Group, Reader
from taizhang.rollups.dense.rule_tables import RuleTables

_MOST_NETS = 1 << 22
"""So many weights of single values are kept at a time, by each thread."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass over the lines: the groups of rows to read, for which places, and how."""

    layout: Layout
    groups: Sequence[Group]
    first_place: int
    places: int
    frame: Frame
    as_of: int | None
    limbs: int


def added_up(work: Pass) -> Cells:
    """Return what was posted at each place itself.

    Raises:  NotByPlace, UnknownUnit.
    """
    cells = _empty(work)
    ranges = _ranges(work)
    with ThreadPoolExecutor(max(len(ranges), 1)) as threads:
        for done in [threads.submit(_add_range, work, cells, first, after) for first, after in ranges]:
            done.result()
    return cells


def room_needed(layout: Layout, *, places: int) -> int:
    """Return how many bytes the cells of a pass take, as a rule."""
    each = len(layout.looks) * 4 + len(layout.sums) * 8
    return places * (layout.stretches * each + layout.words * 8)


def _count_sort(rows: int) -> type[np.signedinteger]:
    return np.int32 if rows < 2**31 else np.int64


def _empty(work: Pass) -> Cells:
    layout = work.layout
    shape = (layout.stretches, work.places)
    return Cells(
        counts=np.zeros((*shape, len(layout.looks)), _count_sort(sum(each.rows for each in work.groups))),
        sums=np.zeros((*shape, len(layout.sums) * work.limbs), np.int64),
        bits=np.zeros((work.places, layout.words), np.uint64),
    )


def _ranges(work: Pass) -> list[tuple[int, int]]:
    """Return ranges of places, one for each thread, with about as many lines each."""
    end = work.first_place + work.places
    groups = sorted(work.groups, key=lambda group: group.first_place)
    total = sum(group.rows for group in groups)
    threads = max(1, min(os.cpu_count() or 1, len(groups)))
    cuts, met = [work.first_place], 0
    for group in groups:
        if met >= total * len(cuts) / threads and group.first_place > cuts[-1]:
            cuts.append(min(group.first_place, end))
        met += group.rows
    return [(first, after) for first, after in zip(cuts, [*cuts[1:], end], strict=True) if first < after]


def _add_range(work: Pass, cells: Cells, first: int, after: int) -> None:
    """Add up the lines of the places from `first` up to, not including, `after`."""
    tables = RuleTables(work.layout, limbs=work.limbs)
    nets, at_once = _nets(work.layout, after - first)
    cursors = [
        _Cursor(_lines(list(groups), tables, work, first, after), first)
        for _, groups in groupby(work.groups, key=lambda group: group.file)
    ]
    while (place := min((cursor.place for cursor in cursors), default=after)) < after:
        end = min(place + at_once, after)
        of_share = nets._replace(first=place - work.first_place)
        for cursor in cursors:
            for lines, start, stop in cursor.up_to(end):
                add_up(lines, start, stop, tables.tables(), work.frame, cells, of_share)
        settle(of_share, cells.bits)


def _lines(
    groups: Sequence[Group], tables: RuleTables, work: Pass, first: int, after: int
) -> Iterator[Lines]:
    wanted = [group for group in groups if group.first_place < after and first <= group.last_place]
    if wanted:
        reader = Reader(wanted[0].file, tables, as_of=work.as_of, limbs=work.limbs)
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

    @property
    def place(self) -> int:
        """The place of the next line, one past all where there is none."""
        return 2**31 if self._now is None else int(self._now.place[self._at])

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


def _nets(layout: Layout, places: int) -> tuple[Nets, int]:
    """Return room for the weights of single values, and for how many places at a time."""
    width = layout.words * WORD
    at_once = max(1, min(places, _MOST_NETS // width)) if width else places
    size = at_once * width
    nets = Nets(
        first=0,
        width=width,
        weights=np.zeros(size, np.int32),
        met=np.zeros(size, np.bool_),
        touched=np.zeros(size, np.int32),
        size=np.zeros(1, np.int64),
    )
    return nets, at_once
