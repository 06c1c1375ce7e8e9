"""One SQL statement over the postings of a frame: its conditions and the values bound to it."""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.rollups.engines.base import Frame
from taizhang.rollups.engines.spans import UnitDays, unit_days
from taizhang.rollups.engines.sql_conditions import BoundValues, conditions
from taizhang.rollups.engines.sql_dialects import Dialect, Spans
from taizhang.rollups.plan import Rule

SAMPLE = 16
"""So many stretches of days are a sample: enough that most kinds and days occur, few enough to read at once."""


class Query(BoundValues):
    """Binds values and gives the clauses in which they stand. `params` go with the statement.

    With `sampled` it looks at some SAMPLE of the frame's stretches of days, evenly taken. With `few_days`
    it tells the window beside each stretch, from which PostgreSQL sees how few lines there are.
    """

    def __init__(
        self, dialect: Dialect, frame: Frame, *, sampled: bool = False, few_days: bool = False
    ) -> None:
        self._dialect = dialect
        self._frame = frame
        self._sampled = sampled
        self._few_days = few_days
        super().__init__("%({})s")

    def lines(self, *parts: Rule) -> str:
        """Return FROM and WHERE of the postings `p` that match any of the parts, within the frame.

        All parts look at the same book and window.
        """
        spans = self.spans(parts[0])
        # CROSS JOIN keeps SQLite from turning the loops round: one index search for each span.
        tie = f"{spans.tie}{self._within(parts[0])}"
        return f"FROM {spans.table} CROSS JOIN journal_posting AS p WHERE {tie} AND {self.matching(*parts)}"

    def spans(self, part: Rule) -> Spans:
        """Return the units and days of the frame that a simple rule looks at."""
        days = stretches(self._frame, part)
        step = max(1, len(days) // SAMPLE) if self._sampled else 1
        return self._dialect.spans(days[::step], self.bind)

    def _within(self, part: Rule) -> str:
        start, until = self._frame.window(part)
        if not self._few_days or start is None:
            return ""
        return f" AND p.on_day >= {self.bind(start)} AND p.on_day < {self.bind(until)}"

    def matching(self, *parts: Rule) -> str:
        """Return the condition that the posting `p` matches any of the parts, units and days aside."""
        conditions = [f"p.book = {self.bind(parts[0].book)}"]
        if self._frame.as_of is not None:
            # A posting without a position fails this too: it is not sealed.
            conditions.append(f"p.position <= {self.bind(self._frame.as_of)}")
        shared, own = self.told_apart(parts)
        conditions.extend(shared)
        if all(own):
            conditions.append("(" + " OR ".join(dict.fromkeys(own)) + ")")
        return " AND ".join(conditions)

    def told_apart(self, parts: Sequence[Rule]) -> tuple[list[str], list[str]]:
        """Return the conditions that all parts share, and for each part the rest as one, "" for none."""
        each = [conditions(part, bind=self.bind, holds=self._dialect.holds) for part in parts]
        shared = [condition for condition in each[0] if all(condition in other for other in each)]
        rests = [[condition for condition in own if condition not in shared] for own in each]
        return shared, ["(" + " AND ".join(rest) + ")" if rest else "" for rest in rests]


def stretches(frame: Frame, part: Rule) -> list[UnitDays]:
    """Return the units and days of the frame that a simple rule looks at."""
    start, until = frame.window(part)
    return unit_days(frame.scope, start=start, until=until)
