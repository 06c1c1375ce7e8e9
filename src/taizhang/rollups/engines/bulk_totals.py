"""What a roll-up adds up in one scan, each total once, and several totals in one number where they fit.

Adding up costs by the number of sums, not by their width. So totals that are never below 0 and have a known
bound share a number, each with digits of its own wide enough that none runs over into the next one's: what is
added to the number is added to each of its totals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from taizhang.rollups.bulk import BulkPlan, Column
from taizhang.rollups.engines.bulk_bounds import Bounds
from taizhang.rollups.plan import BOOKS, Stock, Sum, Where, effective_where

BITS_OF_WEIGHTS = 63
"""A sum of weights is never more than there are lines, and those are numbered in 64 bits."""


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
    """A number and the totals in it, each with the bit at which it begins. `bits` is None where nobody knows."""

    name: str
    held: bool
    totals: tuple[tuple[Total, int], ...]
    bits: int | None


@dataclass(frozen=True)
class Totals:
    """The totals of a plan and the numbers in which they stand."""

    words: tuple[Word, ...]
    digits: Mapping[Total, Digits]

    @classmethod
    def of(cls, plan: BulkPlan, bounds: Bounds, *, widest: int) -> Totals:
        """Return the totals of a plan over lines of these bounds, in numbers of at most `widest` bits."""
        totals = dict.fromkeys(total for column in plan.columns for total in totals_of(column))
        words: list[Word] = []
        for held in (False, True):
            groups = _grouped([each for each in totals if each.held == held], bounds, widest)
            words += [
                Word(f"w{number}", held, tuple(group), bits)
                for number, (group, bits) in enumerate(groups, start=len(words))
            ]
        digits = {
            total: Digits(word.name, shift, bits, bits is not None and BOOKS[total.book].stands_once)
            for word in words
            for total, shift in word.totals
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


def _grouped(
    totals: Iterable[Total], bounds: Bounds, widest: int
) -> Iterable[tuple[list[tuple[Total, int]], int | None]]:
    """Return the totals that share a number, each with the bit at which it begins, and the bits of the number."""
    group: list[tuple[Total, int]] = []
    filled = 0
    for total in totals:
        bits = _bits(total, bounds)
        # In a book that promises nothing a line may take back what is not among the lines.
        if bits is None or bits > widest or not BOOKS[total.book].stands_once:
            yield [(total, 0)], BITS_OF_WEIGHTS if not total.measure else None
            continue
        if filled + bits > widest:
            yield group, filled
            group, filled = [], 0
        group.append((total, filled))
        filled += bits
    if group:
        yield group, filled


def _bits(total: Total, bounds: Bounds) -> int | None:
    """Return in how many bits a total fits that is never below 0, None where no bound is known."""
    if not total.measure:
        return bounds.lines.bit_length()
    most = bounds.most.get(total.measure)
    return None if most is None else (bounds.lines * most).bit_length()
