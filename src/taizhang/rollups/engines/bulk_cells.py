"""The own cells of places in SQL: all lines of one tree added up once, for all columns at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from taizhang.rollups.engines.bulk_dialects import BulkDialect
from taizhang.rollups.engines.bulk_layout import DAYS_A_BLOCK, Layout, day_name
from taizhang.rollups.engines.bulk_lines import Lines, Source
from taizhang.rollups.engines.bulk_statement import Statement
from taizhang.rollups.engines.bulk_totals import BITS_OF_PART, Total, Word


class Cells:
    """The statements of own cells, of the columns that count by the tree of each day or by who holds stocks."""

    def __init__(
        self, dialect: BulkDialect, layout: Layout, source: Source, as_of: int | None, held: bool
    ) -> None:
        self._dialect, self._layout, self._source = dialect, layout, source
        self._as_of, self._held = as_of, held
        self._words = [word for word in layout.totals.words if word.held == held]
        self._days = [number for number in layout.days if layout.plan.columns[number].held == held]
        self._units = [number for number in layout.units if layout.plan.columns[number].held == held]
        self._statement, self._lines = self._begun()
        self._fits = {
            total: self._statement.matches(total.column, self._lines)
            for word in self._words
            for total in word.totals
        }
        first, *others = self._fits.values()
        self._common = [each for each in first if all(each in fits for fits in others)]

    def _begun(self) -> tuple[Statement, Lines]:
        """Return a new statement and where its lines are taken from."""
        statement = Statement(self._dialect, self._as_of)
        return statement, self._source.held() if self._held else self._source.of_days(statement.bind)

    def statements(self) -> Iterator[tuple[Statement, str]]:
        """Return the statements, each with its bound values."""
        yield self._statement, self._cells()
        for number in self._days:
            yield self._days_of_cells_with_reversals(number)

    def _cells(self) -> str:
        told = {word.name: self._added(word) for word in self._words}
        whole = "TRUE"
        if self._days:
            # Which days are left where lines were taken back is told by a statement of its own.
            whole = "MIN(p.weight) > 0"
        for number in self._days:
            fits = self._fitting(self._net(number))
            nth = self._dialect.days(self._lines.start, "p.on_day")
            for block in range(self._layout.blocks):
                bits = self._bits(nth, block, fits)
                told[day_name(number, block)] = f"CASE WHEN {whole} THEN {bits} END"
        named = ", ".join(f"{expression} AS {name}" for name, expression in told.items())
        cells = (
            f"SELECT {self._lines.period} AS period, {self._lines.place} AS place, {whole} AS whole, {named}"
            f" FROM {self._lines.tables} WHERE {_looked_at(self._statement, self._lines, self._common)} GROUP BY 1, 2"
        )
        units = {f"u{number}": self._standing(number) for number in self._units}
        join = " JOIN place AS h ON h.number = g.place" if units else ""
        columns = self._row({name: f"g.{name}" for name in told} | units)
        return f"SELECT g.period, g.place, g.whole, {columns} FROM ({cells}) AS g{join}"

    def _fitting(self, total: Total) -> str:
        """Return the condition that a line among those looked at belongs to a total, "" where all do."""
        return " AND ".join(each for each in self._fits[total] if each not in self._common)

    def _added(self, word: Word) -> str:
        """Return the sum that a number is, from the lines."""
        if len(word.totals) > 1:
            parts = [
                f"p.weight * ({' + '.join(self._digits(*each) for each in part)})" for part in word.parts
            ]
            if len(parts) == 1:
                return f"SUM({parts[0]})"
            widened = [
                f"{self._dialect.widened(part)} * {2 ** (BITS_OF_PART * number)}"
                for number, part in enumerate(parts)
            ]
            return f"SUM({' + '.join(widened)})"
        (total,) = word.totals
        amount = f"p.weight * p.{total.measure}" if total.measure else "p.weight"
        if word.bits is None:
            amount = self._dialect.widened(amount)
        fits = self._fitting(total)
        return f"SUM(CASE WHEN {fits} THEN {amount} END)" if fits else f"SUM({amount})"

    def _digits(self, total: Total, shift: int) -> str:
        amount = f"CAST({2**shift} AS BIGINT)"
        if total.measure:
            amount += f" * p.{total.measure}"
        fits = self._fitting(total)
        return f"CASE WHEN {fits} THEN {amount} ELSE 0 END" if fits else amount

    def _days_of_cells_with_reversals(self, number: int) -> tuple[Statement, str]:
        """Return the statement that tells which days stand where any line was taken back."""
        statement, lines = self._begun()
        fits = statement.matches(self._layout.plan.columns[number], lines)
        common = [
            here
            for here, there in zip(fits, self._fits[self._net(number)], strict=True)
            if there in self._common
        ]
        posted = (
            f"SELECT {lines.period} AS period, {lines.place} AS place,"
            f" {self._dialect.days(lines.start, 'p.on_day')} AS nth, p.weight"
            f" FROM {lines.tables} WHERE {_looked_at(statement, lines, fits)}"
        )
        taken_back = (
            f"SELECT DISTINCT {lines.period} AS period, {lines.place} AS place FROM {lines.tables}"
            f" WHERE {_looked_at(statement, lines, common)} AND p.weight < 0"
        )
        standing = (
            f"SELECT l.period, l.place, l.nth FROM ({posted}) AS l JOIN ({taken_back}) AS t"
            " ON t.period = l.period AND t.place = l.place"
            " GROUP BY l.period, l.place, l.nth HAVING SUM(l.weight) > 0"
        )
        bits = {
            day_name(number, block): self._bits("n.nth", block, "") for block in range(self._layout.blocks)
        }
        return statement, (
            f"SELECT n.period, n.place, FALSE AS whole, {self._row(bits)} FROM ({standing}) AS n"
            " GROUP BY n.period, n.place"
        )

    def _bits(self, nth: str, block: int, fits: str) -> str:
        """Return the bits of the days of a block, from the numbers of days in their period."""
        first = block * DAYS_A_BLOCK
        within = [fits] if fits else []
        if self._layout.blocks > 1:
            within.append(f"{nth} BETWEEN {first} AND {first + DAYS_A_BLOCK - 1}")
        bit = self._dialect.bit(f"({nth} - {first})")
        return f"BIT_OR(CASE WHEN {' AND '.join(within)} THEN {bit} END)" if within else f"BIT_OR({bit})"

    def _standing(self, number: int) -> str:
        net = self._layout.told(self._net(number), dialect=self._dialect, of="g")
        return f"CASE WHEN {net} > 0 AND NOT h.several THEN 1 ELSE 0 END"

    def _net(self, number: int) -> Total:
        return self._layout.net(self._layout.plan.columns[number])

    def _row(self, told: dict[str, str]) -> str:
        """Return all columns of a cell: those that are told, and nothing for the others."""
        return ", ".join(
            f"CAST({told.get(column.name, 'NULL')} AS {column.sort}) AS {column.name}"
            for column in self._layout.columns
        )


def _looked_at(statement: Statement, lines: Lines, fits: Sequence[str]) -> str:
    """Return the condition of the lines that are looked at."""
    return " AND ".join([statement.sealed(), lines.only, *fits])
