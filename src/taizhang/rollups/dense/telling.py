"""Tell the values of every unit, period after period, from cells that were added up at their own places."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

import numpy as np

from taizhang.kernel.period import Period
from taizhang.rollups.bulk import BulkPlan, Column, columns_of
from taizhang.rollups.dated_tree import Places
from taizhang.rollups.dense.holding import Told, held, programme_of
from taizhang.rollups.dense.kernel import Array, Cells, climb_bits, climb_sums
from taizhang.rollups.dense.layout import Layout, counts_units
from taizhang.rollups.dense.lines import LIMB
from taizhang.rollups.dense.places import PlaceColumns, counted_again
from taizhang.rollups.dense.stretches import Stretches
from taizhang.rollups.dense.value_loops import MISSING, Recipes, Side, Window, standing, tally, tell
from taizhang.rollups.plan import Ratio, Rule, Sum
from taizhang.rollups.tally import Tally

_UNITS_AT_ONCE = 1 << 15


@dataclass(frozen=True)
class Block:
    """The values of some units in one period, a row for each rule, as numbers of last decimals; MISSING is none.

    `exact` where they may not fit into 64 bits: the values of every unit.
    """

    period: Period
    units: Array
    values: Array
    exact: Sequence[tuple[Decimal | None, ...]] | None = None


class Telling:
    """Values from cells. The cells climb when this begins."""

    def __init__(
        self,
        cells: Cells,
        *,
        plan: BulkPlan,
        layout: Layout,
        held_by: Sequence[Places],
        by_day: PlaceColumns,
        periods: Sequence[Period],
        stretches: Stretches,
        limbs: int,
        most: int,
    ) -> None:
        """No total is above `most`. `held_by` are the places by which stocks are held, for each period."""
        self._cells, self._plan, self._layout, self._limbs = cells, plan, layout, limbs
        self._by_day, self._periods = by_day, periods
        self._fits = limbs == 1 and fits(plan.rules, most=most)
        self._windows = [Window(*stretches.of(each), *stretches.days_of(each)) for each in periods]
        self._day_columns = [column for column in plan.columns if not column.held]
        self._held_columns = [column for column in plan.columns if column.held]
        self._held = [self._holding(tree, number) for number, tree in enumerate(held_by)]
        self._flags, again = self._units_standing()
        self._climb()
        self._units, self._rows, later = by_day.rows_by_unit()
        self._put_together(later, again)
        columns = (*self._day_columns, *self._held_columns)
        self._numbers = {column: number for number, column in enumerate(columns)}
        self._recipes = recipes_of(plan.rules, self._numbers)

    def blocks(self, asked: Array | None = None) -> Iterator[Block]:
        """Return the values by period, then by unit; of the units asked for alone."""
        wanted = slice(None) if asked is None else np.isin(self._units, asked)
        units, rows = self._units[wanted], self._rows[wanted]
        shares = [
            (units[start : start + _UNITS_AT_ONCE], rows[start : start + _UNITS_AT_ONCE])
            for start in range(0, len(units), _UNITS_AT_ONCE)
        ]
        with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
            for number in range(len(self._periods)):
                yield from threads.map(partial(self._block, number), shares)

    def _holding(self, tree: Places, number: int) -> Told:
        return held(
            self._cells,
            layout=self._layout,
            columns=self._held_columns,
            by_day=self._by_day,
            tree=tree,
            window=self._windows[number],
            limbs=self._limbs,
        )

    def _units_standing(self) -> tuple[Array, list[dict[int, int]]]:
        """Return by place, for each period and column that counts units, whether its unit stands there itself.

        And for each of those the units that would count one of theirs more than once.
        """
        counts = [self._layout.count_of(column) for column in self._day_columns if counts_units(column)]
        stands = [
            self._cells.counts[window.first : window.after, :, count].sum(axis=0, dtype=np.int64) > 0
            for window in self._windows
            for count in counts
        ]
        flags = np.zeros((len(self._by_day.unit), len(stands)), np.int32)
        for number, each in enumerate(stands):
            flags[:, number] = each
        return flags, counted_again(self._by_day, stands)

    def _climb(self) -> None:
        # What lies before all periods counts for stocks alone, which do not climb by this tree.
        rows = (*self._cells.counts[1:], *self._cells.sums[1:], self._flags)
        above = self._by_day.above
        with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
            doing = [threads.submit(climb_sums, each, above) for each in rows]
            doing.append(threads.submit(climb_bits, self._cells.bits, above))
            for done in doing:
                done.result()

    def _put_together(self, later: Array, again: Sequence[Mapping[int, int]]) -> None:
        """Add all places of a unit to its first, and take off what it counts more than once."""
        for place in later:
            first = self._row_of(int(self._by_day.unit[place]))
            self._cells.counts[:, first] += self._cells.counts[:, place]
            self._cells.sums[:, first] += self._cells.sums[:, place]
            self._cells.bits[first] |= self._cells.bits[place]
            self._flags[first] += self._flags[place]
        for number, units in enumerate(again):
            for unit, times in units.items():
                self._flags[self._row_of(unit), number] -= times

    def _row_of(self, unit: int) -> int:
        return int(self._rows[np.searchsorted(self._units, unit)])

    def _block(self, number: int, share: tuple[Array, Array]) -> Block:
        units, rows = share
        by_day, by_holder = self._day_side(number), self._holder_side(number)
        if self._held_columns:
            told = self._held[number]
            held_rows = told.rows[np.searchsorted(told.units, units)]
        else:
            stands = standing(rows, by_day)
            units, rows = units[stands], rows[stands]
            held_rows = np.empty(0, np.int64)
        values = np.full((len(self._plan.rules), len(units)), MISSING, np.int64)
        if self._fits:
            tell(rows, by_day, held_rows, by_holder, self._recipes, values)
            return Block(self._periods[number], units, values)
        sources = np.zeros((len(self._plan.columns), len(units)), np.int64)
        totals = np.zeros((len(self._plan.columns), self._limbs, len(units)), np.int64)
        tally(rows, by_day, held_rows, by_holder, sources, totals)
        return Block(self._periods[number], units, values, self._exactly(sources, totals))

    def _day_side(self, number: int) -> Side:
        flags = sum(counts_units(column) for column in self._day_columns)
        programme = programme_of(self._day_columns, self._layout, first_flag=number * flags)
        return Side(self._cells, self._flags, programme, self._windows[number])

    def _holder_side(self, number: int) -> Side:
        """Return the columns by who holds the units: none where no rule counts a stock."""
        if not self._held_columns:
            return Side(_NO_CELLS, self._flags, programme_of((), self._layout), self._windows[number])
        told = self._held[number]
        window = self._windows[number]._replace(first=0, after=1)
        return Side(told.cells, told.flags, told.programme, window)

    def _exactly(self, sources: Array, totals: Array) -> list[tuple[Decimal | None, ...]]:
        """Return the values of every row in numbers of any size."""
        order = [self._numbers[column] for column in self._plan.columns]
        found = []
        for stand, parts in zip(sources.T.tolist(), totals.transpose(2, 0, 1).tolist(), strict=True):
            tallies = [
                Tally(sum(part << LIMB * limb for limb, part in enumerate(parts[at])), stand[at])
                for at in order
            ]
            found.append(self._plan.values(tallies))
        return found


_NO_CELLS = Cells(np.zeros((1, 0, 0), np.int64), np.zeros((1, 0, 0), np.int64), np.zeros((0, 0), np.uint64))


def recipes_of(rules: Sequence[Rule], numbers: Mapping[Column, int]) -> Recipes:
    """Return how rules are worked out from columns of these numbers."""
    numerators, denominators, times, over, zero = [], [], [], [], []
    for rule in rules:
        columns = columns_of(rule)
        above, below = (_divide_by(column.part) for column in (columns[0], columns[-1]))
        ratio = rule.aggregate if isinstance(rule.aggregate, Ratio) else None
        numerators.append(numbers[columns[0]])
        denominators.append(numbers[columns[1]] if ratio else -1)
        times.append(10**rule.decimals * (100 if ratio and ratio.percent else 1) * (below if ratio else 1))
        over.append(above)
        zero.append(ratio is not None and not isinstance(ratio.numerator.aggregate, Sum))
    return Recipes(
        numerators=np.array(numerators, dtype=np.int64),
        denominators=np.array(denominators, dtype=np.int64),
        times=np.array(times, dtype=np.int64),
        over=np.array(over, dtype=np.int64),
        zero=np.array(zero, dtype=np.bool_),
    )


def _divide_by(part: Rule) -> int:
    return part.aggregate.divide_by if isinstance(part.aggregate, Sum) else 1


def fits(rules: Sequence[Rule], *, most: int) -> bool:
    """Return whether every step of working the rules out stays within 64 bits, where no total is above `most`."""
    return all(
        4 * most * 10**rule.decimals * 100 * max(_divide_by(part) for part in rule.parts) < 2**63
        for rule in rules
    )
