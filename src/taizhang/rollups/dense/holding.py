"""What is held on the last day of a period: cells of each place by day, added to the place that holds its unit then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from taizhang.rollups.bulk import Column
from taizhang.rollups.dated_tree import Places
from taizhang.rollups.dense.kernel import Array, Cells, climb_bits, climb_sums
from taizhang.rollups.dense.layout import DAY, Bits, Layout, counts_units
from taizhang.rollups.dense.places import PlaceColumns
from taizhang.rollups.dense.value_loops import COUNT, DAYS, SUM, UNITS, VALUES, Programme, Window
from taizhang.rollups.plan import Stock, Sum


@dataclass(frozen=True)
class Told:
    """Cells that have climbed, and how columns are told from them. `rows` are those of the units, in their order."""

    cells: Cells
    flags: Array
    programme: Programme
    units: Array
    rows: Array


def programme_of(columns: Sequence[Column], layout: Layout, *, first_flag: int = 0) -> Programme:
    """Return how columns are told from cells laid out so."""
    flags = [column for column in columns if counts_units(column)]
    sorts, totals, words = [], [], []
    for column in columns:
        bits = layout.bits_of(column)
        words.append(bits.words if bits else 0)
        if bits:
            sorts.append(DAYS if bits.sort == DAY else VALUES)
            totals.append(bits.word)
        elif counts_units(column):
            sorts.append(UNITS)
            totals.append(first_flag + flags.index(column))
        else:
            sorts.append(SUM if isinstance(column.part.aggregate, Sum) else COUNT)
            totals.append(layout.sum_of(column))
    counts = [layout.count_of(column) for column in columns]
    return Programme(*(np.array(each, dtype=np.int64) for each in (sorts, counts, totals, words)))


def held(
    own: Cells,
    *,
    layout: Layout,
    columns: Sequence[Column],
    by_day: PlaceColumns,
    tree: Places,
    window: Window,
    limbs: int,
) -> Told:
    """Return the columns of one period by who holds the units on its last day.

    `own` are the cells before they climb. Here each column has its count to itself, and one stretch: the
    period, for a stock all days up to its end.
    """
    places = PlaceColumns.of(tree, wanted=range(len(tree)))
    number = np.empty(int(places.unit.max(initial=0)) + 1, dtype=np.int64)
    number[places.unit] = np.arange(len(places.unit))
    holder = number[by_day.unit]
    counts = np.zeros((1, len(places.unit), len(columns)), np.int64)
    sums = np.zeros((1, len(places.unit), len(columns) * limbs), np.int64)
    bits = np.zeros((len(places.unit), sum(_words(layout.bits_of(column)) for column in columns)), np.uint64)
    sorts, totals, words, word = [], [], [], 0
    for number_of_column, column in enumerate(columns):
        first = 0 if isinstance(column.part.aggregate, Stock) else window.first
        stretches = slice(first, window.after)
        weight = own.counts[stretches, :, layout.count_of(column)].sum(axis=0, dtype=np.int64)
        np.add.at(counts[0, :, number_of_column], holder, weight)
        for limb in range(limbs if layout.sum_of(column) >= 0 else 0):
            amount = own.sums[stretches, :, layout.sum_of(column) * limbs + limb].sum(axis=0)
            np.add.at(sums[0, :, number_of_column * limbs + limb], holder, amount)
        told = layout.bits_of(column)
        if told:
            for each in range(told.words):
                np.bitwise_or.at(bits[:, word + each], holder, _own_bits(own.bits, told, each, stretches))
            sorts.append(DAYS if told.sort == DAY else VALUES)
            totals.append(word)
            word += told.words
        else:
            sort = SUM if isinstance(column.part.aggregate, Sum) else COUNT
            sorts.append(UNITS if counts_units(column) else sort)
            totals.append(number_of_column)
        words.append(_words(told))
    flags = (counts[0] > 0).astype(np.int32)
    for each in (counts[0], sums[0], flags):
        climb_sums(each, places.above)
    climb_bits(bits, places.above)
    units, rows, _ = places.rows_by_unit()
    programme = Programme(
        *(np.array(each, dtype=np.int64) for each in (sorts, range(len(columns)), totals, words))
    )
    return Told(Cells(counts, sums, bits), flags, programme, units, rows)


def _words(bits: Bits | None) -> int:
    return bits.words if bits else 0


def _own_bits(bits: Array, told: Bits, word: int, stretches: slice) -> Array:
    """Return one word of a column's bits in a period; all days, of which the period's are counted later."""
    if told.sort == DAY:
        return bits[:, told.word + word]
    each = [
        bits[:, told.word + stretch * told.words + word] for stretch in range(stretches.start, stretches.stop)
    ]
    found: Array = np.bitwise_or.reduce(each, axis=0)
    return found
