"""Tell places in their order: each when all that lies below it is added up, and then add it to the place above.

Only what is still open is kept: a row for each level. A place without any below it is told at once.
"""

from __future__ import annotations

from typing import NamedTuple

from taizhang.rollups.dense.compiled import Array, compiled, inlined
from taizhang.rollups.dense.rows import Rows, add_row, any_met, clear_row, settle
from taizhang.rollups.dense.value_loops import Answers, Recipes, Reckoning, tell, units_standing

NOBODY = -1
"""The place above the topmost ones."""


class Tree(NamedTuple):
    """Of each place the one above it, its unit, whether that is asked for, and the row that it is kept in or -1."""

    above: Array
    unit: Array
    asked: Array
    kept_in: Array


class Open(NamedTuple):
    """The places one below the other that are not told yet; that of level n has the row `first_row` + n."""

    first_row: int
    places: Array
    levels: Array
    """How many there are, as its only element."""


class Kept(NamedTuple):
    """Rows of places that can be told only when all others are; and whether the unit stands at the place itself."""

    rows: Rows
    stands: Array


@compiled
def climb(
    first: int,
    end: int,
    rows: Rows,
    tree: Tree,
    still: Open,
    kept: Kept,
    reckoning: Reckoning,
    recipes: Recipes,
    answers: Answers,
) -> None:
    """Tell the places from `first` up to, not including, `end`, whose own rows are 0 and so on; open ones stay."""
    above = tree.above
    for place in range(first, end):
        row = place - first
        close(above[place], rows, tree, still, kept, reckoning, recipes, answers)
        if any_met(rows, row, 0, rows.met.shape[1]):
            settle(rows, row)
            units_standing(rows, row, reckoning)
            if tree.kept_in[place] >= 0:
                for figure in range(rows.units.shape[1]):
                    kept.stands[tree.kept_in[place], figure] = rows.units[row, figure]
        if place + 1 < above.size and above[place + 1] == place:
            _open(place, row, rows, still)
        else:
            _finish(place, row, rows, tree, still, kept, reckoning, recipes, answers)


@compiled
def close(
    until: int,
    rows: Rows,
    tree: Tree,
    still: Open,
    kept: Kept,
    reckoning: Reckoning,
    recipes: Recipes,
    answers: Answers,
) -> None:
    """Tell open places from the lowest upwards, until the lowest is the one given; all where that is NOBODY."""
    while still.levels[0] > 0 and still.places[still.levels[0] - 1] != until:
        still.levels[0] -= 1
        level = still.levels[0]
        _finish(
            still.places[level], still.first_row + level, rows, tree, still, kept, reckoning, recipes, answers
        )


@inlined
def _open(place: int, row: int, rows: Rows, still: Open) -> None:
    """Move a place's row to the level that it opens."""
    level = still.levels[0]
    still.places[level] = place
    still.levels[0] += 1
    if any_met(rows, row, 0, rows.met.shape[1]):
        add_row(rows, row, rows, still.first_row + level)
        clear_row(rows, row)


@inlined
def _finish(
    place: int,
    row: int,
    rows: Rows,
    tree: Tree,
    still: Open,
    kept: Kept,
    reckoning: Reckoning,
    recipes: Recipes,
    answers: Answers,
) -> None:
    """Tell a place, or keep it; add it to the open place above; empty its row."""
    if not any_met(rows, row, 0, rows.met.shape[1]):
        return
    if tree.kept_in[place] >= 0:
        add_row(rows, row, kept.rows, tree.kept_in[place])
    elif tree.asked[place]:
        tell(rows, row, tree.unit[place], reckoning, recipes, answers)
    if still.levels[0] > 0:
        add_row(rows, row, rows, still.first_row + still.levels[0] - 1)
    clear_row(rows, row)
