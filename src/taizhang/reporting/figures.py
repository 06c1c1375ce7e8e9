"""Figures of the ledger: the counting rules asked over a unit's subtree, with their sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from taizhang.foundation.prepared import prepared_cursor
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import scope_of, stock_scope
from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.kernel.scope import Scope
from taizhang.kernel.source_ref import SourceRef
from taizhang.ledgers.records.rules import people_counted
from taizhang.reporting.source_names import SourceNames
from taizhang.rollups.engines.base import Result, SourceKey
from taizhang.rollups.engines.sql import Cursor, SqlEngine
from taizhang.rollups.engines.sql_subtrees import SqlSubtreeEngine
from taizhang.rollups.engines.sql_totals import SqlTotalsEngine
from taizhang.rollups.narrowing import Tagged, by_tag
from taizhang.rollups.plan import Ratio, Rule, Stock


class Counted(NamedTuple):
    """A figure's value, and the sources it stands on."""

    value: Decimal | None
    sources: tuple[SourceRef, ...]


def scope_for(*, rule: Rule, unit: Unit, period: Period) -> Scope:
    """Return the units that count for a rule: of a stock those of the period's last day."""
    if counts_stock(rule):
        return stock_scope(unit=unit, day=period.until - dt.timedelta(days=1))
    return scope_of(unit=unit, start=period.start, until=period.until)


def counts_stock(rule: Rule) -> bool:
    """Return whether a rule counts what there is on a day, and so the units of that day."""
    if isinstance(rule.aggregate, Ratio):
        return counts_stock(rule.aggregate.numerator) or counts_stock(rule.aggregate.denominator)
    return isinstance(rule.aggregate, Stock)


class FigureDesk:
    """Counts figures at one journal position and tells their sources, each source looked up once.

    `as_of` None counts every committed posting.
    """

    def __init__(self, *, as_of: int | None, names: SourceNames | None = None) -> None:
        self.as_of = as_of
        self.names = names or SourceNames()

    def count(self, *, rule: Rule, scope: Scope, period: Period) -> Result:
        """Return the figure alone, for a page: from the kept totals where they can tell it."""
        with connection.cursor() as cursor:
            return self._engine(cursor).figure(rule=rule, scope=scope, period=period, as_of=self.as_of)

    def count_lines(self, *, rule: Rule, scope: Scope, period: Period) -> Result:
        """Return the figure counted from the lines themselves: for whatever is printed, signed or judged by."""
        with connection.cursor() as cursor:
            engine = SqlEngine(cursor, dialect=connection.vendor)
            return engine.figure(rule=rule, scope=scope, period=period, as_of=self.as_of)

    def values(self, *, rules: Sequence[Rule], scope: Scope, period: Period) -> list[Decimal | None]:
        """Return the values of several rules, in their order."""
        with connection.cursor() as cursor:
            return self._engine(cursor).values(rules=rules, scope=scope, period=period, as_of=self.as_of)

    def subtree_values(
        self, *, rules: Sequence[Rule], units: Sequence[Unit], period: Period
    ) -> dict[tuple[int, Rule], Decimal | None]:
        """Return the values of rules for the subtrees of units, those that totals of subtrees tell; no others.

        They are by unit and rule, the same as of `scope_for`, of every committed posting.
        """
        if self.as_of is not None:
            return {}
        with prepared_cursor() as cursor:
            engine = SqlSubtreeEngine(cursor, dialect=connection.vendor)
            return engine.values(rules=rules, units=[unit.pk for unit in units], period=period)

    def subtree_figure(self, *, rule: Rule, unit: Unit, period: Period) -> Result | None:
        """Return the figure of a rule for a unit's subtree, None where totals of subtrees do not tell it."""
        if self.as_of is not None:
            return None
        with prepared_cursor() as cursor:
            engine = SqlSubtreeEngine(cursor, dialect=connection.vendor)
            return engine.figure(rule=rule, unit=unit.pk, period=period)

    def count_with_sources(self, *, rule: Rule, scope: Scope, period: Period) -> Counted:
        """Return the figure with every source it stands on, by day, then by number."""
        result = self.count_lines(rule=rule, scope=scope, period=period)
        return Counted(result.value, self.sources(rule=rule, scope=scope, period=period))

    def sources(self, *, rule: Rule, scope: Scope, period: Period) -> tuple[SourceRef, ...]:
        """Return every source that the figure stands on, by day, then by number."""
        return self.told(self.source_keys(rule=rule, scope=scope, period=period))

    def source_keys(self, *, rule: Rule, scope: Scope, period: Period) -> list[SourceKey]:
        """Return the keys of the sources that the figure stands on, by day, not looked up yet."""
        with connection.cursor() as cursor:
            return self._engine(cursor).sources(rule=rule, scope=scope, period=period, as_of=self.as_of)

    def latest_sources(
        self, *, rule: Rule, scope: Scope, period: Period, start: int, size: int
    ) -> list[SourceRef]:
        """Return some of the sources that the figure stands on, the latest first."""
        with connection.cursor() as cursor:
            keys = self._engine(cursor).latest(
                rule=rule, scope=scope, period=period, start=start, size=size, as_of=self.as_of
            )
        return self.names.told_in_order(keys)

    def by_tag(self, *, rule: Rule, prefix: str, scope: Scope, period: Period) -> dict[str, Tagged]:
        """Return the rule narrowed to each tag that begins so, with the keys of its sources, from one look."""
        with connection.cursor() as cursor:
            engine = self._engine(cursor)
            return by_tag(engine, rule=rule, prefix=prefix, scope=scope, period=period, as_of=self.as_of)

    def later(self, *, rule: Rule, scope: Scope, period: Period, after: int) -> list[Posting]:
        """Return the postings under the rule past a journal position."""
        with connection.cursor() as cursor:
            return self._engine(cursor).later(rule=rule, scope=scope, period=period, after=after)

    def told(self, keys: Iterable[SourceKey]) -> tuple[SourceRef, ...]:
        """Return the sources as a person finds them: number, title, unit, digest of that revision."""
        return self.names.told(keys)

    def people(self, refs: Sequence[SourceRef]) -> list[int | None]:
        """Return how many people each of these records counts, None where it does not say."""
        told = self.names.contents({(ref.source, ref.revision) for ref in refs})
        contents = [told.get((ref.source, ref.revision)) for ref in refs]
        return [None if content is None else people_counted(content) for content in contents]

    def _engine(self, cursor: Cursor) -> SqlTotalsEngine:
        return SqlTotalsEngine(cursor, dialect=connection.vendor)


def shown(value: Decimal | None) -> str | None:
    """Return a value as a decimal string without an exponent, None where it is missing."""
    return None if value is None else format(value, "f")
