"""Figures for pages: from the totals of subtrees, or else counted once and kept until a unit posts again.

What the totals of subtrees tell is told without walking the tree. Of the rest each scope is walked once, and
each figure kept under its rule, its days and the ends of its units' chains. A chain's end is a digest
of all that the unit ever posted, so a kept figure is never stale, whatever order writers commit in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal

from django.core.cache import cache

from taizhang.foundation.journal.selectors import chain_ends
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period
from taizhang.kernel.scope import Scope
from taizhang.reporting.figures import FigureDesk, counts_stock, scope_for
from taizhang.reporting.narrowed import TASK
from taizhang.rollups.engines.base import Result
from taizhang.rollups.plan import Rule

KEPT_SECONDS = 24 * 3600


class KeptFigures:
    """Counts the figures of one page, of every committed posting."""

    def __init__(self) -> None:
        self.desk = FigureDesk(as_of=None)
        self._ends: dict[int, str] | None = None
        self._scopes: dict[tuple[int, Period, bool], Scope] = {}
        self._stamps: dict[Scope, str] = {}
        self._tasks: dict[str, dict[str, Decimal | None]] = {}

    def values(self, *, rules: Sequence[Rule], unit: Unit, period: Period) -> list[Decimal | None]:
        """Return the values of several rules over a unit's subtree, in their order."""
        told: dict[Rule, Decimal | None] = {
            rule: value
            for (_, rule), value in self.desk.subtree_values(rules=rules, units=[unit], period=period).items()
        }
        by_scope: dict[Scope, list[Rule]] = {}
        for rule in rules:
            if rule not in told:
                by_scope.setdefault(self.scope(rule=rule, unit=unit, period=period), []).append(rule)
        for scope, alike in by_scope.items():
            told.update(zip(alike, self._values(alike, scope, period), strict=True))
        return [told[rule] for rule in rules]

    def value(self, *, rule: Rule, unit: Unit, period: Period) -> Decimal | None:
        """Return the value of a rule over a unit's subtree."""
        return self.values(rules=[rule], unit=unit, period=period)[0]

    def told_by_totals(
        self, *, rule: Rule, units: Sequence[Unit], period: Period
    ) -> dict[int, Decimal | None]:
        """Return the values of a rule for the subtrees of units that totals of subtrees tell, by unit; no others."""
        told = self.desk.subtree_values(rules=[rule], units=units, period=period) if units else {}
        return {unit: value for (unit, _), value in told.items()}

    def value_in(self, *, rule: Rule, scope: Scope, period: Period) -> Decimal | None:
        """Return the value of a rule over a scope that is known already."""
        return self._values([rule], scope, period)[0]

    def by_task(self, *, rule: Rule, scope: Scope, period: Period) -> dict[str, Decimal | None]:
        """Return the values of a rule narrowed to each task, by the task's tag, from one look at the lines."""
        key = self._key("tasks", rule, scope, period)
        if key not in self._tasks:
            kept: dict[str, Decimal | None] | None = cache.get(key)
            if kept is None:
                found = self.desk.by_tag(rule=rule, prefix=TASK, scope=scope, period=period)
                kept = {tag: tagged.result.value for tag, tagged in found.items()}
                cache.set(key, kept, KEPT_SECONDS)
            self._tasks[key] = kept
        return self._tasks[key]

    def figure(self, *, rule: Rule, unit: Unit, period: Period) -> Result:
        """Return the value of a rule over a unit's subtree with the number of its sources."""
        told = self.desk.subtree_figure(rule=rule, unit=unit, period=period)
        if told is not None:
            return told
        scope = self.scope(rule=rule, unit=unit, period=period)
        key = self._key("figure", rule, scope, period)
        kept: Result | None = cache.get(key)
        if kept is None:
            kept = self.desk.count(rule=rule, scope=scope, period=period)
            cache.set(key, kept, KEPT_SECONDS)
        return kept

    def scope(self, *, rule: Rule, unit: Unit, period: Period) -> Scope:
        """Return the units that count for a rule, as `scope_for` finds them."""
        asked = (unit.pk, period, counts_stock(rule))
        if asked not in self._scopes:
            self._scopes[asked] = scope_for(rule=rule, unit=unit, period=period)
        return self._scopes[asked]

    def _values(self, rules: Sequence[Rule], scope: Scope, period: Period) -> list[Decimal | None]:
        keys = {self._key("value", rule, scope, period): rule for rule in rules}
        kept: dict[str, Decimal | None] = cache.get_many(keys)
        missing = [key for key in keys if key not in kept]
        if missing:
            counted = self.desk.values(rules=[keys[key] for key in missing], scope=scope, period=period)
            fresh = dict(zip(missing, counted, strict=True))
            cache.set_many(fresh, KEPT_SECONDS)
            kept |= fresh
        return [kept[key] for key in keys]

    def _key(self, sort: str, rule: Rule, scope: Scope, period: Period) -> str:
        if scope not in self._stamps:
            self._stamps[scope] = self._stamp(scope)
        told = f"{' '.join((rule.code, *rule.tags))} {rule.version} {period.start} {period.until} {self._stamps[scope]}"
        return f"{sort}:{hashlib.sha256(told.encode()).hexdigest()}"

    def _stamp(self, scope: Scope) -> str:
        if self._ends is None:
            self._ends = chain_ends()
        told = [
            f"{span.unit} {span.start} {span.until} {self._ends.get(span.unit, '')}" for span in scope.spans
        ]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()
