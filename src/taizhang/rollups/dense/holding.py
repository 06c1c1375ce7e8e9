"""What is held on the last day of a period: what each place has by day, added to the place that holds its unit then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from taizhang.rollups.bulk import Column
from taizhang.rollups.dense.adding import Pass, add_range, in_threads, places_at_once
from taizhang.rollups.dense.blocks import Block
from taizhang.rollups.dense.compiled import Array, compiled, inlined
from taizhang.rollups.dense.layout import DAY, WORD, Layout
from taizhang.rollups.dense.places import PlaceColumns
from taizhang.rollups.dense.reckoning import Numbering, whole
from taizhang.rollups.dense.rows import Rows, Shape, move_rows
from taizhang.rollups.dense.telling import Asked, Climb
from taizhang.rollups.dense.value_loops import Recipes, Reckoning
from taizhang.rollups.plan import Stock


class Folding(NamedTuple):
    """Where the numbers of columns are by day; each has its count and total to itself at the place that holds it.

    `always` are those of a stock: all days up to the period's end count. Columns of values have their first
    word by day and by holder, and how many words; those of days have no stretches.
    """

    counts: Array
    sums: Array
    always: Array
    words: Array
    words_held: Array
    room: Array
    of_days: Array


class Held:
    """Columns that are told by who holds the units on the last day of a period."""

    def __init__(self, columns: Sequence[Column], layout: Layout) -> None:
        """`layout` is that of the rows by day."""
        self._layout, self._columns = layout, tuple(columns)
        bits = layout.bits
        begins = np.cumsum([0, *(each.words for each in bits)])
        each = 1 + layout.limbs
        self.shape = Shape(1, len(columns) * each, int(begins[-1]), len(layout.units))
        behind = self.shape.numbers
        totals: dict[Column, tuple[int, ...]] = {}
        for number, column in enumerate(columns):
            if layout.sum_of(column):
                totals[column] = tuple(number * each + 1 + limb for limb in range(layout.limbs))
            elif column in layout.units:
                totals[column] = (behind + layout.units.index(column),)
            elif told := layout.bits_of(column):
                totals[column] = (behind + len(layout.units) + bits.index(told),)
            else:
                totals[column] = (number * each,)
        self.numbering = Numbering(
            {column: number * each for number, column in enumerate(columns)},
            totals,
            behind + len(layout.units) + len(bits),
        )
        self._folding = Folding(
            counts=whole(layout.count_of(column) for column in columns),
            sums=whole(layout.sum_of(column) or (-1,) * layout.limbs for column in columns).reshape(
                -1, layout.limbs
            ),
            always=np.array([isinstance(column.part.aggregate, Stock) for column in columns], np.bool_),
            words=whole(told.word for told in bits),
            words_held=begins[:-1].astype(np.int64),
            room=whole(told.words for told in bits),
            of_days=np.array([told.sort == DAY for told in bits], np.bool_),
        )

    def reckoning(self, window: tuple[int, int, int, int]) -> Reckoning:
        """Return what is told of a period of that window: it is the only stretch there is."""
        return Reckoning(
            windows=whole([(0, 1, *window[2:])]),
            unit_counts=whole(self.numbering.sources[column] for column in self._layout.units),
            value_sorts=whole(each.sort for each in self._layout.bits),
            value_words=self._folding.words_held,
            value_room=self._folding.room,
        )

    def told(
        self,
        own: Rows,
        *,
        by_day: PlaceColumns,
        holders: PlaceColumns,
        asked: Array | None,
        window: tuple[int, int, int, int],
        recipes: Recipes,
        values: int,
    ) -> Iterator[Block]:
        """Return the values of one period; `own` are the rows by day."""
        wanted = np.isin(holders.unit, asked) if asked is not None else np.ones(len(holders), np.bool_)
        told = Asked(
            *(self.shape, holders, wanted, self.reckoning(window), recipes), self.numbering.width, values
        )
        count = len(holders)
        rows = self.shape.empty(count + holders.levels())
        keep = np.zeros(count, np.bool_)
        climb = Climb(told, first=0, after=count, keep=keep, rows=rows, at_once=count)
        order = np.argsort(holders.unit)
        holder = order[np.searchsorted(holders.unit, by_day.unit, sorter=order)]
        _fold(own, holder, rows, self._folding, window[0], window[1])
        climb.take(0, count)
        return climb.finished()


def own_rows(work: Pass, shape: Shape) -> Rows:
    """Return what was posted at each place itself.

    Raises:  NotByPlace, UnknownUnit, MoreValues.
    """
    own = shape.empty(work.places)
    at_once = places_at_once(shape.bytes_of(1) + shape.words * WORD * 4)

    def add(first: int, after: int) -> None:
        rows = shape.empty(at_once, weighed=at_once)
        add_range(
            work, first, after, rows, at_once, lambda start, end: move_rows(rows, end - start, own, start)
        )

    in_threads(work, add)
    return own


@compiled
def _fold(own: Rows, holder: Array, rows: Rows, folding: Folding, first: int, after: int) -> None:
    """Add the rows of places, in the stretches of one period, to those of the places that hold their units."""
    for place in range(holder.size):
        to = holder[place]
        for stretch in range(after):
            rows.met[to, 0] |= own.met[place, stretch]
        limbs = folding.sums.shape[1]
        for column in range(folding.counts.size):
            begins = 0 if folding.always[column] else first
            at = column * (1 + limbs)
            for stretch in range(begins, after):
                rows.numbers[to, 0, at] += own.numbers[place, stretch, folding.counts[column]]
                for limb in range(limbs):
                    if folding.sums[column, limb] >= 0:
                        amount = own.numbers[place, stretch, folding.sums[column, limb]]
                        rows.numbers[to, 0, at + 1 + limb] += amount
        for j in range(folding.words.size):
            _fold_bits(own.bits, place, rows.bits, to, folding, j, first, after)


@inlined
def _fold_bits(
    bits: Array, place: int, held: Array, to: int, folding: Folding, j: int, first: int, after: int
) -> None:
    """Join the bits of one column of values: all days, or the values of the period's stretches."""
    room = folding.room[j]
    begins, ends = (0, 1) if folding.of_days[j] else (first, after)
    for stretch in range(begins, ends):
        for word in range(room):
            held[to, folding.words_held[j] + word] |= bits[place, folding.words[j] + stretch * room + word]
