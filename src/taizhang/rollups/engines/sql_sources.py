"""The sources that a figure stands on, by SQL: all of them, or a page of the latest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from taizhang.kernel.period import Period
from taizhang.rollups.engines.base import Frame, SourceKey
from taizhang.rollups.engines.sql_columns import day_of
from taizhang.rollups.engines.sql_dialects import Dialect
from taizhang.rollups.engines.sql_lines import Ask
from taizhang.rollups.engines.sql_query import Query
from taizhang.rollups.plan import Rule, Stock

FIRST_DAYS, WIDER = 31, 3
"""A page is looked for in the last days first, then in three times as many, and so on."""


def every_source(
    parts: Sequence[Rule], frame: Frame, limit: int | None, *, dialect: Dialect, ask: Ask
) -> list[SourceKey]:
    """Return the sources that stand, each with its latest line, by day; the first `limit` of them."""
    query = Query(dialect, frame)
    keys = "p.source, p.revision, p.unit_id, p.on_day"
    standing = " UNION ".join(
        "SELECT source, revision, unit_id, on_day FROM"
        f" (SELECT {keys}, SUM(p.weight) AS net, SUM(SUM(p.weight)) OVER (PARTITION BY p.source) AS whole"
        f" {query.lines(part)} GROUP BY {keys}) AS by_line WHERE net > 0 AND whole > 0"
        for part in parts
    )
    latest = (
        "SELECT source, revision, unit_id, on_day, ROW_NUMBER() OVER"
        " (PARTITION BY source ORDER BY revision DESC, on_day DESC, unit_id DESC) AS recency"
        f" FROM ({standing}) AS standing"
    )
    rows = ask(
        f"SELECT source, revision, unit_id, on_day FROM ({latest}) AS latest WHERE recency = 1"
        f" ORDER BY on_day, source {dialect.text_order}"
        + ("" if limit is None else f" LIMIT {query.bind(limit)}"),
        query.params,
    )
    return [_key(row) for row in rows]


def latest_sources(
    parts: Sequence[Rule], frame: Frame, start: int, size: int, *, dialect: Dialect, ask: Ask
) -> list[SourceKey]:
    """Return a page of the sources that stand, the latest first, in a book whose sources stand once.

    A line is taken back on its own day and in its own unit, so the last days tell the latest sources
    whatever came before; and only the lines of the page are read whole.
    """
    found: list[SourceKey] = []
    for narrow in _ever_wider(parts, frame):
        query = Query(dialect, narrow, few_days=narrow is not frame)
        page = (
            f"SELECT p.id {query.lines(*parts)} AND p.weight = 1"
            f" AND p.id NOT IN ({_taken_back(query, parts, narrow)}) ORDER BY p.on_day DESC, p.id DESC"
            f" LIMIT {query.bind(size)} OFFSET {query.bind(start)}"
        )
        rows = ask(
            f"SELECT p.source, p.revision, p.unit_id, p.on_day FROM ({page}) AS page"
            " JOIN journal_posting AS p ON p.id = page.id ORDER BY p.on_day DESC, p.id DESC",
            query.params,
        )
        found = [_key(row) for row in rows]
        if len(found) == size:
            break
    return found


def _ever_wider(parts: Sequence[Rule], frame: Frame) -> Iterator[Frame]:
    """Yield the frame's last days, ever more of them, at the end the frame; a stock looks back for ever."""
    if not any(isinstance(part.aggregate, Stock) for part in parts):
        days, all_days = FIRST_DAYS, (frame.period.until - frame.period.start).days
        while days < all_days:
            since = frame.period.until - dt.timedelta(days=days)
            yield replace(frame, period=Period.range(since, frame.period.last_day))
            days *= WIDER
    yield frame


def _taken_back(query: Query, parts: Sequence[Rule], frame: Frame) -> str:
    """Return the lines of weight +1 that stand no longer, where a source has one standing line at most.

    It is the source's last line of weight +1, if the source stands at all. A reversal repeats the line
    that it takes back, so the sources to look at are those with a reversal among the lines.
    """
    sealed = "" if frame.as_of is None else f" AND {{}}.position <= {query.bind(frame.as_of)}"
    standing = (
        "SELECT CASE WHEN SUM(r.weight) > 0 THEN MAX(CASE WHEN r.weight = 1 THEN r.id END) END"
        f" FROM journal_posting AS r WHERE r.book = q.book AND r.source = q.source{sealed.format('r')}"
    )
    return (
        f"SELECT q.id FROM (SELECT DISTINCT p.book, p.source {query.lines(*parts)} AND p.weight = -1) AS back"
        " JOIN journal_posting AS q ON q.book = back.book AND q.source = back.source"
        f" WHERE q.weight = 1{sealed.format('q')} AND q.id <> COALESCE(({standing}), 0)"
    )


def _key(row: Sequence[Any]) -> SourceKey:
    source, revision, unit, day = row
    return SourceKey(source, revision, unit, day_of(day))
