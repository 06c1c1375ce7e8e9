"""The reference of roll-ups: lines in memory, added up place by place, as plain as the plan reads."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.rollups.bulk import BulkEngine, BulkPlan, Column, UnitFigures, UnknownUnit
from taizhang.rollups.dated_tree import DatedTree, Places
from taizhang.rollups.engines.memory import values_told
from taizhang.rollups.plan import Count, Distinct, Stock, Sum, matches
from taizhang.rollups.tally import Tally


@dataclass
class _Cell:
    """What a place knows of one column: the total, and the weight of each source and each value."""

    total: int = 0
    sources: Counter[str] = field(default_factory=Counter)
    values: Counter[Hashable] = field(default_factory=Counter)

    def count(self, column: Column, line: Posting) -> None:
        self.sources[line.source] += line.weight
        match column.part.aggregate:
            case Sum(measure=measure):
                self.total += line.weight * line.measures[measure]
            case Stock():
                self.total += line.weight
            case Distinct() as distinct:
                for value in values_told(distinct, line):
                    self.values[value] += line.weight

    def add(self, other: _Cell) -> None:
        self.total += other.total
        # Counter.update adds, and keeps what is 0 or less.
        self.sources.update(other.sources)
        self.values.update(other.values)

    def tally(self, column: Column) -> Tally:
        sources = sum(weight > 0 for weight in self.sources.values())
        match column.part.aggregate:
            case Count():
                return Tally(sources, sources)
            case Distinct():
                return Tally(sum(weight > 0 for weight in self.values.values()), sources)
            case _:
                return Tally(self.total, sources)


class MemoryBulk(BulkEngine):
    """Roll-ups over postings in a list."""

    def __init__(self, postings: Sequence[Posting]) -> None:
        self._postings = postings

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
        lines = [line for line in self._postings if _sealed(line, as_of)]
        _check_known(lines, tree)
        by_day = tree.places()
        for period in periods:
            last_day = period.until - dt.timedelta(days=1)
            held = tree.holders(day=last_day) if any(column.held for column in plan.columns) else None
            cells: list[dict[int, _Cell]] = []
            for column in plan.columns:
                places = held if column.held and held is not None else by_day
                own = _own_cells(column, lines, period, places, last_day)
                cells.append(_by_unit(_climbed(own, places), places))
            for unit in sorted(_asked(set().union(*cells), units)):
                tallies = [
                    cell.get(unit, _Cell()).tally(column)
                    for cell, column in zip(cells, plan.columns, strict=True)
                ]
                values = plan.values(tallies)
                if any(value is not None for value in values):
                    yield UnitFigures(unit, period, values)


def _asked(found: set[int], units: Collection[int] | None) -> set[int]:
    return found if units is None else found.intersection(units)


def _sealed(line: Posting, as_of: int | None) -> bool:
    return as_of is None or (line.position is not None and line.position <= as_of)


def _check_known(lines: Iterable[Posting], tree: DatedTree) -> None:
    unknown = {line.unit for line in lines} - set(tree.units)
    if unknown:
        raise UnknownUnit(f"not in the tree: {sorted(unknown)[:5]}")


def _own_cells(
    column: Column, lines: Sequence[Posting], period: Period, places: Places, last_day: dt.date
) -> dict[int, _Cell]:
    """Return what was posted at each place itself."""
    start = None if isinstance(column.part.aggregate, Stock) else period.start
    cells: dict[int, _Cell] = defaultdict(_Cell)
    for line in lines:
        if (start is None or start <= line.on) and line.on < period.until and matches(column.part, line):
            place = places.of(unit=line.unit, day=last_day if column.held else line.on)
            cells[place.number].count(column, line)
    return cells


def _climbed(own: Mapping[int, _Cell], places: Places) -> dict[int, _Cell]:
    """Return the cells with all that lies below each place: a place comes after what is above it."""
    cells = dict(own)
    for number in range(len(places) - 1, -1, -1):
        above = places[number].above
        if number in cells and above is not None:
            cells.setdefault(above, _Cell()).add(cells[number])
    return cells


def _by_unit(cells: Mapping[int, _Cell], places: Places) -> dict[int, _Cell]:
    """Return the cells of each unit, from all places that it had."""
    told: dict[int, _Cell] = defaultdict(_Cell)
    for number, cell in cells.items():
        told[places[number].unit].add(cell)
    return told
