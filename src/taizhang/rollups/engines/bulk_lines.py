"""Where the lines of a roll-up are taken from: the posting `p` with its period and its place, as FROM and WHERE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.kernel.period import Period
from taizhang.rollups.engines.sql_conditions import Bind

_PLACE_OF_DAY = (
    " JOIN place AS h ON h.tree = 0 AND h.unit = p.unit AND h.since <= p.on_day AND p.on_day < h.until"
)


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines with their place. `period`, `start` (its first day) and `place` are expressions; `only` a condition."""

    tables: str
    period: str
    start: str
    place: str
    only: str = "TRUE"


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of the view `posting`. `periods` are those asked for.

    `numbered`: `p.place` is the place of each line in the tree of all days, else it is looked up by unit and
    day. `within`: only the places from the first number to the last are asked about, None all.
    """

    periods: Sequence[Period]
    numbered: bool = False
    within: tuple[int, int] | None = None

    def of_days(self, bind: Bind) -> Lines:
        """Return the lines of the periods, each where its unit was on its day."""
        place, only, tables = "h.number", ["TRUE"], f"posting AS p{_PLACE_OF_DAY}"
        if self.numbered:
            place, tables = "p.place", "posting AS p"
            if self.within:
                only.append(f"p.place BETWEEN {bind(self.within[0])} AND {bind(self.within[1])}")
        if len(self.periods) != 1:
            tables = f"{tables} JOIN calendar AS q ON q.day = p.on_day"
            return Lines(tables, "q.period", "q.start", place, " AND ".join(only))
        # Of one period nothing needs to be looked up: its days are a condition.
        (period,) = self.periods
        start = bind(period.start)
        only += [f"p.on_day >= {start}", f"p.on_day < {bind(period.until)}"]
        return Lines(tables, "0", start, place, " AND ".join(only))

    def held(self) -> Lines:
        """Return the lines of all days up to the end of each period, where their units are on its last day."""
        return Lines(
            "posting AS p JOIN period AS q ON p.on_day < q.until"
            " JOIN place AS h ON h.tree = q.number + 1 AND h.unit = p.unit",
            "q.number",
            "q.start",
            "h.number",
        )
