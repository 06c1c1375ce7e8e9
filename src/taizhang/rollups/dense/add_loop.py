"""Add lines up, each in the row of its own place.

No rule is written here: what a line counts for is told by tables that `rule_tables` makes of the plan.
"""

from __future__ import annotations

from typing import NamedTuple

from taizhang.rollups.dense.compiled import Array, compiled, inlined
from taizhang.rollups.dense.layout import KIND
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

    A line's book, kind, tags and known measures have classes, which together are its pattern. Of each
    pattern lists tell in which numbers of a row such a line has part: the counts; the sums, with the row of
    the amounts that they add up; the first bits of the columns of days; and the columns of other values.
    """

    book_class: Array
    kind_class: Array
    tags_class: Array
    patterns: Array
    counts: Array
    counts_from: Array
    sums: Array
    sum_amounts: Array
    sums_from: Array
    days: Array
    days_from: Array
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
    for i in range(start, end):
        offset = lines.day[i] - frame.first_day
        if _left_out(lines, i, offset, frame):
            continue
        kind, tags = lines.kind_numbers[lines.kind[i]], lines.tags_numbers[lines.tags[i]]
        key = tables.book_class[lines.book_numbers[lines.book[i]]] + tables.kind_class[kind]
        pattern = tables.patterns[key + tables.tags_class[tags] + lines.known[i]]
        if pattern == NOTHING:
            continue
        row, weight = lines.place[i] - first_place, int(lines.weight[i])
        stretch = frame.stretch_of[offset] if offset >= 0 else 0
        rows.met[row, stretch] = True
        numbers = rows.numbers[row, stretch]
        _count(numbers, tables, pattern, weight)
        _sum(numbers, tables, pattern, lines.amounts, i, weight)
        if offset >= 0:
            _weigh_day(rows, row, tables, pattern, offset, weight)
            _weigh_values(rows, row, tables, pattern, stretch, kind, tags, weight)


@inlined
def _left_out(lines: Lines, line: int, offset: int, frame: Frame) -> bool:
    """Return whether a line lies after the days asked for, before them where that matters, or is not sealed yet."""
    if offset >= frame.stretch_of.size or (offset < 0 and not frame.earlier):
        return True
    return lines.sealed.size > 0 and not lines.sealed[line]


@inlined
def _count(numbers: Array, tables: Tables, pattern: int, weight: int) -> None:
    """Add the weight to every count that such a line has part in."""
    for j in range(tables.counts_from[pattern], tables.counts_from[pattern + 1]):
        numbers[tables.counts[j]] += weight


@inlined
def _sum(numbers: Array, tables: Tables, pattern: int, amounts: Array, line: int, weight: int) -> None:
    """Add what a line tells of each measure, limb by limb, to every sum that it has part in."""
    for j in range(tables.sums_from[pattern], tables.sums_from[pattern + 1]):
        numbers[tables.sums[j]] += weight * amounts[tables.sum_amounts[j], line]


@inlined
def _weigh_day(rows: Rows, row: int, tables: Tables, pattern: int, offset: int, weight: int) -> None:
    """Add the weight to the line's day in each column of days."""
    for j in range(tables.days_from[pattern], tables.days_from[pattern + 1]):
        _weigh(rows, row, tables.days[j] + offset, weight)


@inlined
def _weigh_values(
    rows: Rows, row: int, tables: Tables, pattern: int, stretch: int, kind: int, tags: int, weight: int
) -> None:
    """Add the weight to every kind or tag that a line tells, in each column of values that looks at it."""
    for j in range(tables.values_from[pattern], tables.values_from[pattern + 1]):
        column = tables.values[j]
        first_bit = (tables.value_words[column] + stretch * tables.value_strides[column]) * 64
        if tables.value_sorts[column] == KIND:
            _weigh(rows, row, first_bit + tables.kind_value[column, kind], weight)
            continue
        for v in range(tables.tag_values_from[column, tags], tables.tag_values_from[column, tags + 1]):
            _weigh(rows, row, first_bit + tables.tag_values[column, v], weight)


@inlined
def _weigh(rows: Rows, row: int, bit: int, weight: int) -> None:
    rows.weights[row, bit] += weight
    rows.weighed[row, bit >> 6] = True
