"""The values of rules in SQL, from what their columns came to: what `tally.value_of` says, in whole numbers.

Of each column stand n (net weight), t (total), s (sources) and v (values). A value with decimals is told
as a whole number of its last decimal; a half goes away from zero. It is worked out in 64 bits where all
that is known to fit, else in the wide type of the dialect; a number too large for that stops the statement:
nothing is cut off silently.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from taizhang.rollups.bulk import Column, columns_of
from taizhang.rollups.engines.bulk_dialects import LONG, BulkDialect
from taizhang.rollups.engines.bulk_layout import Layout
from taizhang.rollups.engines.bulk_totals import totals_of
from taizhang.rollups.plan import Count, Distinct, Ratio, Rule, Stock, Sum


@dataclass(frozen=True, slots=True)
class _Amount:
    """An expression and what it is to be multiplied with. `positive`: it is never below 0.

    `bits`: in how many bits the expression fits, None where nobody knows.
    """

    text: str
    bits: int | None
    positive: bool
    factor: int = 1

    def times(self, factor: int) -> _Amount:
        return replace(self, factor=self.factor * factor)

    def told(self, change: str) -> _Amount:
        """Return the amount with {} in the text replaced by what it was."""
        return replace(self, text=change.format(self.text))

    def fits(self) -> bool:
        """Return whether twice the product and once more of its like fit into 64 bits."""
        return self.bits is not None and self.bits + self.factor.bit_length() + 2 <= LONG

    def product(self, sort: str) -> str:
        """Return the product, worked out in a type."""
        # The type first: a product that is too large for the expression's own type may fit into it.
        whole = f"CAST({self.text} AS {sort})"
        return whole if self.factor == 1 else f"{whole} * {self.factor}"


def values(dialect: BulkDialect, layout: Layout) -> list[str]:
    """Return the expression of each rule, in their order."""
    numbers = {column: number for number, column in enumerate(layout.plan.columns)}
    return [
        _value(dialect, rule, [_total(layout, column, numbers[column]) for column in columns_of(rule)])
        for rule in layout.plan.rules
    ]


def _value(dialect: BulkDialect, rule: Rule, totals: list[_Amount]) -> str:
    scale = 10**rule.decimals
    match rule.aggregate:
        case Sum(divide_by=divide_by):
            below = _Amount(str(divide_by), divide_by.bit_length(), positive=True)
            return _half_up(dialect, totals[0].times(scale), below)
        case Ratio(percent=percent):
            numerator, denominator = totals
            above, below_by = (_divide_by(part) for part in rule.parts)
            if not isinstance(rule.parts[0].aggregate, Sum):
                # None of the things counted below is of this kind: a true 0. An unknown sum stays unknown.
                numerator = numerator.told("COALESCE({}, 0)")
            scale *= 100 if percent else 1
            return _half_up(
                dialect, numerator.times(scale * below_by), denominator.told("NULLIF({}, 0)").times(above)
            )
        case _:
            # What is only counted is never more than there are lines, and those are numbered in 64 bits.
            return f"CAST({totals[0].text} AS BIGINT)"


def _total(layout: Layout, column: Column, number: int) -> _Amount:
    """Return the total of a simple rule before dividing, NULL where nothing is behind it."""
    net, last = (layout.totals.digits[totals_of(column)[at]] for at in (0, -1))
    standing = (
        f"s{number}" if column.by_source else f"n{number}" if net.positive else f"GREATEST(n{number}, 0)"
    )
    match column.part.aggregate:
        case Count():
            return _Amount(f"NULLIF({standing}, 0)", net.bits, positive=True)
        case Distinct(of="tag"):
            # A line may have several tags, so there may be more of them than lines.
            return _Amount(f"CASE WHEN {standing} > 0 THEN v{number} END", None, positive=True)
        case Distinct():
            total = f"v{number}" if column.values else standing
            return _Amount(f"CASE WHEN {standing} > 0 THEN {total} END", net.bits, positive=True)
        case Stock():
            text = f"CASE WHEN {standing} > 0 AND t{number} > 0 THEN t{number} END"
            return _Amount(text, net.bits, positive=True)
        case _:
            return _Amount(f"CASE WHEN {standing} > 0 THEN t{number} END", last.bits, last.positive)


def _divide_by(part: Rule) -> int:
    return part.aggregate.divide_by if isinstance(part.aggregate, Sum) else 1


def _half_up(dialect: BulkDialect, above: _Amount, below: _Amount) -> str:
    """Return one amount divided by another, the half rounded away from zero."""
    fits = above.fits() and below.fits()
    upper, lower = (each.product("BIGINT" if fits else dialect.wide) for each in (above, below))
    if (below.text, below.factor) == ("1", 1):
        return upper
    if above.positive and below.positive:
        return dialect.whole_quotient(f"2 * {upper} + {lower}", f"2 * {lower}", narrow=fits)
    size = dialect.whole_quotient(f"2 * ABS({upper}) + ABS({lower})", f"2 * ABS({lower})", narrow=fits)
    return f"CASE WHEN ({upper} < 0) = ({lower} < 0) THEN {size} ELSE -({size}) END"
