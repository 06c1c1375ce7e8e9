"""A simple rule counted, and the value of a rule from the tallies of its parts: the same on every engine."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from taizhang.kernel.plain_data import plain_data
from taizhang.rollups.plan import Ratio, Rule, Stock, Sum
from taizhang.rollups.rounding import half_up


@plain_data
class Tally:
    """A simple rule counted: the total before dividing, and how many sources stand."""

    total: int
    sources: int


def value_of(rule: Rule, tallies: Sequence[Tally]) -> Decimal | None:
    """Return the value of a rule from the tallies of its parts, None where nothing is behind it."""
    if not isinstance(rule.aggregate, (Ratio, Sum)):
        # What is only counted is whole: nothing to divide or round, millions of times in a roll-up.
        (tally,) = tallies
        return Decimal(tally.total) if _stands(rule, tally) else None
    if isinstance(rule.aggregate, Sum) and rule.aggregate.divide_by == 1 and not rule.decimals:
        return Decimal(tallies[0].total) if _stands(rule, tallies[0]) else None
    quotient = _quotient(rule, tallies)
    return None if quotient is None else half_up(*quotient, decimals=rule.decimals)


def _quotient(rule: Rule, tallies: Sequence[Tally]) -> tuple[int, int] | None:
    """Return what is divided, and by what, None where nothing is behind it."""
    if not isinstance(rule.aggregate, Ratio):
        return _simple_quotient(rule, tallies[0])
    numerator, denominator = (
        _simple_quotient(part, tally) for part, tally in zip(rule.parts, tallies, strict=True)
    )
    if denominator is None or not denominator[0]:
        return None
    if numerator is None:
        # None of the things counted below is of this kind: a true 0. An unknown sum stays unknown.
        if isinstance(rule.aggregate.numerator.aggregate, Sum):
            return None
        numerator = (0, 1)
    scale = 100 if rule.aggregate.percent else 1
    return numerator[0] * denominator[1] * scale, numerator[1] * denominator[0]


def _simple_quotient(part: Rule, tally: Tally) -> tuple[int, int] | None:
    """Return the total of a simple rule and what it is divided by, None where no source stands."""
    if not _stands(part, tally):
        return None
    return tally.total, part.aggregate.divide_by if isinstance(part.aggregate, Sum) else 1


def _stands(part: Rule, tally: Tally) -> bool:
    """Return whether there is anything behind a simple rule."""
    return tally.sources > 0 and not (isinstance(part.aggregate, Stock) and tally.total <= 0)
