"""The compiled loops that tell values from cells: what `tally.value_of` says, in whole numbers."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from taizhang.rollups.dense.kernel import Array, Cells, compiled

MISSING: Final = -(2**63)
COUNT, SUM, DAYS, VALUES, UNITS = 0, 1, 2, 3, 4


class Programme(NamedTuple):
    """How columns are told: of each its sort, its count, and its sum, its first word, or which of the flags."""

    sorts: Array
    counts: Array
    totals: Array
    words: Array


class Window(NamedTuple):
    """The stretches and the days of one period."""

    first: int
    after: int
    first_day: int
    after_day: int


class Recipes(NamedTuple):
    """How rules are worked out from columns: numerator x times over denominator x over; -1 is no denominator.

    `zero` where a numerator of which nothing stands is a true 0.
    """

    numerators: Array
    denominators: Array
    times: Array
    over: Array
    zero: Array


class Side(NamedTuple):
    """Columns that are told from the same cells: by day, or by who holds the units."""

    cells: Cells
    flags: Array
    programme: Programme
    window: Window


@compiled
def standing(rows: Array, side: Side) -> Array:
    """Return of each row whether any line stands there in the period."""
    counts, first, after = side.cells.counts, side.window.first, side.window.after
    found = np.zeros(rows.size, np.bool_)
    for r in range(rows.size):
        stands = False
        for stretch in range(first, after):
            for column in range(counts.shape[2]):
                stands |= counts[stretch, rows[r], column] != 0
        found[r] = stands
    return found


@compiled
def tell(rows: Array, by_day: Side, held_rows: Array, held: Side, recipes: Recipes, values: Array) -> None:
    """Write the value of each rule for some rows."""
    at_once = 64
    columns = by_day.programme.sorts.size + held.programme.sorts.size
    sources = np.zeros((columns, at_once), np.int64)
    totals = np.zeros((columns, 1, at_once), np.int64)
    for start in range(0, rows.size, at_once):
        end = min(start + at_once, rows.size)
        tally(rows[start:end], by_day, held_rows[start:end], held, sources, totals)
        _work_out(sources, totals, recipes, values[:, start:end])


@compiled
def tally(rows: Array, by_day: Side, held_rows: Array, held: Side, sources: Array, totals: Array) -> None:
    """Write for some rows how many sources stand, and the total in its limbs, of each column."""
    for column in range(by_day.programme.sorts.size):
        _tally(rows, by_day, column, column, sources, totals)
    for column in range(held.programme.sorts.size):
        _tally(held_rows, held, column, by_day.programme.sorts.size + column, sources, totals)


@compiled
def _tally(rows: Array, side: Side, column: int, to: int, sources: Array, totals: Array) -> None:
    """Write one column of some rows."""
    cells, window, programme = side.cells, side.window, side.programme
    counts, sums, bits, flags = cells.counts, cells.sums, cells.bits, side.flags
    first, after = window.first, window.after
    count, at, words = programme.counts[column], programme.totals[column], programme.words[column]
    sort = programme.sorts[column]
    stands, told = sources[to], totals[to, 0]
    for r in range(rows.size):
        stand = 0
        for stretch in range(first, after):
            stand += counts[stretch, rows[r], count]
        stands[r] = max(stand, 0)
    if sort == COUNT:
        told[: rows.size] = stands[: rows.size]
    elif sort == SUM:
        limbs = totals.shape[1]
        for limb in range(limbs):
            for r in range(rows.size):
                total = 0
                for stretch in range(first, after):
                    total += sums[stretch, rows[r], at * limbs + limb]
                totals[to, limb, r] = total
    elif sort == UNITS:
        for r in range(rows.size):
            told[r] = flags[rows[r], at]
    elif sort == DAYS:
        for r in range(rows.size):
            told[r] = _days(bits, rows[r], at, window.first_day, window.after_day)
    else:
        for r in range(rows.size):
            told[r] = _values(bits, rows[r], at, words, first, after)


@compiled
def _days(bits: Array, row: int, word: int, first_day: int, after_day: int) -> int:
    found = 0
    for day in range(first_day >> 6, ((after_day - 1) >> 6) + 1):
        told = bits[row, word + day]
        before = first_day - (day << 6)
        if before > 0:
            told = (told >> np.uint64(before)) << np.uint64(before)
        past = ((day + 1) << 6) - after_day
        if past > 0:
            told = (told << np.uint64(past)) >> np.uint64(past)
        found += _popcount(told)
    return found


@compiled
def _values(bits: Array, row: int, word: int, words: int, first: int, after: int) -> int:
    found = 0
    for each in range(words):
        told = np.uint64(0)
        for stretch in range(first, after):
            told |= bits[row, word + stretch * words + each]
        found += _popcount(told)
    return found


@compiled
def _popcount(word: Any) -> Any:
    """Return how many bits of a word are set."""
    x = np.uint64(word)
    x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((x * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def _work_out(sources: Array, totals: Array, recipes: Recipes, values: Array) -> None:
    """Write the value of each rule as a number of its last decimals, MISSING where nothing is behind it."""
    for rule in range(values.shape[0]):
        numerator, denominator = recipes.numerators[rule], recipes.denominators[rule]
        times, over, zero = recipes.times[rule], recipes.over[rule], recipes.zero[rule]
        told = values[rule]
        if denominator < 0 and over == 1:
            for r in range(told.size):
                told[r] = totals[numerator, 0, r] * times if sources[numerator, r] > 0 else MISSING
            continue
        for r in range(told.size):
            told[r] = MISSING
            below = over
            if denominator >= 0:
                below = over * totals[denominator, 0, r]
                if sources[denominator, r] <= 0 or below == 0:
                    continue
                if zero:
                    told[r] = 0
            if sources[numerator, r] > 0:
                above = totals[numerator, 0, r] * times
                half_up = (2 * abs(above) + abs(below)) // (2 * abs(below))
                told[r] = half_up if (above < 0) == (below < 0) else -half_up
