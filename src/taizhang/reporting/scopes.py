"""Which units count for the figures of a report: asked of the database, or of subtrees that were read at once."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import ChildSpan, Subtrees, children_in, name_on, scope_of
from taizhang.kernel.period import Period
from taizhang.kernel.scope import Scope
from taizhang.reporting.figures import counts_stock, scope_for
from taizhang.rollups.plan import Rule


class Scopes(Protocol):
    """Tells scopes and names as `scope_for`, `scope_of`, `children_in` and `name_on` do."""

    def scope_for(self, *, rule: Rule, unit: Unit, period: Period) -> Scope: ...

    def scope_of(self, *, unit: Unit, start: dt.date, until: dt.date) -> Scope: ...

    def children_in(self, *, unit: Unit, start: dt.date, until: dt.date) -> list[ChildSpan]: ...

    def name_on(self, *, unit: Unit, day: dt.date) -> str: ...


class AskedScopes:
    """Asks the database each time."""

    def scope_for(self, *, rule: Rule, unit: Unit, period: Period) -> Scope:
        """See `figures.scope_for`."""
        return scope_for(rule=rule, unit=unit, period=period)

    def scope_of(self, *, unit: Unit, start: dt.date, until: dt.date) -> Scope:
        """See `units.selectors.scope_of`."""
        return scope_of(unit=unit, start=start, until=until)

    def children_in(self, *, unit: Unit, start: dt.date, until: dt.date) -> list[ChildSpan]:
        """See `units.selectors.children_in`."""
        return children_in(unit=unit, start=start, until=until)

    def name_on(self, *, unit: Unit, day: dt.date) -> str:
        """See `units.selectors.name_on`."""
        return name_on(unit=unit, day=day)


class ReadScopes(AskedScopes):
    """Knows the subtrees of one unit; of all others, and whose stocks are held, it asks the database."""

    def __init__(self, *, unit: Unit, subtrees: Subtrees) -> None:
        self._unit, self._subtrees = unit, subtrees

    def scope_for(self, *, rule: Rule, unit: Unit, period: Period) -> Scope:
        """See `figures.scope_for`."""
        if counts_stock(rule):
            return super().scope_for(rule=rule, unit=unit, period=period)
        return self.scope_of(unit=unit, start=period.start, until=period.until)

    def scope_of(self, *, unit: Unit, start: dt.date, until: dt.date) -> Scope:
        """See `units.selectors.scope_of`."""
        if unit.pk != self._unit.pk:
            return super().scope_of(unit=unit, start=start, until=until)
        return self._subtrees.scope_of(unit=unit, start=start, until=until)

    def children_in(self, *, unit: Unit, start: dt.date, until: dt.date) -> list[ChildSpan]:
        """See `units.selectors.children_in`."""
        if unit.pk != self._unit.pk:
            return super().children_in(unit=unit, start=start, until=until)
        return self._subtrees.children_in(unit=unit, start=start, until=until)

    def name_on(self, *, unit: Unit, day: dt.date) -> str:
        """See `units.selectors.name_on`."""
        return self._subtrees.name_on(unit=unit, day=day)
