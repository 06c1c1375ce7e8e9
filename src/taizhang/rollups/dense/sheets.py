"""Values of some rows, written one sheet after the other in as few bytes a value as each rule needs.

A sheet holds the rows of a period that were worked out together: their units, then how many bytes a value
of each rule takes, then the values rule by rule. Each of these begins with a word of 64 bits of its own.
Most values of most units are small, and memory that is not touched costs no time.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from taizhang.rollups.dense.compiled import Array, compiled, inlined

MISSING: Final = -(2**63)
"""There is no value. In fewer bytes it is the least number of so many."""
AT_ONCE: Final = 64
"""So many rows of a period are worked out together."""


class Paper(NamedTuple):
    """Memory as numbers of each width, and what is written there: words, then sheets, then of each its period,
    its rows and its first word."""

    bytes1: Array
    bytes2: Array
    bytes4: Array
    words: Array
    written: Array
    period: Array
    rows: Array
    start: Array


def paper(*, sheets: int, values: int) -> Paper:
    """Return empty memory for so many sheets of so many values of a row."""
    most = AT_ONCE + -(-values // 8) + AT_ONCE * values
    words = np.empty(sheets * most, np.int64)
    return Paper(
        bytes1=words.view(np.int8),
        bytes2=words.view(np.int16),
        bytes4=words.view(np.int32),
        words=words,
        written=np.zeros(2, np.int64),
        period=np.empty(sheets, np.int64),
        rows=np.empty(sheets, np.int64),
        start=np.empty(sheets, np.int64),
    )


@inlined
def begin(page: Paper, period: int, units: Array, rows: int, values: int) -> Any:
    """Begin a sheet and return the first word of its values."""
    start, number = page.written[0], page.written[1]
    page.period[number], page.rows[number], page.start[number] = period, rows, start
    page.written[1] = number + 1
    for r in range(rows):
        page.words[start + r] = units[r]
    return start + rows + (values + 7) // 8


@inlined
def put(page: Paper, at: int, value: int, told: Array, rows: int) -> Any:
    """Write one value of each row from a word on, and return the word behind them."""
    width = _width(told, rows)
    number = page.written[1] - 1
    page.bytes1[(page.start[number] + page.rows[number]) * 8 + value] = width
    if width == 1:
        _narrow(page.bytes1, at * 8, told, rows, -(2**7))
    elif width == 2:
        _narrow(page.bytes2, at * 4, told, rows, -(2**15))
    elif width == 4:
        _narrow(page.bytes4, at * 2, told, rows, -(2**31))
    else:
        for r in range(rows):
            page.words[at + r] = told[r]
    return at + (rows * width + 7) // 8


@inlined
def end(page: Paper, at: int) -> None:
    """End a sheet before a word."""
    page.written[0] = at


@inlined
def _narrow(into: Array, at: int, told: Array, rows: int, missing: int) -> None:
    for r in range(rows):
        into[at + r] = missing if told[r] == MISSING else told[r]


@inlined
def _width(told: Array, rows: int) -> Any:
    """Return how many bytes these values need."""
    least, most = 0, 0
    for r in range(rows):
        value = told[r]
        most = max(most, value)
        least = min(least, 0 if value == MISSING else value)
    greatest = max(most, -least)
    if greatest < 2**7:
        return 1
    if greatest < 2**15:
        return 2
    return 4 if greatest < 2**31 else 8


@compiled
def read_units(page: Paper, sheets: Array, units: Array) -> None:
    """Write the units of some sheets one after the other."""
    at = 0
    for i in range(sheets.size):
        start, rows = page.start[sheets[i]], page.rows[sheets[i]]
        for r in range(rows):
            units[at + r] = page.words[start + r]
        at += rows


@compiled
def read_values(page: Paper, sheets: Array, values: Array) -> None:
    """Write the values of some sheets in 64 bits, a row for each rule."""
    first = 0
    for i in range(sheets.size):
        rows = page.rows[sheets[i]]
        widths = page.start[sheets[i]] + rows
        at = widths + (values.shape[0] + 7) // 8
        for value in range(values.shape[0]):
            width = page.bytes1[widths * 8 + value]
            told = values[value, first : first + rows]
            if width == 1:
                _widen(page.bytes1, at * 8, told, -(2**7))
            elif width == 2:
                _widen(page.bytes2, at * 4, told, -(2**15))
            elif width == 4:
                _widen(page.bytes4, at * 2, told, -(2**31))
            else:
                for r in range(rows):
                    told[r] = page.words[at + r]
            at += (rows * width + 7) // 8
        first += rows


@inlined
def _widen(kept: Array, at: int, told: Array, missing: int) -> None:
    for r in range(told.size):
        told[r] = MISSING if kept[at + r] == missing else kept[at + r]
