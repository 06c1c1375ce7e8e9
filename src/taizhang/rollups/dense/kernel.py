"""The compiled loops. They are compiled once for this machine and kept beside the program, or in NUMBA_CACHE_DIR.

No rule is written here: what a line counts for is told by lists that `rule_tables` makes of the plan.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from taizhang.rollups.dense.layout import DAY, KIND

Array = NDArray[Any]
compiled = numba.njit(cache=True, nogil=True, error_model="numpy")
inlined = numba.njit(inline="always")


class Lines(NamedTuple):
    """Lines in the order of their places, column by column.

    `sealed` is empty where all count. `known` tells which measures are known, the first of them as the
    highest bit; `amounts` are those of each measure, limb by limb.
    """

    place: Array
    day: Array
    book: Array
    kind: Array
    tags: Array
    weight: Array
    sealed: Array
    known: Array
    amounts: Array


class Tables(NamedTuple):
    """What a line counts for: classes of books, kinds and tags, and for each four of them three lists."""

    book_class: Array
    kind_class: Array
    tags_class: Array
    kind_classes: int
    tags_classes: int
    known_choices: int
    limbs: int
    counts: Array
    counts_from: Array
    sums: Array
    sum_amounts: Array
    sums_from: Array
    values: Array
    values_from: Array
    value_sorts: Array
    value_words: Array
    value_strides: Array
    kind_value: Array
    tag_values: Array
    tag_values_from: Array


class Frame(NamedTuple):
    """The stretch of each day from `first_day` on; `earlier` where lines before it count too.

    Cells are those of the places from `first_place` on.
    """

    first_day: int
    stretch_of: Array
    earlier: bool
    first_place: int


class Cells(NamedTuple):
    """What was added up: counts and sums by stretch, place and number, bits by place and word."""

    counts: Array
    sums: Array
    bits: Array


class Nets(NamedTuple):
    """The weight of each bit for some places from `first` on, until it is known whether it stands."""

    first: int
    width: int
    weights: Array
    met: Array
    touched: Array
    size: Array


@compiled
def add_up(
    lines: Lines, start: int, end: int, tables: Tables, frame: Frame, cells: Cells, nets: Nets
) -> None:
    """Add lines up, each at its own place."""
    # Arrays are taken out of their tuples once: within the loop that would count references each time.
    days, places, weights, sealed, known, amounts = (
        lines.day,
        lines.place,
        lines.weight,
        lines.sealed,
        lines.known,
        lines.amounts,
    )
    books, kinds, tags = lines.book, lines.kind, lines.tags
    book_class, kind_class, tags_class = tables.book_class, tables.kind_class, tables.tags_class
    kind_classes, tags_classes, choices, limbs = (
        tables.kind_classes,
        tables.tags_classes,
        tables.known_choices,
        tables.limbs,
    )
    count_list, counts_from = tables.counts, tables.counts_from
    sum_list, sum_amounts, sums_from = tables.sums, tables.sum_amounts, tables.sums_from
    value_list, values_from = tables.values, tables.values_from
    sorts, words, strides = tables.value_sorts, tables.value_words, tables.value_strides
    kind_value, tag_values, tag_values_from = tables.kind_value, tables.tag_values, tables.tag_values_from
    counts, sums = cells.counts, cells.sums
    net, met, touched, size, width = nets.weights, nets.met, nets.touched, nets.size, nets.width
    stretch_of, first_day, past = frame.stretch_of, frame.first_day, frame.stretch_of.size
    for i in range(start, end):
        if sealed.size and not sealed[i]:
            continue
        offset = days[i] - first_day
        if offset >= past:
            continue
        stretch = 0
        if offset >= 0:
            stretch = stretch_of[offset]
        elif not frame.earlier:
            continue
        key = book_class[books[i]] * kind_classes + kind_class[kinds[i]]
        key = (key * tags_classes + tags_class[tags[i]]) * choices + known[i]
        place = places[i] - frame.first_place
        weight = int(weights[i])
        for j in range(counts_from[key], counts_from[key + 1]):
            counts[stretch, place, count_list[j]] += weight
        for j in range(sums_from[key], sums_from[key + 1]):
            for limb in range(limbs):
                amount = amounts[sum_amounts[j] * limbs + limb, i]
                sums[stretch, place, sum_list[j] * limbs + limb] += weight * amount
        if offset < 0:
            continue
        begin = (place - nets.first) * width
        for j in range(values_from[key], values_from[key + 1]):
            column = value_list[j]
            if sorts[column] == DAY:
                at = begin + words[column] * 64 + offset
                _weigh(net, met, touched, size, at, weight)
                continue
            first_bit = begin + (words[column] + stretch * strides[column]) * 64
            if sorts[column] == KIND:
                at = first_bit + kind_value[column, kinds[i]]
                _weigh(net, met, touched, size, at, weight)
                continue
            for v in range(tag_values_from[column, tags[i]], tag_values_from[column, tags[i] + 1]):
                at = first_bit + tag_values[column, v]
                _weigh(net, met, touched, size, at, weight)


@inlined
def _weigh(net: Array, met: Array, touched: Array, size: Array, at: int, weight: int) -> None:
    if not met[at]:
        met[at] = True
        touched[size[0]] = at
        size[0] += 1
    net[at] += weight


@compiled
def settle(nets: Nets, bits: Array) -> None:
    """Set the bits that stand, and forget the weights."""
    net, met, touched, width = nets.weights, nets.met, nets.touched, nets.width
    for j in range(nets.size[0]):
        at = touched[j]
        if net[at] > 0:
            bit = at % width
            bits[nets.first + at // width, bit >> 6] |= np.uint64(1) << np.uint64(bit & 63)
        net[at] = 0
        met[at] = False
    nets.size[0] = 0


@compiled
def climb_sums(cells: Array, above: Array) -> None:
    """Add every place's row to the one above it: what lies below a place comes after it."""
    for place in range(cells.shape[0] - 1, 0, -1):
        to = above[place]
        if to >= 0:
            for j in range(cells.shape[1]):
                cells[to, j] += cells[place, j]


@compiled
def climb_bits(bits: Array, above: Array) -> None:
    """Set every place's bits in the row above it."""
    for place in range(bits.shape[0] - 1, 0, -1):
        to = above[place]
        if to >= 0:
            for j in range(bits.shape[1]):
                bits[to, j] |= bits[place, j]
