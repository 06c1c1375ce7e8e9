"""The plan of a roll-up: many rules for every unit of a tree and several periods, from one scan.

Lines are added up once, where they were posted, into cells of place and period, for all rules at
once; then each place's cells are added to the place above it, from the deepest level to the top;
then the places of one unit are put together. What is added are sums of weights: of all lines, and
of each value (source, day, tag ...) where a rule asks how many of them stand. Sums of weights add
up over places; "how many stand" does not, so it is asked last.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from taizhang.kernel.period import Period
from taizhang.rollups.dated_tree import DatedTree
from taizhang.rollups.plan import BOOKS, Distinct, Rule, Stock
from taizhang.rollups.tally import Tally, value_of


@dataclass(frozen=True, slots=True)
class Column:
    """A simple rule as it is added up.

    `held`: lines count for whoever holds the unit's stocks on the last day of the period, as for
    every part of a rule that counts a stock; else for the units above on the line's own day.
    """

    part: Rule
    held: bool

    @property
    def by_source(self) -> bool:
        """Whether each source must be added up by itself to know how many of them stand."""
        return not BOOKS[self.part.book].stands_once

    @property
    def values(self) -> Distinct | None:
        """What values must be added up one by one, None where none."""
        distinct = self.part.aggregate
        return distinct if isinstance(distinct, Distinct) and distinct.of != "source" else None


@dataclass(frozen=True)
class BulkPlan:
    """Rules asked together, and the columns that they need, each once."""

    rules: tuple[Rule, ...]
    columns: tuple[Column, ...]

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> BulkPlan:
        """Return the plan of the rules, in their order."""
        columns = dict.fromkeys(column for rule in rules for column in columns_of(rule))
        return cls(tuple(rules), tuple(columns))

    def values(self, tallies: Sequence[Tally]) -> tuple[Decimal | None, ...]:
        """Return the value of each rule from the tallies of the columns."""
        told = dict(zip(self.columns, tallies, strict=True))
        return tuple(value_of(rule, [told[column] for column in columns_of(rule)]) for rule in self.rules)


def columns_of(rule: Rule) -> tuple[Column, ...]:
    """Return the columns of one rule: its own, or those of numerator and denominator."""
    held = any(isinstance(part.aggregate, Stock) for part in rule.parts)
    return tuple(Column(part, held) for part in rule.parts)


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """The values of all rules of a plan for one unit and its subtree in one period."""

    unit: int
    period: Period
    values: tuple[Decimal | None, ...]


class BulkEngine(ABC):
    """Rolls up a journal over a whole tree."""

    @abstractmethod
    def roll_up(
        self,
        *,
        plan: BulkPlan,
        tree: DatedTree,
        periods: Sequence[Period],
        as_of: int | None = None,
        units: Collection[int] | None = None,
    ) -> Iterator[UnitFigures]:
        """Return the figures of every unit that has one, by period in the order given, then by unit's id.

        `units` are those that are asked for, None all.

        Each value is what `Engine.figure` tells for the scope of that unit. Units for which every
        value is missing are left out.
        Raises:  UnknownUnit for a line of a unit that the tree does not know.
        """


class UnknownUnit(LookupError):
    """A line of the journal names a unit that the tree does not know: nothing is left out silently."""
