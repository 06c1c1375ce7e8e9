"""Where the rules of a plan are added up: a place has a row of counts, of sums and of bits.

Columns that look at the same lines share one count. Of a column that asks how many values stand, each
value has a bit: a day its own among all days, a kind or a tag its own in each stretch of days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from taizhang.rollups.bulk import BulkPlan, Column, columns_of
from taizhang.rollups.plan import BOOKS, Rule, Stock, Sum, Where, effective_where

WORD: Final = 64
DAY, KIND, TAG = 0, 1, 2
_SORTS: Final = {"day": DAY, "kind": KIND, "tag": TAG}


@dataclass(frozen=True, slots=True)
class Look:
    """What lines a column looks at."""

    book: str
    where: Where


@dataclass(frozen=True, slots=True)
class Bits:
    """The bits of one column, from `word` on, `words` of them; kinds and tags have as many in each stretch.

    `values` are the kinds or tags, bit by bit.
    """

    column: Column
    sort: int
    prefix: str
    values: tuple[str, ...]
    word: int
    words: int


class Layout:
    """The places in a row of everything that a plan needs."""

    def __init__(
        self, plan: BulkPlan, *, days: int, stretches: int, values: Mapping[str, Sequence[str]]
    ) -> None:
        """`values` are the kinds and the tags that the lines may tell."""
        self.columns = plan.columns
        self.stretches = stretches
        self.looks = tuple(dict.fromkeys(map(look_of, plan.columns)))
        self.sums = tuple(
            dict.fromkeys((look_of(each), measure_of(each)) for each in plan.columns if measure_of(each))
        )
        self.bits = tuple(_bits(plan.columns, days, stretches, values))
        self.words = sum(each.words * (1 if each.sort == DAY else stretches) for each in self.bits)

    def count_of(self, column: Column) -> int:
        """Return which count a column has."""
        return self.looks.index(look_of(column))

    def sum_of(self, column: Column) -> int:
        """Return which sum a column has, -1 where none."""
        measure = measure_of(column)
        return self.sums.index((look_of(column), measure)) if measure else -1

    def bits_of(self, column: Column) -> Bits | None:
        """Return the bits of a column, None where it has none."""
        return next((each for each in self.bits if each.column == column), None)


def takes(rule: Rule) -> bool:
    """Return whether the dense engine tells a rule exactly.

    Where several lines of a source may stand, how many sources do cannot be added up over places. A
    stock can: a sum of weights above 0 has a source behind it.
    """
    return all(
        BOOKS[column.part.book].stands_once or isinstance(column.part.aggregate, Stock)
        for column in columns_of(rule)
    )


def look_of(column: Column) -> Look:
    """Return what lines a column looks at."""
    return Look(column.part.book, effective_where(column.part))


def measure_of(column: Column) -> str:
    """Return the measure that a column adds up, "" where none."""
    return column.part.aggregate.measure if isinstance(column.part.aggregate, Sum) else ""


def counts_units(column: Column) -> bool:
    """Return whether a column asks how many units stand."""
    return column.values is not None and column.values.of == "unit"


def values_asked(plan: BulkPlan) -> frozenset[str]:
    """Return what must be told apart value by value: kinds, tags."""
    return frozenset(
        column.values.of for column in plan.columns if column.values and column.values.of in ("kind", "tag")
    )


def _bits(
    columns: Sequence[Column], days: int, stretches: int, values: Mapping[str, Sequence[str]]
) -> Iterator[Bits]:
    word = 0
    for column in columns:
        distinct = column.values
        if distinct is None or distinct.of == "unit":
            continue
        told = tuple(value for value in values.get(distinct.of, ()) if value.startswith(distinct.prefix))
        size = days if distinct.of == "day" else len(told)
        bits = Bits(column, _SORTS[distinct.of], distinct.prefix, told, word, max(1, -(-size // WORD)))
        yield bits
        word += bits.words * (1 if bits.sort == DAY else stretches)
