"""Roll-ups by a compiled loop over an export: one pass over lines sorted by place, one climb over the tree.

It takes the rules that add up exactly; see `takes`. Whoever asks for others gives them to another engine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
import numpy as np

from taizhang.kernel.period import Period
from taizhang.rollups.bulk import BulkEngine, BulkPlan, UnitFigures
from taizhang.rollups.dated_tree import DatedTree, Places
from taizhang.rollups.dense.adding import Pass, added_up, room_needed
from taizhang.rollups.dense.kernel import Frame
from taizhang.rollups.dense.layout import Layout, takes, values_asked
from taizhang.rollups.dense.lines import Asked, groups_of, widest
from taizhang.rollups.dense.places import PlaceColumns, range_needed
from taizhang.rollups.dense.stretches import Stretches
from taizhang.rollups.dense.telling import Block, Telling
from taizhang.rollups.dense.value_loops import MISSING
from taizhang.rollups.exported.tree_rows import tree_digest
from taizhang.rollups.plan import Stock


class NotTaken(ValueError):
    """A rule does not add up over places: another engine tells it."""


class OtherTree(ValueError):
    """The files are numbered by another tree than the one asked about."""


class NotEnoughMemory(MemoryError):
    """One period of the places asked for does not fit into the memory given. `needed` is in bytes."""

    def __init__(self, needed: int) -> None:
        super().__init__(f"needs {needed} bytes")
        self.needed = needed


class DenseBulk(BulkEngine):
    """Roll-ups over the files of an export whose places are those of the tree asked about.

    Cells take at most `memory` bytes: where all periods at once would take more, the lines are read again
    for the next ones.
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
        by_day = tree.places()
        if self._files and tree_digest(by_day) != self._tree:
            raise OtherTree("the export is numbered by another tree")
        held_by = _held_by(plan, tree, periods)
        wanted = range_needed(by_day, held_by, units)
        places = PlaceColumns.of(by_day, wanted=wanted)
        ends = ["" if rule.decimals == 0 else f"E-{rule.decimals}" for rule in plan.rules]
        for block in self.blocks(
            plan=plan, places=places, held_by=held_by, periods=periods, as_of=as_of, units=units
        ):
            yield from _figures(block, ends)

    def blocks(
        self,
        *,
        plan: BulkPlan,
        places: PlaceColumns,
        held_by: Sequence[Places] = (),
        periods: Sequence[Period],
        as_of: int | None = None,
        units: Collection[int] | None = None,
    ) -> Iterator[Block]:
        """Return the values as columns.

        `places` are those of the tree that the units asked for need; `held_by` those by which stocks are
        held at the end of each period, where a rule counts any.
        """
        left_out = [rule.code for rule in plan.rules if not takes(rule)]
        if left_out:
            raise NotTaken(f"do not add up over places: {left_out}")
        at = 0
        while at < len(periods):
            share = self._share(plan, periods[at:], len(places.unit))
            holding = held_by[at : at + len(share)]
            telling = self._telling(plan, places, holding, share, as_of)
            yield from telling.blocks(None if units is None else np.array(sorted(units), dtype=np.int64))
            at += len(share)

    def _share(self, plan: BulkPlan, periods: Sequence[Period], places: int) -> Sequence[Period]:
        """Return as many of the periods as fit into memory at once."""
        for count in range(len(periods), 0, -1):
            stretches = Stretches(periods[:count])
            layout = Layout(plan, days=stretches.days, stretches=stretches.count, values={})
            needed = room_needed(layout, places=places)
            if needed <= self._memory:
                return periods[:count]
        raise NotEnoughMemory(needed)

    def _telling(
        self,
        plan: BulkPlan,
        places: PlaceColumns,
        held_by: Sequence[Places],
        periods: Sequence[Period],
        as_of: int | None,
    ) -> Telling:
        stretches = Stretches(periods)
        layout = Layout(plan, days=stretches.days, stretches=stretches.count, values=self._values_told(plan))
        earlier = any(isinstance(column.part.aggregate, Stock) for column in plan.columns)
        asked = Asked(as_of, stretches.until_day, None if earlier else stretches.first_day)
        groups = groups_of(self._files, asked)
        most = self._most(layout, sum(group.rows for group in groups))
        limbs = 1 if most < 2**62 else 2
        frame = Frame(stretches.first_day, stretches.of_days(), earlier, places.first)
        work = Pass(layout, groups, places.first, len(places.unit), frame, as_of, limbs)
        return Telling(
            added_up(work),
            plan=plan,
            layout=layout,
            held_by=held_by,
            by_day=places,
            periods=periods,
            stretches=stretches,
            limbs=limbs,
            most=most,
        )

    def _most(self, layout: Layout, rows: int) -> int:
        """Return a number that no total can be above."""
        summed = {measure for _, measure in layout.sums}
        amount = widest(self._files, sorted(summed)) if summed else 1
        return rows * (2**63 if amount is None else max(amount, 1))

    def _values_told(self, plan: BulkPlan) -> dict[str, list[str]]:
        """Return the kinds and the tags of all lines, where a rule tells them apart."""
        asked = values_asked(plan)
        told: dict[str, list[str]] = {}
        if not asked or not self._files:
            return told
        with duckdb.connect() as connection:
            connection.read_parquet([str(file) for file in self._files], hive_partitioning=False).create_view(
                "posting"
            )
            for of, value in (("kind", "kind"), ("tag", "unnest(string_split(trim(tags, '|'), '|'))")):
                if of in asked:
                    rows = connection.execute(
                        f"SELECT DISTINCT {value} AS told FROM (SELECT DISTINCT kind, tags FROM posting) ORDER BY told"
                    ).fetchall()
                    told[of] = [text for (text,) in rows]
        return told


def _held_by(plan: BulkPlan, tree: DatedTree, periods: Sequence[Period]) -> list[Places]:
    if not any(column.held for column in plan.columns):
        return []
    return [tree.holders(day=period.until - dt.timedelta(days=1)) for period in periods]


def _figures(block: Block, ends: Sequence[str]) -> Iterator[UnitFigures]:
    """Return the rows of a block in which any value stands."""
    if block.exact is not None:
        for unit, values in zip(block.units.tolist(), block.exact, strict=True):
            if any(value is not None for value in values):
                yield UnitFigures(unit, block.period, values)
        return
    standing = (block.values != MISSING).any(axis=0)
    for unit, told in zip(block.units[standing].tolist(), block.values[:, standing].T.tolist(), strict=True):
        yield UnitFigures(
            unit,
            block.period,
            tuple(
                # From text, because Decimal arithmetic would cut a very long number to 28 digits.
                None if value == MISSING else Decimal(f"{value}{end}") if end else Decimal(value)
                for value, end in zip(told, ends, strict=True)
            ),
        )
