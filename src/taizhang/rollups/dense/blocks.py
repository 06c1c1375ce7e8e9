"""Answers by period: the sheets that were written of it, on paper that is added as it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np

from taizhang.rollups.dense.compiled import Array
from taizhang.rollups.dense.sheets import AT_ONCE, Paper, paper, read_units, read_values
from taizhang.rollups.dense.value_loops import Answers, Recipes, work_out

_SHEETS = 2048
"""Some thirty megabytes of paper at a time; what is not written on is not touched."""


@dataclass(frozen=True)
class Block:
    """Values of some units in one period, in no order.

    They are numbers of last decimals, `count` for each unit. `period` is its number. `exact` where values may not
    fit into 64 bits: then it tells those of a unit from its row.
    """

    period: int
    page: Paper
    sheets: Array
    count: int
    exact: Callable[[Sequence[int]], tuple[Decimal | None, ...]] | None = None

    @cached_property
    def units(self) -> Array:
        """The units."""
        units = np.empty(self._rows, np.int64)
        read_units(self.page, self.sheets, units)
        return units

    def values(self) -> Array:
        """Return the values in 64 bits, a row for each rule; MISSING is none."""
        values = np.empty((self.count, self._rows), np.int64)
        read_values(self.page, self.sheets, values)
        return values

    @property
    def _rows(self) -> int:
        return int(self.page.rows[self.sheets].sum())


class Blocks:
    """The blocks of some places."""

    def __init__(self, *, periods: int, at_once: int, width: int, values: int) -> None:
        """At most `at_once` places are told in each period before room is made again.

        `width` numbers wait of each row, `values` are told of it.
        """
        self._periods, self._values = periods, values
        self._most = periods * (at_once // AT_ONCE + 2)
        self._full: list[Paper] = []
        self.answers = Answers(
            waiting=np.zeros((periods, width, AT_ONCE), np.int64),
            waiting_units=np.zeros((periods, AT_ONCE), np.int64),
            waits=np.zeros(periods, np.int64),
            told=np.empty(AT_ONCE, np.int64),
            values=np.array([values]),
            page=self._paper(),
        )

    def make_room(self) -> None:
        """Begin another page where this one may become full."""
        page = self.answers.page
        if len(page.period) - page.written[1] < self._most:
            self._full.append(page)
            self.answers = self.answers._replace(page=self._paper())

    def finished(self, recipes: Recipes) -> Iterator[Block]:
        """Work out what still waits and return all blocks."""
        for period in range(self._periods):
            work_out(period, recipes, self.answers)
        for page in (*self._full, self.answers.page):
            written = page.period[: page.written[1]]
            for period in np.unique(written).tolist():
                yield Block(period, page, np.flatnonzero(written == period), self._values)

    def _paper(self) -> Paper:
        return paper(sheets=max(_SHEETS, self._most), values=self._values)


def blocks_bytes(*, periods: int, places: int, values: int) -> int:
    """Return how many bytes blocks take at most, as a rule."""
    return periods * places * (values + 1) * 8
