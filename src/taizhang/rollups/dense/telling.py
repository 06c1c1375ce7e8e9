"""The values of every unit by who was above it on each day, from one pass over the lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from taizhang.rollups.dense.adding import Pass, add_range, in_threads, places_at_once
from taizhang.rollups.dense.blocks import Block, Blocks
from taizhang.rollups.dense.climb_loop import NOBODY, Kept, Open, Tree, climb, close
from taizhang.rollups.dense.compiled import Array
from taizhang.rollups.dense.layout import WORD
from taizhang.rollups.dense.places import PlaceColumns, counted_again
from taizhang.rollups.dense.rows import Rows, Shape, add_rows
from taizhang.rollups.dense.value_loops import Recipes, Reckoning, tell_rows


@dataclass(frozen=True, slots=True)
class Asked:
    """What is told: of which places and units, in which periods, by which recipes.

    Of a row `width` numbers are told, of which `values` come.
    """

    shape: Shape
    places: PlaceColumns
    units: Array
    """Of each place whether its unit is asked for."""
    reckoning: Reckoning
    recipes: Recipes
    width: int
    values: int

    def blocks(self, at_once: int) -> Blocks:
        """Return empty blocks."""
        return Blocks(
            periods=len(self.reckoning.windows),
            at_once=at_once,
            width=self.width,
            values=self.values,
        )


class Climb:
    """Tells places in their order as far as they are added up; see `climb_loop`."""

    def __init__(
        self, asked: Asked, *, first: int, after: int, keep: Array, rows: Rows, at_once: int
    ) -> None:
        """Places from `first` up to, not including, `after`; `keep` tells which of all places are kept.

        `rows` has one for each of the places that are told `at_once`, and one for each level.
        """
        self._asked, self.rows = asked, rows
        levels = len(rows.met) - at_once
        chain = asked.places.chain(first) if first < after else []
        self.kept_places = np.array([*chain, *(first + np.flatnonzero(keep[first:after]))], dtype=np.int64)
        kept_in = np.full(len(asked.places), -1, np.int32)
        kept_in[self.kept_places] = np.arange(len(self.kept_places))
        self._tree = Tree(asked.places.above, asked.places.unit, asked.units, kept_in)
        self._open = Open(at_once, np.zeros(levels, np.int64), np.array([len(chain)]))
        self._open.places[: len(chain)] = chain
        self.kept = Kept(
            asked.shape.empty(len(self.kept_places)),
            np.zeros((len(self.kept_places), asked.shape.units), np.int64),
        )
        self._blocks = asked.blocks(at_once + levels)

    def take(self, first: int, end: int) -> None:
        """Tell the places that the first rows are of."""
        self._blocks.make_room()
        asked = self._asked
        climb(
            *(first, end, self.rows, self._tree, self._open, self.kept),
            *(asked.reckoning, asked.recipes, self._blocks.answers),
        )

    def finished(self) -> Iterator[Block]:
        """Tell what is still open, and return all that is not kept."""
        self._blocks.make_room()
        asked = self._asked
        close(
            *(NOBODY, self.rows, self._tree, self._open, self.kept),
            *(asked.reckoning, asked.recipes, self._blocks.answers),
        )
        return self._blocks.finished(asked.recipes)


def told_by_day(asked: Asked, work: Pass) -> list[Block]:
    """Return the values of every unit asked for by period, from one pass over the lines, in threads.

    Raises:  NotByPlace, UnknownUnit, MoreValues.
    """
    if not len(asked.places):
        return []
    levels = asked.places.levels()
    at_once = places_at_once(asked.shape.bytes_of(1) + asked.shape.words * WORD * 4)
    # A copy: the places themselves keep which of them are of several.
    keep = kept_for_last(asked.places, asked.shape).copy()
    for first, _ in work.ranges():
        keep[asked.places.chain(first)] = True
    climbs: list[Climb] = []
    blocks: list[Block] = []

    def tell_range(first: int, after: int) -> None:
        rows = asked.shape.empty(at_once + levels, weighed=at_once)
        each = Climb(asked, first=first, after=after, keep=keep, rows=rows, at_once=at_once)
        add_range(work, first, after, rows, at_once, each.take)
        blocks.extend(each.finished())
        climbs.append(each)

    in_threads(work, tell_range)
    blocks.extend(_told_last(asked, climbs))
    return sorted(blocks, key=lambda block: block.period)


def kept_for_last(places: PlaceColumns, shape: Shape) -> Array:
    """Return of each place whether it can be told only with others: its unit has several, or counts one twice."""
    several = places.of_several
    return places.with_above(several) if shape.units else several


def _told_last(asked: Asked, climbs: Sequence[Climb]) -> Iterator[Block]:
    """Put the kept places of a unit together, take off what it counts more than once, and tell it."""
    units = np.unique(np.concatenate([asked.places.unit[each.kept_places] for each in climbs]))
    together, wanted = asked.shape.empty(len(units)), np.zeros(len(units), np.bool_)
    for each in climbs:
        numbers = np.searchsorted(units, asked.places.unit[each.kept_places])
        add_rows(each.kept.rows, together, numbers)
        # All places of a unit are asked for, or none.
        wanted[numbers[asked.units[each.kept_places]]] = True
    _take_off(asked.places, climbs, units, together)
    blocks = asked.blocks(len(units))
    tell_rows(together, units, wanted, asked.reckoning, asked.recipes, blocks.answers)
    return blocks.finished(asked.recipes)


def _take_off(places: PlaceColumns, climbs: Sequence[Climb], units: Array, together: Rows) -> None:
    """Take off what units count more than once: of a unit with several places that stand only one is counted."""
    several = places.of_several
    for figure in range(together.units.shape[1]):
        standing = [
            each.kept_places[(each.kept.stands[:, figure] > 0) & several[each.kept_places]] for each in climbs
        ]
        for unit, times in counted_again(places, np.sort(np.concatenate(standing))).items():
            together.units[np.searchsorted(units, unit), figure] -= times
