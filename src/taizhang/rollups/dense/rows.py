"""A row of numbers for each place: what was added up there, stretch by stretch, until it has climbed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from taizhang.rollups.dense.compiled import Array, compiled, inlined
from taizhang.rollups.dense.layout import WORD


class Rows(NamedTuple):
    """By row and stretch: counts and sums, and whether any line was met.

    By row: the bits of values that stand; of each figure that counts units, how many stand; and until it is
    known which values stand the weight of each, and in which words any was weighed.
    """

    numbers: Array
    met: Array
    bits: Array
    units: Array
    weights: Array
    weighed: Array


@dataclass(frozen=True, slots=True)
class Shape:
    """How much a row has: stretches, numbers for each of them, words of bits, figures that count units."""

    stretches: int
    numbers: int
    words: int
    units: int

    def empty(self, count: int, *, weighed: int = 0) -> Rows:
        """Return empty rows, of which the first `weighed` can weigh values."""
        words = self.words if weighed else 0
        return Rows(
            numbers=np.zeros((count, self.stretches, self.numbers), np.int64),
            met=np.zeros((count, self.stretches), np.bool_),
            bits=np.zeros((count, self.words), np.uint64),
            units=np.zeros((count, self.units), np.int64),
            weights=np.zeros((weighed, words * WORD), np.int32),
            weighed=np.zeros((weighed, words), np.bool_),
        )

    def bytes_of(self, count: int) -> int:
        """Return how many bytes rows take that weigh no values."""
        return count * (self.stretches * (self.numbers * 8 + 1) + (self.words + self.units) * 8)


@inlined
def settle(rows: Rows, row: int) -> None:
    """Set the bits of the values that stand, and forget the weights."""
    weights, weighed, bits = rows.weights, rows.weighed, rows.bits
    for word in range(weighed.shape[1]):
        if weighed[row, word]:
            told = np.uint64(0)
            for bit in range(64):
                at = word * 64 + bit
                told |= np.uint64(weights[row, at] > 0) << np.uint64(bit)
                weights[row, at] = 0
            bits[row, word] |= told
            weighed[row, word] = False


@inlined
def add_row(rows: Rows, row: int, to: Rows, other: int) -> None:
    """Add a row to another."""
    numbers, sums = rows.numbers, to.numbers
    for stretch in range(numbers.shape[1]):
        if rows.met[row, stretch]:
            to.met[other, stretch] = True
            for j in range(numbers.shape[2]):
                sums[other, stretch, j] += numbers[row, stretch, j]
    for word in range(rows.bits.shape[1]):
        to.bits[other, word] |= rows.bits[row, word]
    for j in range(rows.units.shape[1]):
        to.units[other, j] += rows.units[row, j]


@inlined
def clear_row(rows: Rows, row: int) -> None:
    """Make a row empty."""
    numbers, met = rows.numbers, rows.met
    for stretch in range(numbers.shape[1]):
        if met[row, stretch]:
            met[row, stretch] = False
            for j in range(numbers.shape[2]):
                numbers[row, stretch, j] = 0
    rows.bits[row] = 0
    rows.units[row] = 0


@inlined
def any_met(rows: Rows, row: int, first: int, after: int) -> bool:
    """Return whether any line was met in the stretches from `first` up to, not including, `after`."""
    found = False
    for stretch in range(first, after):
        found |= rows.met[row, stretch]
    return found


@compiled
def add_rows(rows: Rows, to: Rows, others: Array) -> None:
    """Add each row to the one of that number."""
    for row in range(others.size):
        add_row(rows, row, to, others[row])


@compiled
def move_rows(rows: Rows, count: int, to: Rows, first: int) -> None:
    """Add the first rows, settled, to those from `first` on, and empty them."""
    for row in range(count):
        settle(rows, row)
        add_row(rows, row, to, first + row)
        clear_row(rows, row)
