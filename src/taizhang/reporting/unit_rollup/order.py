"""What a roll-up is asked for: whose units, which periods, which rules, at which position."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import scope_of, stock_scope
from taizhang.kernel.period import Period
from taizhang.kernel.refusal import Refused
from taizhang.reporting.rules import rule_book
from taizhang.rollups.dated_tree import DatedTree
from taizhang.rollups.plan import Rule
from taizhang.rollups.rulebook import UnknownRule

By = Literal["", "month", "quarter", "year"]
EngineName = Literal["memory", "sql", "duckdb", "dense", "spark"]
MONTHS = {"month": 1, "quarter": 3, "year": 12}


class RollupRefused(Refused):
    """What was asked for cannot be rolled up."""


@dataclass(frozen=True)
class Order:
    """What is asked for. `rules` are those in force on the last day of the whole period."""

    unit: Unit
    period: Period
    by: By
    rules: tuple[Rule, ...]
    engine: EngineName

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that are told, in order; one that is partly within as a range of days."""
        if not self.by:
            return (self.period,)
        months = itertools.groupby(
            self.period.months(),
            key=lambda month: (month.start.year, (month.start.month - 1) // MONTHS[self.by]),
        )
        return tuple(_together(list(share), self.by) for _, share in months)

    def mark(self, *, tree: DatedTree) -> str:
        """Return a digest of the order over a tree: what was begun under another is begun anew."""
        told = [self.unit.pk, self.period.code, self.by, self.engine, [repr(rule) for rule in self.rules]]
        return hashlib.sha256(f"{json.dumps(told)} {tree!r}".encode()).hexdigest()


def rules_asked(codes: Sequence[str], *, period: Period) -> tuple[Rule, ...]:
    """Return the rules of these codes or labels, all where none is named, in force on the period's last day.

    Raises:  UnknownRule for one that is named.
    """
    book, day = rule_book(), period.last_day
    if codes:
        return tuple(dict.fromkeys(book.rule(code=code, on=day) for code in codes))
    return tuple(_in_force(book.rules(), period))


def units_below(*, unit: Unit, periods: Sequence[Period]) -> frozenset[int]:
    """Return the unit and every unit that was below it, or whose stocks it held, in one of the periods."""
    found = {unit.pk}
    start, until = periods[0].start, periods[-1].until
    found |= {span.unit for span in scope_of(unit=unit, start=start, until=until).spans}
    for period in periods:
        found |= {span.unit for span in stock_scope(unit=unit, day=period.last_day).spans}
    return frozenset(found)


def _in_force(rules: Sequence[Rule], period: Period) -> Iterator[Rule]:
    for rule in rules:
        try:
            yield rule_book().rule(code=rule.code, on=period.last_day)
        except UnknownRule:
            continue


def _together(months: Sequence[Period], by: By) -> Period:
    start, last = months[0].start, months[-1].last_day
    if len(months) < MONTHS[by] or any(month.kind != "month" for month in months):
        return months[0] if len(months) == 1 else Period.range(start, last)
    if by == "year":
        return Period.year(start.year)
    return Period.quarter(start.year, (start.month + 2) // 3) if by == "quarter" else months[0]
