"""Values of rules from rows of numbers: what `tally.value_of` says, in whole numbers."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from taizhang.rollups.dense.compiled import Array, compiled, inlined
from taizhang.rollups.dense.layout import DAY
from taizhang.rollups.dense.rows import Rows, any_met
from taizhang.rollups.dense.sheets import AT_ONCE, MISSING, Paper, begin, end, put


class Reckoning(NamedTuple):
    """What is told of each period: behind the numbers of a row how many units stand, then how many values.

    `windows` are by period the first stretch and the one after the last, the first day and the one after
    the last. `unit_counts` are the counts of the columns that count units; then the columns of values.
    """

    windows: Array
    unit_counts: Array
    value_sorts: Array
    value_words: Array
    value_room: Array


class Recipes(NamedTuple):
    """How rules are worked out: numerator x times over denominator x over, from numbers of a row.

    `sources` and `totals` tell which numbers, `below_sources` -1 where there is no denominator. `zero` where
    a numerator of which nothing stands is a true 0. There are none where the numbers themselves are asked.
    """

    sources: Array
    totals: Array
    below_sources: Array
    below_totals: Array
    times: Array
    over: Array
    zero: Array


class Answers(NamedTuple):
    """By period and number the rows that wait to be worked out, and the page on which the values are written.

    The same number of all rows lies side by side, so that it is worked out together. `told` has room for one value
    of each of them. `values` is how many come of a row, as its only element.
    """

    waiting: Array
    waiting_units: Array
    waits: Array
    told: Array
    values: Array
    page: Paper


@inlined
def units_standing(rows: Rows, row: int, reckoning: Reckoning) -> None:
    """Mark for each period and column that counts units whether the row's own unit stands."""
    counts, windows = reckoning.unit_counts, reckoning.windows
    for period in range(windows.shape[0]):
        for j in range(counts.size):
            weight = 0
            for stretch in range(windows[period, 0], windows[period, 1]):
                weight += rows.numbers[row, stretch, counts[j]]
            rows.units[row, period * counts.size + j] = weight > 0


@inlined
def tell(rows: Rows, row: int, unit: int, reckoning: Reckoning, recipes: Recipes, answers: Answers) -> None:
    """Tell a row in every period in which a line was met."""
    for period in range(reckoning.windows.shape[0]):
        first, after = reckoning.windows[period, 0], reckoning.windows[period, 1]
        if any_met(rows, row, first, after):
            at = answers.waits[period]
            answers.waiting_units[period, at] = unit
            _put(rows, row, period, reckoning, answers.waiting, at)
            answers.waits[period] = at + 1
            if at + 1 == AT_ONCE:
                work_out(period, recipes, answers)


@compiled
def tell_rows(
    rows: Rows, units: Array, asked: Array, reckoning: Reckoning, recipes: Recipes, answers: Answers
) -> None:
    """Tell the rows of those units that are asked for."""
    for row in range(units.size):
        if asked[row]:
            tell(rows, row, units[row], reckoning, recipes, answers)


@inlined
def _put(rows: Rows, row: int, period: int, reckoning: Reckoning, waiting: Array, at: int) -> None:
    """Write the numbers of a row in a period, and how many units and values stand there."""
    numbers, windows = rows.numbers, reckoning.windows
    first, after, size = windows[period, 0], windows[period, 1], numbers.shape[2]
    for j in range(size):
        waiting[period, j, at] = numbers[row, first, j]
    for stretch in range(first + 1, after):
        for j in range(size):
            waiting[period, j, at] += numbers[row, stretch, j]
    units = reckoning.unit_counts.size
    for j in range(units):
        waiting[period, size + j, at] = rows.units[row, period * units + j]
    for j in range(reckoning.value_sorts.size):
        word, room = reckoning.value_words[j], reckoning.value_room[j]
        if reckoning.value_sorts[j] == DAY:
            told = _days(rows.bits, row, word, windows[period, 2], windows[period, 3])
        else:
            told = _values(rows.bits, row, word, room, first, after)
        waiting[period, size + units + j, at] = told


@inlined
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


@inlined
def _values(bits: Array, row: int, word: int, room: int, first: int, after: int) -> int:
    found = 0
    for each in range(room):
        told = np.uint64(0)
        for stretch in range(first, after):
            told |= bits[row, word + stretch * room + each]
        found += _popcount(told)
    return found


@inlined
def _popcount(word: Any) -> Any:
    """Return how many bits of a word are set."""
    x = np.uint64(word)
    x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((x * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def work_out(period: int, recipes: Recipes, answers: Answers) -> None:
    """Write a sheet with the values of the rows of a period that wait."""
    rows, values, page = answers.waits[period], answers.values[0], answers.page
    if rows == 0:
        return
    numbers, told = answers.waiting[period], answers.told[:rows]
    at = begin(page, period, answers.waiting_units[period], rows, values)
    for value in range(values):
        if recipes.sources.size == 0:
            for r in range(rows):
                told[r] = numbers[value, r]
        elif recipes.below_sources[value] >= 0:
            _quotients(numbers, value, recipes, told)
        else:
            _amounts(numbers, value, recipes, told)
        at = put(page, at, value, told, rows)
    end(page, at)
    answers.waits[period] = 0


@inlined
def _amounts(numbers: Array, rule: int, recipes: Recipes, told: Array) -> None:
    standing, totals = numbers[recipes.sources[rule]], numbers[recipes.totals[rule]]
    times, over = recipes.times[rule], recipes.over[rule]
    for r in range(told.size):
        told[r] = totals[r] * times if standing[r] > 0 else MISSING
    if over > 1:
        for r in range(told.size):
            if told[r] != MISSING:
                told[r] = _half_up(told[r], over)


@inlined
def _quotients(numbers: Array, rule: int, recipes: Recipes, told: Array) -> None:
    standing, totals = numbers[recipes.sources[rule]], numbers[recipes.totals[rule]]
    below_standing, below_totals = numbers[recipes.below_sources[rule]], numbers[recipes.below_totals[rule]]
    times, over, zero = recipes.times[rule], recipes.over[rule], recipes.zero[rule]
    for r in range(told.size):
        below = over * below_totals[r]
        told[r] = MISSING
        if below_standing[r] > 0 and below != 0:
            if standing[r] > 0:
                told[r] = _half_up(totals[r] * times, below)
            elif zero:
                told[r] = 0


@inlined
def _half_up(above: int, below: int) -> Any:
    """Return a quotient as a whole number, a half away from zero."""
    # Never negative, so that no floor is looked for: that would take longer.
    twice_above, size = np.uint64(2 * abs(above)), np.uint64(abs(below))
    quotient = np.int64((twice_above + size) // (size + size))
    return quotient if (above < 0) == (below < 0) else -quotient
