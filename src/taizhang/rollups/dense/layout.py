"""Where the columns of a plan are added up: in a row of numbers, and in bits.

Columns that look at the same lines share one count. Of a column that asks how many values stand, each
value has a bit: a day its own among all days, a kind or a tag its own in each stretch of days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from taizhang.kernel.posting import MEASURES
from taizhang.rollups.bulk import Column, columns_of
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
    """The bits of one column, from `word` on, `words` of them; kinds and tags have as many in each stretch."""

    column: Column
    sort: int
    prefix: str
    word: int
    words: int


class Layout:
    """The places in a row of everything that columns need.

    Counts come first in a row of numbers, then the sums, then each further one of the `limbs` in which sums
    are added up.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        days: int,
        stretches: int,
        limbs: int = 1,
        words: Mapping[Column, int] | None = None,
    ) -> None:
        """`words` is the room for the kinds or the tags of a column, one word where it is not told."""
        self.columns = tuple(columns)
        self.stretches, self.limbs = stretches, limbs
        self.looks = tuple(dict.fromkeys(map(look_of, columns)))
        self.measures = measures_asked(self.looks)
        sums = dict.fromkeys((look_of(each), measure_of(each)) for each in columns if measure_of(each))
        self.sums = tuple(sums)
        self.bits = tuple(_bits(columns, days, stretches, words or {}))
        self.words = sum(each.words * (1 if each.sort == DAY else stretches) for each in self.bits)
        self.units = tuple(column for column in columns if counts_units(column))

    @property
    def numbers(self) -> int:
        """How many numbers a row has for each stretch."""
        return len(self.looks) + len(self.sums) * self.limbs

    def count_of(self, column: Column) -> int:
        """Return which number is the count of a column."""
        return self.looks.index(look_of(column))

    def sum_of(self, column: Column) -> tuple[int, ...]:
        """Return which numbers are the sum of a column, the lowest limb first; none where it has no sum."""
        measure = measure_of(column)
        if not measure:
            return ()
        at = len(self.looks) + self.sums.index((look_of(column), measure))
        return tuple(at + limb * len(self.sums) for limb in range(self.limbs))

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


def measures_asked(looks: Sequence[Look]) -> tuple[str, ...]:
    """Return the measures of which it matters whether they are known; every one that is added up is among them."""
    return tuple(
        measure
        for measure in MEASURES
        if any(measure in (*look.where.carries, *look.where.lacks) for look in looks)
    )


def _bits(columns: Sequence[Column], days: int, stretches: int, room: Mapping[Column, int]) -> Iterator[Bits]:
    word = 0
    for column in columns:
        distinct = column.values
        if distinct is None or distinct.of == "unit":
            continue
        words = -(-days // WORD) if distinct.of == "day" else room.get(column, 1)
        bits = Bits(column, _SORTS[distinct.of], distinct.prefix, word, words)
        yield bits
        word += bits.words * (1 if bits.sort == DAY else stretches)
