"""A scope: which units count, and on which days each of them belongs."""

from __future__ import annotations

import datetime as dt

from taizhang.kernel.plain_data import plain_data


@plain_data
class Span:
    """One unit's stay in a scope: every day from `start` up to, not including, `until`.

    None is open: since ever, or until further notice.
    """

    unit: int
    start: dt.date | None = None
    until: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        """Return whether the unit belongs on that day."""
        return (self.start is None or self.start <= day) and (self.until is None or day < self.until)


@plain_data
class Scope:
    """A unit and its subtree by the tree of each day.

    A posting counts when a span of its unit covers the posting's day; a unit may have several
    spans (it left and came back) and they do not overlap.
    """

    root: int
    name: str
    spans: tuple[Span, ...]

    def covers(self, unit: int, day: dt.date) -> bool:
        """Return whether a posting of that unit on that day counts here."""
        return any(span.unit == unit and span.covers(day) for span in self.spans)

    def within(self, *, start: dt.date, until: dt.date) -> Scope:
        """Return what of the scope lies in [start, until), under the same name.

        A unit that belongs on every day of them has an open span.
        """
        spans = (
            Span(
                span.unit,
                None if span.start is None or span.start <= start else span.start,
                None if span.until is None or span.until >= until else span.until,
            )
            for span in self.spans
            if (span.start is None or span.start < until) and (span.until is None or span.until > start)
        )
        return Scope(self.root, self.name, tuple(spans))

    def stays(self) -> dict[int, list[Span]]:
        """Return the spans of each unit: for whoever asks of many postings."""
        found: dict[int, list[Span]] = {}
        for span in self.spans:
            found.setdefault(span.unit, []).append(span)
        return found
