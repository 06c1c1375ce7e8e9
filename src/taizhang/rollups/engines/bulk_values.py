"""The values of rules in SQL, from what their columns came to: what `tally.value_of` says, in whole numbers.

Of each column stand n (net weight), t (total), s (sources) and v (values). A value with decimals is told
as a whole number of its last decimal; a half goes away from zero. A number too large for the wide type
of the dialect stops the statement: nothing is cut off silently.
"""

from __future__ import annotations

from collections.abc import Mapping

from taizhang.rollups.bulk import BulkPlan, Column, columns_of
from taizhang.rollups.engines.bulk_dialects import BulkDialect
from taizhang.rollups.plan import Count, Distinct, Ratio, Rule, Stock, Sum


def values(dialect: BulkDialect, plan: BulkPlan) -> list[str]:
    """Return the expression of each rule, in their order."""
    numbers = {column: number for number, column in enumerate(plan.columns)}
    return [_value(dialect, rule, numbers) for rule in plan.rules]


def _value(dialect: BulkDialect, rule: Rule, numbers: Mapping[Column, int]) -> str:
    columns = columns_of(rule)
    totals = [_total(column, numbers[column]) for column in columns]
    scale = 10**rule.decimals
    match rule.aggregate:
        case Sum(divide_by=divide_by):
            return _half_up(dialect, f"CAST({totals[0]} AS {dialect.wide}) * {scale}", str(divide_by))
        case Ratio(percent=percent):
            numerator, denominator = totals
            above, below = (_divide_by(part) for part in rule.parts)
            if not isinstance(rule.parts[0].aggregate, Sum):
                # None of the things counted below is of this kind: a true 0. An unknown sum stays unknown.
                numerator = f"COALESCE({numerator}, 0)"
            scale *= 100 if percent else 1
            return _half_up(
                dialect,
                f"CAST({numerator} AS {dialect.wide}) * {scale * below}",
                f"(CAST(NULLIF({denominator}, 0) AS {dialect.wide}) * {above})",
            )
        case _:
            # What is only counted is never more than there are lines, and those are numbered in 64 bits.
            return f"CAST({totals[0]} AS BIGINT)"


def _total(column: Column, number: int) -> str:
    """Return the total of a simple rule before dividing, NULL where nothing is behind it."""
    standing = f"s{number}" if column.by_source else f"GREATEST(n{number}, 0)"
    match column.part.aggregate:
        case Count():
            total = standing
        case Distinct():
            total = f"v{number}" if column.values else standing
        case Stock():
            return f"CASE WHEN {standing} > 0 AND t{number} > 0 THEN t{number} END"
        case _:
            total = f"t{number}"
    return f"CASE WHEN {standing} > 0 THEN {total} END"


def _divide_by(part: Rule) -> int:
    return part.aggregate.divide_by if isinstance(part.aggregate, Sum) else 1


def _half_up(dialect: BulkDialect, above: str, below: str) -> str:
    if below == "1":
        return above
    size = dialect.whole_quotient(f"2 * ABS({above}) + ABS({below})", f"2 * ABS({below})")
    return f"CASE WHEN ({above} < 0) = ({below} < 0) THEN {size} ELSE -({size}) END"
