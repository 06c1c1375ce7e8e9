"""How rules are told from the numbers of a row: which number is what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from taizhang.rollups.bulk import BulkPlan, Column, columns_of
from taizhang.rollups.dense.compiled import Array
from taizhang.rollups.dense.layout import Layout, counts_units
from taizhang.rollups.dense.lines import LIMB
from taizhang.rollups.dense.value_loops import Recipes, Reckoning
from taizhang.rollups.plan import Ratio, Rule, Sum
from taizhang.rollups.tally import Tally


@dataclass(frozen=True, slots=True)
class Numbering:
    """Of each column the number that tells how many sources stand, and those of its total, the lowest limb first."""

    sources: Mapping[Column, int]
    totals: Mapping[Column, tuple[int, ...]]
    width: int
    """How many numbers there are."""


def numbering_of(layout: Layout) -> Numbering:
    """Return which numbers are told of rows that are laid out so."""

    def total(column: Column) -> tuple[int, ...]:
        if counts_units(column):
            return (layout.numbers + layout.units.index(column),)
        bits = layout.bits_of(column)
        if bits:
            return (layout.numbers + len(layout.units) + layout.bits.index(bits),)
        return layout.sum_of(column) or (layout.count_of(column),)

    return Numbering(
        {column: layout.count_of(column) for column in layout.columns},
        {column: total(column) for column in layout.columns},
        layout.numbers + len(layout.units) + len(layout.bits),
    )


def reckoning_of(layout: Layout, windows: Sequence[tuple[int, int, int, int]]) -> Reckoning:
    """Return what is told of each period. `windows` are their stretches and days, as `Reckoning` has them."""
    return Reckoning(
        windows=whole(windows).reshape(-1, 4),
        unit_counts=whole(layout.count_of(column) for column in layout.units),
        value_sorts=whole(each.sort for each in layout.bits),
        value_words=whole(each.word for each in layout.bits),
        value_room=whole(each.words for each in layout.bits),
    )


def recipes_of(plan: BulkPlan, numbering: Numbering) -> Recipes:
    """Return how the rules of a plan are worked out, where every total is one number."""
    made = whole(_recipe(rule, numbering) for rule in plan.rules).reshape(-1, 7).T.copy()
    sources, totals, below_sources, below_totals, times, over, zero = made
    return Recipes(sources, totals, below_sources, below_totals, times, over, zero != 0)


def no_recipes() -> Recipes:
    """Return the recipes of no rule: the numbers themselves are asked."""
    none = whole(())
    return Recipes(none, none, none, none, none, none, none != 0)


def exactly(plan: BulkPlan, numbering: Numbering, numbers: Sequence[int]) -> tuple[Decimal | None, ...]:
    """Return the values of the rules from the numbers of a row, however large they are."""
    tallies = [
        Tally(
            sum(numbers[at] << LIMB * limb for limb, at in enumerate(numbering.totals[column])),
            numbers[numbering.sources[column]],
        )
        for column in plan.columns
    ]
    return plan.values(tallies)


def fits(rules: Sequence[Rule], *, most: int) -> bool:
    """Return whether every step of working the rules out stays within 64 bits, where no total is above `most`."""
    return all(
        4 * most * 10**rule.decimals * 100 * max(_divide_by(part) for part in rule.parts) < 2**63
        for rule in rules
    )


def _recipe(rule: Rule, numbering: Numbering) -> tuple[int, ...]:
    columns = columns_of(rule)
    told = [number for each in columns for number in (numbering.sources[each], numbering.totals[each][0])]
    above, below = (_divide_by(column.part) for column in (columns[0], columns[-1]))
    scale = 10**rule.decimals
    if not isinstance(rule.aggregate, Ratio):
        return (*told, -1, -1, scale, above, 0)
    true_zero = not isinstance(rule.aggregate.numerator.aggregate, Sum)
    return (*told, scale * below * (100 if rule.aggregate.percent else 1), above, int(true_zero))


def _divide_by(part: Rule) -> int:
    return part.aggregate.divide_by if isinstance(part.aggregate, Sum) else 1


def whole(numbers: Iterable[object]) -> Array:
    """Return whole numbers for the compiled loops."""
    return np.array(list(numbers), dtype=np.int64)
