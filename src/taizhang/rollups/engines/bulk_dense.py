"""Roll-ups by a compiled loop over an export: one pass over lines sorted by place, told as the tree is walked.

It takes the rules that add up exactly; see `takes`. Whoever asks for others gives them to another engine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import numpy as np

from taizhang.kernel.period import Period
from taizhang.rollups.bulk import BulkEngine, BulkPlan, UnitFigures, columns_of
from taizhang.rollups.dated_tree import DatedTree, Places
from taizhang.rollups.dense.blocks import Block
from taizhang.rollups.dense.compiled import Array
from taizhang.rollups.dense.layout import takes
from taizhang.rollups.dense.passes import ByDay, ByHolder
from taizhang.rollups.dense.places import PlaceColumns, range_held, range_needed
from taizhang.rollups.dense.sheets import MISSING
from taizhang.rollups.engines.bulk_shared import SharedBulk
from taizhang.rollups.exported.tree_rows import tree_digest
from taizhang.rollups.plan import Rule

_ROWS_AT_ONCE = 1 << 15


class NotTaken(ValueError):
    """A rule does not add up over places: another engine tells it."""


class OtherTree(ValueError):
    """The files are numbered by another tree than the one asked about."""


class DenseBulk(BulkEngine):
    """Roll-ups over the files of an export whose places are those of the tree asked about.

    What is told at a time takes at most `memory` bytes: where all periods at once would take more, the
    lines are read again for the next ones.
    """

    def __init__(self, files: Sequence[Path], *, tree: str, memory: int = 2 << 30) -> None:
        """`tree` is the digest of the tree that the places of the files are numbered by."""
        self._files, self._tree, self._memory = tuple(files), tree, memory

    def roll_up(
        self,
        *,
        plan: BulkPlan,
        tree: DatedTree,
        periods: Sequence[Period],
        as_of: int | None = None,
        units: Collection[int] | None = None,
    ) -> Iterator[UnitFigures]:
        """See `BulkEngine.roll_up`. Raises:  NotTaken, NotEnoughMemory, NotByPlace besides."""
        left_out = [rule.code for rule in plan.rules if not takes(rule)]
        if left_out:
            raise NotTaken(f"do not add up over places: {left_out}")
        by_day = tree.places()
        if self._files and tree_digest(by_day) != self._tree:
            raise OtherTree("the export is numbered by another tree")
        both = SharedBulk(
            _ByHolder(ByHolder(self._files, memory=self._memory), by_day),
            _ByDay(ByDay(self._files, memory=self._memory), by_day),
            takes=_is_held,
        )
        return both.roll_up(plan=plan, tree=tree, periods=periods, as_of=as_of, units=units)


class _ByDay(BulkEngine):
    """Rules that count no stock."""

    def __init__(self, passes: ByDay, by_day: Places) -> None:
        self._passes, self._by_day = passes, by_day

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
        wanted = range_needed(self._by_day, units)
        blocks = self._passes.blocks(
            plan=plan,
            places=PlaceColumns.of(self._by_day, wanted=wanted),
            periods=periods,
            as_of=as_of,
            units=_asked(units),
        )
        yield from _figures(blocks, plan, periods)


class _ByHolder(BulkEngine):
    """Rules that count stocks."""

    def __init__(self, passes: ByHolder, by_day: Places) -> None:
        self._passes, self._by_day = passes, by_day

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
        holders = [tree.holders(day=period.until - dt.timedelta(days=1)) for period in periods]
        wanted = range_held(self._by_day, holders, units)
        blocks = self._passes.blocks(
            plan=plan,
            places=PlaceColumns.of(self._by_day, wanted=wanted),
            holders=holders,
            periods=periods,
            as_of=as_of,
            units=_asked(units),
        )
        yield from _figures(blocks, plan, periods)


def _is_held(rule: Rule) -> bool:
    return any(column.held for column in columns_of(rule))


def _asked(units: Collection[int] | None) -> Array | None:
    return None if units is None else np.array(sorted(units), dtype=np.int64)


def _figures(blocks: Iterator[Block], plan: BulkPlan, periods: Sequence[Period]) -> Iterator[UnitFigures]:
    """Return the rows in which any value stands, by period and unit."""
    ends = ["" if rule.decimals == 0 else f"E-{rule.decimals}" for rule in plan.rules]
    for number, told in groupby(blocks, key=lambda block: block.period):
        for unit, values in _rows_by_unit(list(told), ends):
            if any(value is not None for value in values):
                yield UnitFigures(unit, periods[number], values)


def _rows_by_unit(
    blocks: Sequence[Block], ends: Sequence[str]
) -> Iterator[tuple[int, tuple[Decimal | None, ...]]]:
    """Return the values of every unit in the blocks of one period."""
    units = np.concatenate([block.units for block in blocks])
    values = np.concatenate([block.values() for block in blocks], axis=1)
    order = np.argsort(units)
    exact = blocks[0].exact
    for start in range(0, len(order), _ROWS_AT_ONCE):
        share = order[start : start + _ROWS_AT_ONCE]
        for unit, told in zip(units[share].tolist(), values[:, share].T.tolist(), strict=True):
            yield unit, exact(told) if exact else _decimals(told, ends)


def _decimals(told: Sequence[int], ends: Sequence[str]) -> tuple[Decimal | None, ...]:
    return tuple(
        # From text, because Decimal arithmetic would cut a very long number to 28 digits.
        None if value == MISSING else Decimal(f"{value}{end}") if end else Decimal(value)
        for value, end in zip(told, ends, strict=True)
    )
