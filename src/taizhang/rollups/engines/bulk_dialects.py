"""What differs between the engines that roll up in SQL, told in one place."""

from __future__ import annotations

from abc import ABC, abstractmethod

LONG = 63
"""How many bits a number of 64 bits has beside its sign."""


class BulkDialect(ABC):
    """How a database writes what is no common SQL.

    `mark` is the placeholder of a bound value {}; `wide` the type of sums past 64 bits; `parts` of how
    many parts a number may be that holds several totals; `units_above` the table that tells, by the number of a place,
    the unit of every place whose figures its lines belong to. `climbs`: cells are added to those of the
    places above, so that of a place with nobody below all stands in its own.
    """

    mark: str
    wide: str
    parts: int
    units_above: str
    climbs: bool

    def sort_of(self, bits: int | None) -> str:
        """Return the type of a number of so many bits, None where nobody knows."""
        return self.wide if bits is None or bits > LONG else "BIGINT"

    @abstractmethod
    def digits(self, word: str, shift: int, bits: int) -> str:
        """Return the bits of a whole number from the bit `shift` on."""

    @abstractmethod
    def days(self, since: str, day: str) -> str:
        """Return how many days a day comes after another, as a whole number."""

    @abstractmethod
    def bit(self, number: str) -> str:
        """Return the 64-bit number whose one bit is the one with that number."""

    def widened(self, amount: str) -> str:
        """Return a 64-bit amount so that SUM of it does not end at 64 bits."""
        return f"CAST({amount} AS {self.wide})"

    @abstractmethod
    def tags(self, prefix: str) -> str:
        """Return the list of the tags of `p.tags` that begin so."""

    @abstractmethod
    def each(self, listed: str) -> str:
        """Return the expression that makes a row of each value of a list."""

    @abstractmethod
    def whole_quotient(self, above: str, below: str, *, narrow: bool) -> str:
        """Return how many times one number goes into another; both are whole, the first not below 0.

        `narrow`: both are numbers of 64 bits.
        """


class DuckDbDialect(BulkDialect):
    """DuckDB: sums of 64 bits are 128 bits wide; the climb has left a cell at every place above."""

    mark = "${}"
    wide = "HUGEINT"
    parts = 2
    units_above = "place"
    climbs = True

    def digits(self, word: str, shift: int, bits: int) -> str:
        """See `BulkDialect.digits`."""
        return f"(({word} >> {shift}) & {2**bits - 1})"

    def days(self, since: str, day: str) -> str:
        """See `BulkDialect.days`."""
        return f"({day} - {since})"

    def bit(self, number: str) -> str:
        """See `BulkDialect.bit`."""
        return f"(CAST(1 AS BIGINT) << {number})"

    def tags(self, prefix: str) -> str:
        """See `BulkDialect.tags`."""
        return f"list_filter(string_split(trim(p.tags, '|'), '|'), lambda tag: starts_with(tag, {prefix}))"

    def each(self, listed: str) -> str:
        """See `BulkDialect.each`."""
        return f"unnest({listed})"

    def whole_quotient(self, above: str, below: str, *, narrow: bool) -> str:
        """See `BulkDialect.whole_quotient`."""
        return f"({above}) // ({below})"


class SparkDialect(BulkDialect):
    """Spark SQL: sums stay as wide as what is added, so amounts are made decimals of 38 digits first.

    Spark's `div` ends at 64 bits and its `/` rounds: what is left over goes first, then `/` is exact.
    """

    mark = ":{}"
    wide = "DECIMAL(38, 0)"
    parts = 1
    units_above = "lineage"
    climbs = False

    def digits(self, word: str, shift: int, bits: int) -> str:
        """See `BulkDialect.digits`."""
        return f"(shiftright({word}, {shift}) & {2**bits - 1}L)"

    def days(self, since: str, day: str) -> str:
        """See `BulkDialect.days`."""
        return f"datediff({day}, {since})"

    def bit(self, number: str) -> str:
        """See `BulkDialect.bit`."""
        return f"shiftleft(1L, {number})"

    def tags(self, prefix: str) -> str:
        """See `BulkDialect.tags`."""
        return f"filter(split(trim(BOTH '|' FROM p.tags), '[|]'), tag -> startswith(tag, {prefix}))"

    def each(self, listed: str) -> str:
        """See `BulkDialect.each`."""
        return f"explode({listed})"

    def whole_quotient(self, above: str, below: str, *, narrow: bool) -> str:
        """See `BulkDialect.whole_quotient`."""
        if narrow:
            return f"({above}) div ({below})"
        return self.widened(f"(({above}) - ({above}) % ({below})) / ({below})")


DUCKDB = DuckDbDialect()
SPARK = SparkDialect()
