"""What a roll-up adds up in one scan, each total once, and several totals in one number where they fit.

Adding up costs by the number of sums, not by their width. So totals that are never below 0 and have a known
bound share a number, each with digits of its own wide enough that none runs over into the next one's: what is
added to the number is added to each of its totals. A number is made of parts of 62 bits, in which a line's share
is worked out before it is widened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from taizhang.rollups.bulk import BulkPlan, Column
from taizhang.rollups.engines.bulk_bounds import Bounds
from taizhang.rollups.plan import BOOKS, Stock, Sum, Where, effective_where

BITS_OF_WEIGHTS = 63
"""A sum of weights is never more than there are lines, and those are numbered in 64 bits."""
BITS_OF_PART = 62

Part = tuple[tuple["Total", int], ...]
"""Totals that share a part of a number, each with the bit of the part at which it begins."""


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over the lines that a column looks at: of weights, or of weight x measure where one is named.

    Totals that come to the same are the same: `column` is one of those that need it.
    """

    book: str
    where: Where
    held: bool
    stock: bool
    measure: str
    column: Column = field(compare=False)


@dataclass(frozen=True, slots=True)
class Digits:
    """Where a total stands: in which number, from which bit, in how many bits; None where nobody knows.

    `positive`: the total is never below 0.
    """

    word: str
    shift: int
    bits: int | None
    positive: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A number and the totals in its parts, the lowest first. `bits` is None where nobody knows."""

    name: str
    held: bool
    parts: tuple[Part, ...]
    bits: int | None

    @property
    def totals(self) -> tuple[Total, ...]:
        return tuple(total for part in self.parts for total, _ in part)


@dataclass(frozen=True)
class Totals:
    """The totals of a plan and the numbers in which they stand."""

    words: tuple[Word, ...]
    digits: Mapping[Total, Digits]

    @classmethod
    def of(cls, plan: BulkPlan, bounds: Bounds, *, parts: int) -> Totals:
        """Return the totals of a plan over lines of these bounds, in numbers of at most so many parts."""
        totals = dict.fromkeys(total for column in plan.columns for total in totals_of(column))
        words: list[Word] = []
        for held in (False, True):
            told = _words([each for each in totals if each.held == held], bounds, parts)
            words += [
                Word(f"w{number}", held, shared, bits)
                for number, (shared, bits) in enumerate(told, start=len(words))
            ]
        digits = {
            total: Digits(
                word.name, number * BITS_OF_PART + shift, bits, bits is not None and _keeps_promise(total)
            )
            for word in words
            for number, part in enumerate(word.parts)
            for total, shift in part
            for bits in (_bits(total, bounds),)
        }
        return cls(tuple(words), digits)

    def shares(self, total: Total) -> bool:
        """Return whether a total stands in one number with others."""
        word = self.digits[total].word
        return any(len(each.totals) > 1 for each in self.words if each.name == word)


def totals_of(column: Column) -> Sequence[Total]:
    """Return the totals that a column needs: the net weight of its lines, of a sum the amount as well."""
    part = column.part
    stock = isinstance(part.aggregate, Stock)
    net = Total(part.book, effective_where(part), column.held, stock, "", column)
    if not isinstance(part.aggregate, Sum):
        return (net,)
    return net, replace(net, measure=part.aggregate.measure)


def _words(
    totals: Sequence[Total], bounds: Bounds, most: int
) -> Iterator[tuple[tuple[Part, ...], int | None]]:
    """Return the parts of each number, and its bits."""
    parts: list[list[tuple[Total, int]]] = []
    filled: list[int] = []
    for total in sorted(totals, key=lambda total: -(_bits(total, bounds) or 0)):
        bits = _bits(total, bounds)
        if bits is None or bits > BITS_OF_PART or not _keeps_promise(total):
            yield (((total, 0),),), None if total.measure else BITS_OF_WEIGHTS
            continue
        fitting = next(
            (number for number, used in enumerate(filled) if used + bits <= BITS_OF_PART), len(parts)
        )
        if fitting == len(parts):
            parts.append([])
            filled.append(0)
        parts[fitting].append((total, filled[fitting]))
        filled[fitting] += bits
    for first in range(0, len(parts), most):
        shared = tuple(tuple(part) for part in parts[first : first + most])
        yield shared, (len(shared) - 1) * BITS_OF_PART + filled[first + len(shared) - 1]


def _keeps_promise(total: Total) -> bool:
    """Return whether the total is never below 0: else a line may take back what is not among the lines."""
    return BOOKS[total.book].stands_once


def _bits(total: Total, bounds: Bounds) -> int | None:
    """Return in how many bits a total fits that is never below 0, None where no bound is known."""
    if not total.measure:
        return bounds.lines.bit_length()
    most = bounds.most.get(total.measure)
    return None if most is None else (bounds.lines * most).bit_length()
