"""What a roll-up keeps of each period and place: the columns of the table `cell`, and what the table `value` tells apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.kernel.period import Period
from taizhang.rollups.bulk import BulkPlan, Column
from taizhang.rollups.engines.bulk_bounds import Bounds
from taizhang.rollups.engines.bulk_dialects import BulkDialect
from taizhang.rollups.engines.bulk_totals import Total, Totals, totals_of
from taizhang.rollups.plan import BOOKS, Distinct

DAYS_A_BLOCK = 62


@dataclass(frozen=True, slots=True)
class CellColumn:
    """A column of `cell`: its name, its type, and the aggregate that puts rows together."""

    name: str
    sort: str
    together: str


@dataclass(frozen=True, slots=True)
class ToldApart:
    """What of a column must be added up one by one: its sources, or the values that it counts.

    `from_cells`: a unit with several places, which stands once wherever it stands.
    """

    number: int
    name: str
    column: Column
    values: Distinct | None
    from_cells: bool = False

    @property
    def of_tags(self) -> bool:
        return self.values is not None and self.values.of == "tag"


@dataclass(frozen=True)
class Layout:
    """The columns of cells for a plan. `days` and `units` are the numbers of the columns that count those.

    In a book where one line of a source stands, each day of a period has a bit, `blocks` x 62 of them at
    most, and units with one place alone are summed up. All else is told apart.
    """

    plan: BulkPlan
    totals: Totals
    blocks: int
    days: tuple[int, ...]
    units: tuple[int, ...]
    apart: tuple[ToldApart, ...]
    columns: tuple[CellColumn, ...]

    @classmethod
    def of(cls, plan: BulkPlan, *, periods: Sequence[Period], bounds: Bounds, dialect: BulkDialect) -> Layout:
        """Return the layout for lines of these bounds."""
        totals = Totals.of(plan, bounds, parts=dialect.parts)
        longest = max(((period.until - period.start).days for period in periods), default=0)
        blocks = -(-longest // DAYS_A_BLOCK)
        days, units = _counted(plan, "day"), _counted(plan, "unit")
        words = [CellColumn(word.name, dialect.sort_of(word.bits), "SUM") for word in totals.words]
        bits = [
            CellColumn(day_name(number, block), "BIGINT", "BIT_OR")
            for number in days
            for block in range(blocks)
        ]
        standing = [CellColumn(f"u{number}", "BIGINT", "SUM") for number in units]
        return cls(plan, totals, blocks, days, units, _apart(plan, days), (*words, *bits, *standing))

    def net(self, column: Column) -> Total:
        """Return the total that tells the net weight of the lines of a column."""
        return totals_of(column)[0]

    def told(self, total: Total, *, dialect: BulkDialect, of: str) -> str:
        """Return the expression of a total in the cell `of`, whose numbers are not NULL."""
        digits = self.totals.digits[total]
        word = f"{of}.{digits.word}"
        if not self.totals.shares(total) or digits.bits is None:
            return word
        return f"CAST({dialect.digits(word, digits.shift, digits.bits)} AS {dialect.sort_of(digits.bits)})"


def day_name(number: int, block: int) -> str:
    """Return the name of the column of `cell` with a bit for each day of a block."""
    return f"d{number}_{block}"


def _counted(plan: BulkPlan, of: str) -> tuple[int, ...]:
    return tuple(
        number
        for number, column in enumerate(plan.columns)
        if column.values and column.values.of == of and BOOKS[column.part.book].stands_once
    )


def _apart(plan: BulkPlan, days: Sequence[int]) -> tuple[ToldApart, ...]:
    told: list[ToldApart] = []
    for number, column in enumerate(plan.columns):
        if column.by_source:
            told.append(ToldApart(len(told), f"s{number}", column, None))
        if column.values and number not in days:
            from_cells = column.values.of == "unit" and not column.by_source
            told.append(ToldApart(len(told), f"v{number}", column, column.values, from_cells))
    return tuple(told)
