"""Answers as blocks of columns, filled one after the other for each period.

A block is filled in 64 bits and then kept in as few bytes a value as its columns need: most values of most
units are small, and memory that is not touched costs no time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from taizhang.rollups.dense.compiled import Array, compiled
from taizhang.rollups.dense.value_loops import AT_ONCE, MISSING, Answers, Recipes, work_out

ROWS = 4096
"""A block has so many rows where no more are told in one go."""
_SORTS = {1: np.int8, 2: np.int16, 4: np.int32, 8: np.int64}


@dataclass(frozen=True)
class Block:
    """Values of some units in one period, in no order: a column for each rule, a row for each unit.

    They are numbers of last decimals. `period` is its number. `exact` where values may not fit into 64 bits:
    then it tells those of a unit from its row.
    """

    period: int
    units: Array
    columns: tuple[Array, ...]
    """Each in a type as narrow as its values allow, of which the least number tells that there is no value."""
    exact: Callable[[Sequence[int]], tuple[Decimal | None, ...]] | None = None

    def values(self) -> Array:
        """Return the values in 64 bits, a row for each rule; MISSING is none."""
        values = np.empty((len(self.columns), len(self.units)), np.int64)
        for number, column in enumerate(self.columns):
            values[number] = column
            values[number, column == np.iinfo(column.dtype).min] = MISSING
        return values


class Blocks:
    """The blocks of some places."""

    def __init__(self, *, periods: int, places: int, at_once: int, width: int, values: int) -> None:
        """At most so many `places` are told in each period, `at_once` of them before room is made again.

        `width` numbers wait of each row, `values` are told of it.
        """
        self._room = at_once + AT_ONCE
        size = max(min(ROWS, places), 1) + self._room
        self.answers = Answers(
            waiting=np.zeros((periods, AT_ONCE, width), np.int64),
            waiting_units=np.zeros((periods, AT_ONCE), np.int64),
            waits=np.zeros(periods, np.int64),
            filled=np.zeros(periods, np.int64),
            units=np.empty((periods, size), np.int64),
            values=np.empty((periods, values, size), np.int64),
        )
        self._full: list[Block] = []

    def make_room(self) -> None:
        """Keep each block that has no room left, and begin another."""
        size = self.answers.units.shape[1]
        for period in np.flatnonzero(self.answers.filled + self._room > size).tolist():
            self._keep(period)

    def finished(self, recipes: Recipes) -> Iterator[Block]:
        """Work out what still waits and return all blocks."""
        for period in range(len(self.answers.waits)):
            work_out(period, recipes, self.answers)
            if self.answers.filled[period]:
                self._keep(period)
        return iter(self._full)

    def _keep(self, period: int) -> None:
        rows = int(self.answers.filled[period])
        widths = np.zeros(self.answers.values.shape[1], np.int64)
        _widths(self.answers.values, period, rows, widths)
        begins = np.cumsum([0, *(widths * (-(-rows // 8) * 8))])
        packed = np.empty(int(begins[-1]), np.int8)
        columns = tuple(
            packed[start : start + rows * width].view(_SORTS[width])
            for start, width in zip(begins.tolist(), widths.tolist(), strict=False)
        )
        for number, column in enumerate(columns):
            _narrow(self.answers.values, period, number, column)
        self._full.append(Block(period, self.answers.units[period, :rows].copy(), columns))
        self.answers.filled[period] = 0


def blocks_bytes(*, periods: int, places: int, values: int) -> int:
    """Return how many bytes blocks take at most, as a rule."""
    return periods * places * (values + 1) * 8


@compiled
def _widths(values: Array, period: int, rows: int, widths: Array) -> None:
    """Write how many bytes the values of each rule need."""
    for rule in range(widths.size):
        least, most = 0, 0
        for r in range(rows):
            value = values[period, rule, r]
            least = min(least, 0 if value == MISSING else value)
            most = max(most, value)
        greatest = max(most, -least)
        widths[rule] = 8
        for width in (4, 2, 1):
            if greatest < 1 << (8 * width - 1):
                widths[rule] = width


@compiled
def _narrow(values: Array, period: int, rule: int, column: Array) -> None:
    """Write the values of one rule into its column."""
    missing = MISSING >> (64 - 8 * column.itemsize)
    for r in range(column.size):
        value = values[period, rule, r]
        column[r] = missing if value == MISSING else value
