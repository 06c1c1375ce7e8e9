"""Passes over the lines of an export: as many periods at a time as fit into memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from taizhang.kernel.period import Period
from taizhang.rollups.bulk import BulkPlan
from taizhang.rollups.dated_tree import Places
from taizhang.rollups.dense.add_loop import Frame
from taizhang.rollups.dense.adding import Pass
from taizhang.rollups.dense.blocks import Block, blocks_bytes
from taizhang.rollups.dense.compiled import Array
from taizhang.rollups.dense.holding import Held, own_rows
from taizhang.rollups.dense.layout import Layout, measure_of
from taizhang.rollups.dense.lines import Wanted, groups_of, widest
from taizhang.rollups.dense.places import PlaceColumns
from taizhang.rollups.dense.reckoning import (
    Numbering,
    exactly,
    fits,
    no_recipes,
    numbering_of,
    recipes_of,
    reckoning_of,
)
from taizhang.rollups.dense.rows import Shape
from taizhang.rollups.dense.stretches import Stretches
from taizhang.rollups.dense.telling import Asked, kept_for_last, told_by_day
from taizhang.rollups.dense.value_loops import Recipes
from taizhang.rollups.dense.value_numbers import MoreValues, ValueNumbers


class NotEnoughMemory(MemoryError):
    """One period of the places asked for does not fit into the memory given. `needed` is in bytes."""

    def __init__(self, needed: int) -> None:
        super().__init__(f"needs {needed} bytes")
        self.needed = needed


class PassPlan:
    """One pass for some periods: how rows are laid out, which lines are read, how rules are told from rows."""

    def __init__(
        self,
        files: Sequence[Path],
        plan: BulkPlan,
        periods: Sequence[Period],
        as_of: int | None,
        *,
        held: bool,
    ) -> None:
        """`held` where the rules are told by who holds the units: then lines before all periods count too."""
        self._plan, self._held, self._as_of = plan, held, as_of
        self._stretches = stretches = Stretches(periods)
        self.windows = [(*stretches.of(each), *stretches.days_of(each)) for each in periods]
        self._groups = groups_of(
            files, Wanted(as_of, stretches.until_day, None if held else stretches.first_day)
        )
        summed = sorted({measure_of(column) for column in plan.columns} - {""})
        amount = widest(files, summed) if summed else 1
        # No total can be above that.
        self._most = sum(group.rows for group in self._groups) * (2**63 if amount is None else max(amount, 1))
        self._limbs = 1 if self._most < 2**62 else 2

    def run(self, tell: Callable[[Layout, ValueNumbers], list[Block]]) -> list[Block]:
        """Return what is told; begun anew with more room as often as more values are met than there is room for."""
        values = ValueNumbers()
        while True:
            try:
                return tell(layout_of(self._plan, self._stretches, limbs=self._limbs, values=values), values)
            except MoreValues:
                continue

    def work(self, layout: Layout, places: PlaceColumns, values: ValueNumbers) -> Pass:
        """Return the pass over the lines."""
        frame = Frame(self._stretches.first_day, self._stretches.of_days(), self._held)
        return Pass(layout, self._groups, places.first, len(places), frame, self._as_of, values)

    def recipes(self, numbering: Numbering) -> tuple[Recipes, int]:
        """Return how rules are worked out, and how many values come of it."""
        if self._fits():
            return recipes_of(self._plan, numbering), len(self._plan.rules)
        return no_recipes(), numbering.width

    def blocks(self, blocks: Iterator[Block] | list[Block], numbering: Numbering) -> list[Block]:
        """Return the blocks; with them how values that may not fit into 64 bits are told."""
        exact = None if self._fits() else partial(exactly, self._plan, numbering)
        return [replace(block, exact=exact) for block in blocks]

    def _fits(self) -> bool:
        return self._limbs == 1 and fits(self._plan.rules, most=self._most)


class ByDay:
    """Rules that tell lines to who was above their unit on the line's own day.

    What is told at a time takes at most `memory` bytes: where all periods at once would take more, the lines
    are read again for the next ones.
    """

    def __init__(self, files: Sequence[Path], *, memory: int) -> None:
        self._files, self._memory = files, memory

    def blocks(
        self,
        *,
        plan: BulkPlan,
        places: PlaceColumns,
        periods: Sequence[Period],
        as_of: int | None = None,
        units: Array | None = None,
    ) -> Iterator[Block]:
        """Return the values of the units, None all; the periods in their order in each pass, units in none.

        Raises:  NotEnoughMemory, NotByPlace, UnknownUnit.
        """
        asked = np.ones(len(places), np.bool_) if units is None else np.isin(places.unit, units)

        def room(share: Sequence[Period]) -> int:
            shape = shape_of(layout_of(plan, Stretches(share)), len(share))
            kept = int(kept_for_last(places, shape).sum())
            told = blocks_bytes(periods=len(share), places=int(asked.sum()), values=len(plan.rules))
            return told + shape.bytes_of(kept)

        for at, share in _shares(periods, room, self._memory):
            run = PassPlan(self._files, plan, share, as_of, held=False)
            for block in run.run(partial(self._told, run, places, asked)):
                yield replace(block, period=at + block.period)

    def _told(
        self, run: PassPlan, places: PlaceColumns, asked: Array, layout: Layout, values: ValueNumbers
    ) -> list[Block]:
        numbering = numbering_of(layout)
        recipes, count = run.recipes(numbering)
        shape = shape_of(layout, len(run.windows))
        told = Asked(
            *(shape, places, asked, reckoning_of(layout, run.windows), recipes), numbering.width, count
        )
        return run.blocks(told_by_day(told, run.work(layout, places, values)), numbering)


class ByHolder:
    """Rules that count stocks: lines are told to who holds their unit on the last day of a period."""

    def __init__(self, files: Sequence[Path], *, memory: int) -> None:
        """`memory` as in `ByDay`."""
        self._files, self._memory = files, memory

    def blocks(
        self,
        *,
        plan: BulkPlan,
        places: PlaceColumns,
        holders: Sequence[Places],
        periods: Sequence[Period],
        as_of: int | None = None,
        units: Array | None = None,
    ) -> Iterator[Block]:
        """Return the values of the units, None all, by period. `holders` are the places that hold, for each period.

        Raises:  NotEnoughMemory, NotByPlace, UnknownUnit.
        """

        def room(share: Sequence[Period]) -> int:
            layout = layout_of(plan, Stretches(share))
            own = shape_of(layout, 0).bytes_of(len(places))
            return own + blocks_bytes(periods=1, places=len(places), values=len(plan.rules))

        for at, share in _shares(periods, room, self._memory):
            run = PassPlan(self._files, plan, share, as_of, held=True)
            told = partial(self._told, run, plan, places, holders[at : at + len(share)], units)
            for block in run.run(told):
                yield replace(block, period=at + block.period)

    def _told(
        self,
        run: PassPlan,
        plan: BulkPlan,
        places: PlaceColumns,
        holders: Sequence[Places],
        units: Array | None,
        layout: Layout,
        values: ValueNumbers,
    ) -> list[Block]:
        held = Held(plan.columns, layout)
        recipes, count = run.recipes(held.numbering)
        own = own_rows(run.work(layout, places, values), shape_of(layout, 0))
        found: list[Block] = []
        for number, (tree, window) in enumerate(zip(holders, run.windows, strict=True)):
            told = held.told(
                own,
                by_day=places,
                holders=PlaceColumns.of(tree, wanted=range(len(tree))),
                asked=units,
                window=window,
                recipes=recipes,
                values=count,
            )
            found.extend(replace(block, period=number) for block in told)
        return run.blocks(found, held.numbering)


def layout_of(
    plan: BulkPlan, stretches: Stretches, *, limbs: int = 1, values: ValueNumbers | None = None
) -> Layout:
    """Return how the columns of a plan are laid out, with room for the values that were met so far."""
    return Layout(
        plan.columns,
        days=stretches.days,
        stretches=stretches.count,
        limbs=limbs,
        words=dict(values.words) if values else None,
    )


def shape_of(layout: Layout, periods: int) -> Shape:
    """Return how much a row has that is laid out so, and tells of so many periods which units stand."""
    return Shape(layout.stretches, layout.numbers, layout.words, len(layout.units) * periods)


def _shares(
    periods: Sequence[Period], room: Callable[[Sequence[Period]], int], memory: int
) -> Iterator[tuple[int, Sequence[Period]]]:
    """Return the periods in shares, each with the number of its first, of which each fits into memory.

    Raises:  NotEnoughMemory.
    """
    at = 0
    while at < len(periods):
        count = len(periods) - at
        while (needed := room(periods[at : at + count])) > memory:
            count -= 1
            if count == 0:
                raise NotEnoughMemory(needed)
        yield at, periods[at : at + count]
        at += count
