"""A figure worked out from the standing records alone, without a journal and without an engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.kernel.scope import Scope
from taizhang.rollups.plan import Aggregate, Count, Distinct, Ratio, Rule, Stock, Sum, Where


def recomputed(
    rule: Rule, records: Sequence[Posting], scope: Scope, period: Period
) -> tuple[Decimal | None, set[str]]:
    """Return the value and the sources of a figure over records that stand."""
    if not isinstance(rule.aggregate, Ratio):
        amount, sources = _amount(rule, records, scope, period)
        return _rounded(amount, rule.decimals), sources
    top, over = _amount(rule.aggregate.numerator, records, scope, period)
    bottom, under = _amount(rule.aggregate.denominator, records, scope, period)
    if top is None and not isinstance(rule.aggregate.numerator.aggregate, Sum):
        top = Fraction(0)
    quotient = None if top is None or not bottom else top / bottom * (100 if rule.aggregate.percent else 1)
    return _rounded(quotient, rule.decimals), over | under


def _amount(
    rule: Rule, records: Sequence[Posting], scope: Scope, period: Period
) -> tuple[Fraction | None, set[str]]:
    stock = isinstance(rule.aggregate, Stock)
    found = [
        record
        for record in records
        if _fits(rule.where, record)
        and record.on < period.until
        and (stock or period.start <= record.on)
        and scope.covers(record.unit, record.on)
        and (not isinstance(rule.aggregate, Sum) or rule.aggregate.measure in record.measures)
        and (not _tag_prefix(rule.aggregate) or _tagged(record, f"{_tag_prefix(rule.aggregate)}*"))
    ]
    return _aggregated(rule.aggregate, found) if found else None, {record.source for record in found}


def _aggregated(aggregate: Aggregate, found: Sequence[Posting]) -> Fraction:
    values: dict[str, Callable[[Posting], set[object]]] = {
        "unit": lambda record: {record.unit},
        "day": lambda record: {record.on},
        "kind": lambda record: {record.kind},
        "source": lambda record: {record.source},
        "tag": lambda record: {tag for tag in record.tags if tag.startswith(_tag_prefix(aggregate))},
    }
    match aggregate:
        case Count() | Stock():
            return Fraction(len(found))
        case Sum(measure=measure, divide_by=divide_by):
            return Fraction(sum(record.measures[measure] for record in found), divide_by)
        case Distinct(of=of):
            return Fraction(len(set().union(*map(values[of], found))))
        case _:
            raise TypeError(aggregate)


def _tag_prefix(aggregate: Aggregate) -> str:
    return aggregate.prefix if isinstance(aggregate, Distinct) else ""


def _fits(where: Where, record: Posting) -> bool:
    return all(
        (
            not where.kinds or record.kind in where.kinds,
            not where.any_tags or any(_tagged(record, pattern) for pattern in where.any_tags),
            all(_tagged(record, pattern) for pattern in where.all_tags),
            not any(_tagged(record, pattern) for pattern in where.no_tags),
            set(where.carries) <= set(record.measures),
            not set(where.lacks) & set(record.measures),
        )
    )


def _tagged(record: Posting, pattern: str) -> bool:
    if pattern[-1] == "*":
        return any(tag[: len(pattern) - 1] == pattern[:-1] for tag in record.tags)
    return pattern in record.tags


def _rounded(amount: Fraction | None, decimals: int) -> Decimal | None:
    if amount is None:
        return None
    with localcontext(prec=60):
        exact = Decimal(amount.numerator) / Decimal(amount.denominator)
        return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
