"""Kinds and tags that are counted one by one get their numbers as they are met."""

from __future__ import annotations

from threading import Lock

from taizhang.rollups.bulk import Column
from taizhang.rollups.dense.layout import DAY, WORD, Bits, Layout


class MoreValues(Exception):
    """A column has more values than there is room for."""


class ValueNumbers:
    """The numbers of the values of every column, the same for all threads."""

    def __init__(self) -> None:
        self._numbers: dict[Column, dict[str, int]] = {}
        self._lock = Lock()
        self.words: dict[Column, int] = {}
        """How much room the columns need of which more values were met than fit into one word."""

    def number(self, bits: Bits, value: str) -> int:
        """Return the number of a value.

        Raises:  MoreValues where it lies beyond the column's room; `words` then tells how much to give.
        """
        with self._lock:
            numbers = self._numbers.setdefault(bits.column, {})
            number = numbers.setdefault(value, len(numbers))
            while number >= self.words.get(bits.column, 1) * WORD:
                self.words[bits.column] = 2 * self.words.get(bits.column, 1)
        if number >= bits.words * WORD:
            raise MoreValues
        return number

    def outgrown(self, layout: Layout) -> bool:
        """Return whether any thread met more values than the layout has room for."""
        return any(each.sort != DAY and self.words.get(each.column, 1) > each.words for each in layout.bits)
