"""A statement of a roll-up while it is written: the values bound in it, and the conditions that lines match."""

from __future__ import annotations

from taizhang.rollups.bulk import Column
from taizhang.rollups.engines.bulk_dialects import BulkDialect
from taizhang.rollups.engines.bulk_lines import Lines
from taizhang.rollups.engines.sql_conditions import Bind, BoundValues, conditions
from taizhang.rollups.plan import Stock


class Statement(BoundValues):
    """Binds values and gives the conditions in which they stand. `as_of` is None where every line counts."""

    def __init__(self, dialect: BulkDialect, as_of: int | None) -> None:
        self.dialect = dialect
        self._as_of = as_of
        super().__init__(dialect.mark)

    def sealed(self) -> str:
        """Return the condition that a line counts at the position asked for."""
        # A posting without a position fails this too: it is not sealed.
        return "TRUE" if self._as_of is None else f"p.position <= {self.bind(self._as_of)}"

    def matches(self, column: Column, lines: Lines) -> list[str]:
        """Return the conditions that the line `p` matches a column."""
        found = [f"p.book = {self.bind(column.part.book)}"]
        found += conditions(column.part, bind=self.bind, holds=_holds)
        if column.held and not isinstance(column.part.aggregate, Stock):
            found.append(f"p.on_day >= {lines.start}")
        return found


def _holds(text: str, bind: Bind) -> str:
    return f"contains(p.tags, {bind(text)})"
