"""The engines that a roll-up may be told by: postings in memory, one figure after another in SQL, the export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from taizhang.foundation.journal.models import PostingRow
from taizhang.foundation.journal.selectors import posting_from
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period
from taizhang.reporting.figures import FigureDesk, scope_for
from taizhang.rollups.bulk import BulkEngine, BulkPlan, UnitFigures
from taizhang.rollups.dated_tree import DatedTree
from taizhang.rollups.engines.bulk_memory import MemoryBulk


class RollupEngine(Protocol):
    """Tells the figures of units; of a unit without any, nothing."""

    def told(self, *, periods: Sequence[Period], units: frozenset[int]) -> Iterator[UnitFigures]: ...


class OfLines:
    """A bulk engine over a tree, at a position."""

    def __init__(self, engine: BulkEngine, *, plan: BulkPlan, tree: DatedTree, position: int) -> None:
        self._engine, self._plan, self._tree, self._position = engine, plan, tree, position

    def told(self, *, periods: Sequence[Period], units: frozenset[int]) -> Iterator[UnitFigures]:
        """See `RollupEngine.told`."""
        yield from self._engine.roll_up(
            plan=self._plan, tree=self._tree, periods=periods, as_of=self._position, units=units
        )


class OneByOne:
    """The engine of pages and reports, asked for each unit by itself: slow, and the judge of the others."""

    def __init__(self, *, plan: BulkPlan, position: int) -> None:
        self._plan, self._desk = plan, FigureDesk(as_of=position)

    def told(self, *, periods: Sequence[Period], units: frozenset[int]) -> Iterator[UnitFigures]:
        """See `RollupEngine.told`."""
        wanted = list(Unit.objects.filter(pk__in=units).order_by("pk"))
        for period in periods:
            for unit in wanted:
                values = tuple(
                    self._desk.count_lines(
                        rule=rule, scope=scope_for(rule=rule, unit=unit, period=period), period=period
                    ).value
                    for rule in self._plan.rules
                )
                if any(value is not None for value in values):
                    yield UnitFigures(unit.pk, period, values)


def in_memory(*, position: int) -> MemoryBulk:
    """Return the reference engine over every sealed line: for a small office."""
    rows = PostingRow.objects.filter(position__lte=position).order_by("position")
    return MemoryBulk([posting_from(row) for row in rows.iterator(chunk_size=2000)])
