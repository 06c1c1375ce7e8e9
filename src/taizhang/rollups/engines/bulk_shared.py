"""Two engines for one roll-up: each rule goes to the first one where that takes it, else to the second."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from taizhang.kernel.period import Period
from taizhang.rollups.bulk import BulkEngine, BulkPlan, UnitFigures
from taizhang.rollups.dated_tree import DatedTree
from taizhang.rollups.plan import Rule


class SharedBulk(BulkEngine):
    """Roll-ups told by two engines over the same lines."""

    def __init__(self, first: BulkEngine, second: BulkEngine, *, takes: Callable[[Rule], bool]) -> None:
        self._engines, self._takes = (first, second), takes

    def roll_up(
        self,
        *,
        plan: BulkPlan,
        tree: DatedTree,
        periods: Sequence[Period],
        as_of: int | None = None,
        units: Collection[int] | None = None,
    ) -> Iterator[UnitFigures]:
        """See `BulkEngine.roll_up`."""
        shares = (
            [number for number, rule in enumerate(plan.rules) if self._takes(rule)],
            [number for number, rule in enumerate(plan.rules) if not self._takes(rule)],
        )
        told = [
            engine.roll_up(
                plan=BulkPlan.of([plan.rules[number] for number in share]),
                tree=tree,
                periods=periods,
                as_of=as_of,
                units=units,
            )
            for engine, share in zip(self._engines, shares, strict=True)
            if share
        ]
        if len(told) == 1:
            yield from told[0]
        elif told:
            yield from _together(told, shares, periods)


def _together(
    told: Sequence[Iterator[UnitFigures]], shares: Sequence[Sequence[int]], periods: Sequence[Period]
) -> Iterator[UnitFigures]:
    """Return the figures of both engines, a row for each period and unit that either tells."""
    order = {period: number for number, period in enumerate(periods)}

    def place(row: tuple[UnitFigures, Sequence[int]]) -> tuple[int, int]:
        return order[row[0].period], row[0].unit

    rows = [_of_share(each, share) for each, share in zip(told, shares, strict=True)]
    for _, both in groupby(heapq.merge(*rows, key=place), key=place):
        values: list[Decimal | None] = [None] * sum(map(len, shares))
        for figures, share in both:
            for number, value in zip(share, figures.values, strict=True):
                values[number] = value
        yield UnitFigures(figures.unit, figures.period, tuple(values))


def _of_share(
    told: Iterator[UnitFigures], share: Sequence[int]
) -> Iterator[tuple[UnitFigures, Sequence[int]]]:
    return ((figures, share) for figures in told)
