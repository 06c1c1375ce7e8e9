"""What every engine answers. An engine tallies the parts of a rule; what follows is shared."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Sequence
from decimal import Decimal

from taizhang.kernel.period import Period
from taizhang.kernel.plain_data import plain_data
from taizhang.kernel.posting import Posting
from taizhang.kernel.scope import Scope
from taizhang.rollups.plan import Rule, Stock
from taizhang.rollups.tally import Tally, value_of

BEFORE_ALL = -1
"""A journal position before the first."""


@plain_data
class Result:
    """A figure: its value, None where nothing is behind it, and how many sources it stands on."""

    value: Decimal | None
    sources: int


@plain_data
class SourceKey:
    """One source that a figure stands on: its latest standing revision, and where and when."""

    source: str
    revision: int
    unit: int
    on: dt.date


@plain_data
class Frame:
    """Where to look: the scope, the period, and up to which journal position.

    `as_of` None is every committed posting; N is the sealed postings up to position N.
    """

    scope: Scope
    period: Period
    as_of: int | None = None

    def window(self, part: Rule) -> tuple[dt.date | None, dt.date]:
        """Return the days that a simple rule looks at, half-open; a stock looks back for ever."""
        start = None if isinstance(part.aggregate, Stock) else self.period.start
        return start, self.period.until


class Engine(ABC):
    """Figures over the journal.

    `sources` of a ratio are the sources of both parts. `scope` comes from the caller; for a stock
    its spans should be open to the past, since the lines of years ago count.
    """

    def figure(self, *, rule: Rule, scope: Scope, period: Period, as_of: int | None = None) -> Result:
        """Return the figure, in `rule.unit`. A percentage is 0-100."""
        tallies, sources = self._tallies(rule.parts, Frame(scope, period, as_of))
        return Result(value_of(rule, tallies), sources)

    def values(
        self, *, rules: Sequence[Rule], scope: Scope, period: Period, as_of: int | None = None
    ) -> list[Decimal | None]:
        """Return the values of several rules, as `figure` tells them, from fewer looks at the lines."""
        parts = list(dict.fromkeys(part for rule in rules for part in rule.parts))
        tallies = dict(zip(parts, self._each(parts, Frame(scope, period, as_of)), strict=True))
        return [value_of(rule, [tallies[part] for part in rule.parts]) for rule in rules]

    def sources(
        self, *, rule: Rule, scope: Scope, period: Period, as_of: int | None = None, limit: int | None = None
    ) -> list[SourceKey]:
        """Return the sources that the figure stands on, by day, then by source."""
        return self._standing(rule.parts, Frame(scope, period, as_of), limit)

    def latest(
        self, *, rule: Rule, scope: Scope, period: Period, start: int, size: int, as_of: int | None = None
    ) -> list[SourceKey]:
        """Return some of the sources that the figure stands on, the latest day first.

        Skips the first `start` of them. Sources of one day come in an order that stays the same.
        """
        return self._latest(rule.parts, Frame(scope, period, as_of), start, size)

    def later(self, *, rule: Rule, scope: Scope, period: Period, after: int) -> list[Posting]:
        """Return the lines under the rule past a journal position, in journal order.

        Lines that are committed but have no position yet come last.
        """
        return self._later(rule.parts, Frame(scope, period), after)

    def lines(self, *, rule: Rule, scope: Scope, period: Period, as_of: int | None = None) -> list[Posting]:
        """Return every line under the rule, in journal order."""
        return self._later(rule.parts, Frame(scope, period, as_of), BEFORE_ALL)

    @abstractmethod
    def _tallies(self, parts: Sequence[Rule], frame: Frame) -> tuple[list[Tally], int]:
        """Return the tally of each part, and how many sources stand under any of them."""

    @abstractmethod
    def _standing(self, parts: Sequence[Rule], frame: Frame, limit: int | None) -> list[SourceKey]:
        """Return each source that stands under any part, once, by day, then by source.

        Where several lines of a source stand, it is the one of the latest revision, day, unit.
        """

    def _each(self, parts: Sequence[Rule], frame: Frame) -> list[Tally]:
        """Return the tally of each part; an engine may know a shorter way."""
        return [self._tallies([part], frame)[0][0] for part in parts]

    def _latest(self, parts: Sequence[Rule], frame: Frame, start: int, size: int) -> list[SourceKey]:
        """Return a page of the standing sources; an engine may know a shorter way."""
        return self._standing(parts, frame, None)[::-1][start : start + size]

    @abstractmethod
    def _later(self, parts: Sequence[Rule], frame: Frame, after: int) -> list[Posting]:
        """Return the lines that match any part, past a position."""
