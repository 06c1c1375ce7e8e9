"""What differs between the engines that roll up in SQL, told in one place."""

from __future__ import annotations

from abc import ABC, abstractmethod


class BulkDialect(ABC):
    """How a database writes what is no common SQL.

    `mark` is the placeholder of a bound value {}; `wide` the type of sums past 64 bits; `units_above` the
    table that tells, by the number of a place, the unit of every place whose figures its lines belong to.
    """

    mark: str
    wide: str
    units_above: str

    @abstractmethod
    def widened(self, amount: str) -> str:
        """Return a 64-bit amount so that SUM of it does not end at 64 bits."""

    @abstractmethod
    def tags(self, prefix: str) -> str:
        """Return the list of the tags of `p.tags` that begin so."""

    @abstractmethod
    def each(self, listed: str) -> str:
        """Return the expression that makes a row of each value of a list."""

    @abstractmethod
    def whole_quotient(self, above: str, below: str) -> str:
        """Return how many times one number goes into another; both are whole, the first not below 0."""


class DuckDbDialect(BulkDialect):
    """DuckDB: sums of 64 bits are 128 bits wide; the climb has left a cell at every place above."""

    mark = "${}"
    wide = "HUGEINT"
    units_above = "place"

    def widened(self, amount: str) -> str:
        """See `BulkDialect.widened`."""
        return amount

    def tags(self, prefix: str) -> str:
        """See `BulkDialect.tags`."""
        return f"list_filter(string_split(trim(p.tags, '|'), '|'), lambda tag: starts_with(tag, {prefix}))"

    def each(self, listed: str) -> str:
        """See `BulkDialect.each`."""
        return f"unnest({listed})"

    def whole_quotient(self, above: str, below: str) -> str:
        """See `BulkDialect.whole_quotient`."""
        return f"({above}) // ({below})"


class SparkDialect(BulkDialect):
    """Spark SQL: sums stay as wide as what is added, so amounts are made decimals of 38 digits first.

    Spark's `div` ends at 64 bits and its `/` rounds: what is left over goes first, then `/` is exact.
    """

    mark = ":{}"
    wide = "DECIMAL(38, 0)"
    units_above = "lineage"

    def widened(self, amount: str) -> str:
        """See `BulkDialect.widened`."""
        return f"CAST({amount} AS {self.wide})"

    def tags(self, prefix: str) -> str:
        """See `BulkDialect.tags`."""
        return f"filter(split(trim(BOTH '|' FROM p.tags), '[|]'), tag -> startswith(tag, {prefix}))"

    def each(self, listed: str) -> str:
        """See `BulkDialect.each`."""
        return f"explode({listed})"

    def whole_quotient(self, above: str, below: str) -> str:
        """See `BulkDialect.whole_quotient`."""
        return self.widened(f"(({above}) - ({above}) % ({below})) / ({below})")


DUCKDB = DuckDbDialect()
SPARK = SparkDialect()
