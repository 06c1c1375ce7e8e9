"""The days of all periods cut into stretches: every period is a row of stretches that follow one another."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from taizhang.kernel.period import Period

EPOCH = dt.date(1970, 1, 1)


class Stretches:
    """Stretch 0 is all days before the first period: only stocks count there."""

    def __init__(self, periods: Sequence[Period]) -> None:
        self._cuts = sorted({day for period in periods for day in (period.start, period.until)})
        self.first_day = day_number(self._cuts[0])
        self.until_day = day_number(self._cuts[-1])

    @property
    def count(self) -> int:
        """How many stretches there are, with the one before all periods."""
        return len(self._cuts)

    @property
    def days(self) -> int:
        """How many days there are from the first period to the last."""
        return self.until_day - self.first_day

    def of_days(self) -> NDArray[np.int32]:
        """Return the stretch of each day, from the first one of all periods."""
        lengths = [
            day_number(until) - day_number(since)
            for since, until in zip(self._cuts, self._cuts[1:], strict=False)
        ]
        return np.repeat(np.arange(1, self.count, dtype=np.int32), lengths)

    def of(self, period: Period) -> tuple[int, int]:
        """Return the first stretch of a period and the one after its last."""
        return bisect_left(self._cuts, period.start) + 1, bisect_left(self._cuts, period.until) + 1

    def days_of(self, period: Period) -> tuple[int, int]:
        """Return the first day of a period and the one after its last, from the first one of all periods."""
        return day_number(period.start) - self.first_day, day_number(period.until) - self.first_day


def day_number(day: dt.date) -> int:
    """Return the number of a day, as files keep it."""
    return (day - EPOCH).days
