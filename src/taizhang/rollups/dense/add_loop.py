"""Add lines up, each in the row of its own place.

No rule is written here: what a line counts for is told by tables that `rule_tables` makes of the plan.
"""

from __future__ import annotations

from typing import NamedTuple

from taizhang.rollups.dense.compiled import Array, compiled, inlined
from taizhang.rollups.dense.layout import DAY, KIND
from taizhang.rollups.dense.rows import Rows

NOTHING = 0
"""The pattern of lines that no rule looks at."""


class Lines(NamedTuple):
    """Lines in the order of their places, column by column.

    `book`, `kind` and `tags` are numbers of the file; `book_numbers` and so on tell those of the tables for
    them. `sealed` is empty where all lines count. `known` tells which measures are known, the first of them
    as the highest bit; `amounts` are those of each measure, limb by limb.
    """

    place: Array
    day: Array
    book: Array
    kind: Array
    tags: Array
    book_numbers: Array
    kind_numbers: Array
    tags_numbers: Array
    weight: Array
    sealed: Array
    known: Array
    amounts: Array


class Tables(NamedTuple):
    """What a line counts for.

    A line's book, kind, tags and known measures have classes, which together are its pattern: of each
    pattern `masks` has all bits set in the numbers of the row that such a line has part in. Sums lie measure
    by measure, `sums_from` tells where those of each begin. `values` are the columns of values.
    """

    book_class: Array
    kind_class: Array
    tags_class: Array
    patterns: Array
    masks: Array
    counts: int
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
    """The stretch of each day from `first_day` on; `earlier` where lines before it count too."""

    first_day: int
    stretch_of: Array
    earlier: bool


@compiled
def add_up(
    lines: Lines, start: int, end: int, tables: Tables, frame: Frame, rows: Rows, first_place: int
) -> None:
    """Add lines up; those of `first_place` belong to row 0."""
    places, days, weights, sealed = lines.place, lines.day, lines.weight, lines.sealed
    amounts, kinds, tags, known = lines.amounts, lines.kind, lines.tags, lines.known
    books, book_numbers, kind_numbers = lines.book, lines.book_numbers, lines.kind_numbers
    tags_numbers = lines.tags_numbers
    book_class, kind_class, tags_class = tables.book_class, tables.kind_class, tables.tags_class
    patterns, masks, sums_from, values_from = (
        tables.patterns,
        tables.masks,
        tables.sums_from,
        tables.values_from,
    )
    numbers, met = rows.numbers, rows.met
    stretch_of, first_day, earlier = frame.stretch_of, frame.first_day, frame.earlier
    for i in range(start, end):
        offset = days[i] - first_day
        if offset >= stretch_of.size or (offset < 0 and not earlier) or (sealed.size and not sealed[i]):
            continue
        kind, tag = kind_numbers[kinds[i]], tags_numbers[tags[i]]
        key = book_class[book_numbers[books[i]]] + kind_class[kind] + tags_class[tag] + known[i]
        pattern = patterns[key]
        if pattern == NOTHING:
            continue
        row, stretch, weight = places[i] - first_place, 0, int(weights[i])
        if offset >= 0:
            stretch = stretch_of[offset]
        met[row, stretch] = True
        _count(numbers, row, stretch, masks, pattern, tables.counts, weight)
        _sum(numbers, row, stretch, masks, pattern, tables.counts, sums_from, amounts, i, weight)
        if offset >= 0 and values_from[pattern] < values_from[pattern + 1]:
            _weigh(rows, row, stretch, offset, tables, pattern, kind, tag, weight)


@inlined
def _count(
    numbers: Array, row: int, stretch: int, masks: Array, pattern: int, counts: int, weight: int
) -> None:
    """Add the weight to every count that such a line has part in."""
    for j in range(counts):
        numbers[row, stretch, j] += weight & masks[pattern, j]


@inlined
def _sum(
    numbers: Array,
    row: int,
    stretch: int,
    masks: Array,
    pattern: int,
    counts: int,
    sums_from: Array,
    amounts: Array,
    line: int,
    weight: int,
) -> None:
    """Add what a line tells of each measure, limb by limb, to every sum that it has part in."""
    for measure in range(amounts.shape[0]):
        amount = weight * amounts[measure, line]
        for j in range(sums_from[measure], sums_from[measure + 1]):
            numbers[row, stretch, j] += amount & masks[pattern, j]


@inlined
def _weigh(
    rows: Rows,
    row: int,
    stretch: int,
    offset: int,
    tables: Tables,
    pattern: int,
    kind: int,
    tags: int,
    weight: int,
) -> None:
    """Add the weight to every value that a line tells, in each column of values that looks at it."""
    for j in range(tables.values_from[pattern], tables.values_from[pattern + 1]):
        column = tables.values[j]
        first_bit = tables.value_words[column] * 64
        if tables.value_sorts[column] == DAY:
            _weigh_value(rows.weights, rows.weighed, row, first_bit + offset, weight)
            continue
        first_bit += stretch * tables.value_strides[column] * 64
        if tables.value_sorts[column] == KIND:
            _weigh_value(rows.weights, rows.weighed, row, first_bit + tables.kind_value[column, kind], weight)
            continue
        for v in range(tables.tag_values_from[column, tags], tables.tag_values_from[column, tags + 1]):
            _weigh_value(rows.weights, rows.weighed, row, first_bit + tables.tag_values[column, v], weight)


@inlined
def _weigh_value(weights: Array, weighed: Array, row: int, bit: int, weight: int) -> None:
    weights[row, bit] += weight
    weighed[row, bit >> 6] = True
