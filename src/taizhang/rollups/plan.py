"""What a counting rule (口径) says, as plain data that every engine reads alike.

A rule is *simple* (count, sum, distinct, stock: it looks at lines of one book) or a *ratio* of two
simple rules. `parts` gives the simple rules of either. The laws, the same on every engine:

- A source stands under a simple rule when the weights of its matching lines sum to more than 0.
- count is how many sources stand; sum is the sum of weight x measure over lines that carry it;
  distinct is how many values have a positive sum of weights; stock is the sum of weights of all
  lines up to the last day of the period.
- Where no source stands, the figure is missing: it is None, and never 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from taizhang.kernel.posting import Posting


@dataclass(frozen=True, slots=True)
class Book:
    """A book whose postings rules may count.

    `stands_once`: at every journal position at most one line of a source stands, and a reversal
    repeats the very line that it takes back (same day, unit, kind, tags, measures). Then the sum
    of weights is the number of sources, and an engine need not look at each source by itself.
    """

    code: str
    label: str
    stands_once: bool


BOOKS: Mapping[str, Book] = MappingProxyType(
    {
        "records": Book("records", "工作记录", stands_once=True),
        "duties": Book("duties", "责任清单", stands_once=True),
        # A facility is withdrawn on another day than it was put into use: its lines do not cancel.
        "premises": Book("premises", "阵地设施", stands_once=False),
        "inspections": Book("inspections", "阵地检查", stands_once=True),
        # An item bears a line for each thing that became of it: reviewed, returned, published.
        "publication": Book("publication", "信息发布", stands_once=False),
    }
)


@dataclass(frozen=True, slots=True)
class Where:
    """Which lines of the book match. Every condition given must hold.

    A tag pattern that ends in "*" stands for every tag that begins so. `carries` and `lacks` name
    measures that must be known, or unknown.
    """

    kinds: tuple[str, ...] = ()
    any_tags: tuple[str, ...] = ()
    all_tags: tuple[str, ...] = ()
    no_tags: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many sources stand."""


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of one measure, divided by `divide_by` (60: minutes told in hours), rounded half up."""

    measure: str
    divide_by: int = 1
    decimals: int = 0


DistinctOf = Literal["unit", "day", "kind", "source", "tag"]


@dataclass(frozen=True, slots=True)
class Distinct:
    """How many different values stand. Of "tag": of the tags that begin with `prefix`."""

    of: DistinctOf
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Stock:
    """How many there are on the last day of the period."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One simple rule to another, as a percentage 0-100 or as a plain quotient, rounded half up."""

    numerator: Rule
    denominator: Rule
    percent: bool = False
    decimals: int = 1


Aggregate = Count | Sum | Distinct | Stock | Ratio


@dataclass(frozen=True, slots=True)
class Rule:
    """A counting rule in one version.

    `definition` is a Chinese sentence telling what is counted, `unit` the unit of measure (场,
    人次, %). `valid_until` is half-open; None is open. A ratio looks at its parts only: its own
    `book` is "" and its `where` empty. `tags` are those that the rule was narrowed to, sorted; a
    written rule has none.
    """

    code: str
    version: int
    label: str
    definition: str
    unit: str
    aggregate: Aggregate
    book: str = ""
    where: Where = field(default_factory=Where)
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    tags: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[Rule, ...]:
        """The simple rules that this rule consists of: itself, or numerator and denominator."""
        if isinstance(self.aggregate, Ratio):
            return (self.aggregate.numerator, self.aggregate.denominator)
        return (self,)

    @property
    def decimals(self) -> int:
        """How many decimals the figure has."""
        return self.aggregate.decimals if isinstance(self.aggregate, Sum | Ratio) else 0

    def valid_on(self, day: dt.date) -> bool:
        """Return whether this version is in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day < self.valid_until
        )


def effective_where(part: Rule) -> Where:
    """Return the conditions of a simple rule with those that its aggregate implies.

    A sum looks only at lines that carry its measure, distinct tags only at lines with such a tag.
    """
    where = part.where
    match part.aggregate:
        case Sum(measure=measure) if measure not in where.carries:
            return replace(where, carries=(*where.carries, measure))
        case Distinct(of="tag", prefix=prefix):
            return replace(where, all_tags=(*where.all_tags, prefix + "*"))
        case _:
            return where


def matches(part: Rule, posting: Posting) -> bool:
    """Return whether a simple rule looks at that line, scope and period aside."""
    return looks_at(part, book=posting.book, kind=posting.kind, tags=posting.tags, known=posting.measures)


def looks_at(part: Rule, *, book: str, kind: str, tags: Collection[str], known: Collection[str]) -> bool:
    """Return whether a simple rule looks at lines of that book and kind, with these tags and known measures."""
    return book == part.book and meets(effective_where(part), kind=kind, tags=tags, known=known)


def meets(where: Where, *, kind: str, tags: Collection[str], known: Collection[str]) -> bool:
    """Return whether lines of that kind, with these tags and known measures, hold every condition."""
    return (
        (not where.kinds or kind in where.kinds)
        and (not where.any_tags or any(_holds(tags, pattern) for pattern in where.any_tags))
        and all(_holds(tags, pattern) for pattern in where.all_tags)
        and not any(_holds(tags, pattern) for pattern in where.no_tags)
        and all(measure in known for measure in where.carries)
        and not any(measure in known for measure in where.lacks)
    )


def _holds(tags: Collection[str], pattern: str) -> bool:
    if pattern.endswith("*"):
        return any(tag.startswith(pattern[:-1]) for tag in tags)
    return pattern in tags
