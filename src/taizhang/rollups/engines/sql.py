"""Figures by SQL over the table journal_posting, in SQLite or PostgreSQL.

The engine is handed a cursor and knows no model. Values are always bound, never written into the
statement. It is right without an index, and fast with these:

    SQLite:      (book, unit_id, on_day, kind, weight, position, people, minutes, copies, points, tags)
                 (book, kind, unit_id, on_day, the same others)
    PostgreSQL:  (book, unit_id, on_day) INCLUDE (the same others)
                 (book, unit_id, kind, on_day) INCLUDE (the same others)
                 (book, kind)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Protocol

from taizhang.kernel.posting import MEASURES, Posting, measures_of, tags_of
from taizhang.rollups.engines.base import Engine, Frame, SourceKey
from taizhang.rollups.engines.sql_columns import day_of
from taizhang.rollups.engines.sql_dialects import DIALECTS
from taizhang.rollups.engines.sql_query import SAMPLE, Query, stretches
from taizhang.rollups.engines.sql_sources import every_source, latest_sources
from taizhang.rollups.engines.sql_standing_values import VALUE_COLUMN, standing_values
from taizhang.rollups.plan import BOOKS, Count, Distinct, Rule, Stock, Sum
from taizhang.rollups.tally import Tally

_MEASURES = ", ".join(f"p.{measure}" for measure in MEASURES)
_LINE = (
    f"p.book, p.source, p.revision, p.unit_id, p.on_day, p.kind, p.tags, {_MEASURES}, p.weight, p.position"
)


class Cursor(Protocol):
    """What is used of a Django cursor; it takes %(name)s placeholders on every database."""

    def execute(self, sql: str, params: dict[str, Any], /) -> Any: ...

    def fetchall(self) -> list[Any]: ...


class SqlEngine(Engine):
    """Figures over journal_posting. `dialect` is "sqlite" or "postgresql" (connection.vendor)."""

    def __init__(self, cursor: Cursor, *, dialect: str) -> None:
        self._cursor = cursor
        self._dialect = DIALECTS[dialect]

    def _tallies(self, parts: Sequence[Rule], frame: Frame) -> tuple[list[Tally], int]:
        if _weights_tell_sources(parts) and not any(_values_of(part) for part in parts):
            return self._one_scan(parts, frame)
        tallies = [self._tally(part, frame) for part in parts]
        return tallies, tallies[0].sources if len(parts) == 1 else self._sources(parts, frame)

    def _one_scan(self, parts: Sequence[Rule], frame: Frame) -> tuple[list[Tally], int]:
        """Return every tally from one scan, where the sum of weights is the number of sources."""
        query = Query(self._dialect, frame)
        sums: dict[str, None] = {"p.weight": None}
        wanted = []
        _, own = query.told_apart(parts)
        for part, condition in zip(parts, own, strict=True):
            # What all parts share stands in WHERE already.
            case = f"CASE WHEN {condition} THEN {{}} END" if condition else "{}"
            wanted.append((case.format(_addend(part)), case.format("p.weight")))
            sums |= dict.fromkeys(wanted[-1])
        row = self._row(query, f"SELECT {', '.join(map(_sum, sums))} {query.lines(*parts)}")
        number = dict(zip(sums, row, strict=True))
        tallies = [
            _tally(part, total=number[total], sources=number[weight])
            for part, (total, weight) in zip(parts, wanted, strict=True)
        ]
        return tallies, max(number["p.weight"], 0)

    def _each(self, parts: Sequence[Rule], frame: Frame) -> list[Tally]:
        """Return the tally of each part: those that look at the same kinds from one scan."""
        told: dict[Rule, Tally] = {}
        together: dict[object, list[Rule]] = {}
        for part in parts:
            if _values_of(part) is None:
                is_stock, once = isinstance(part.aggregate, Stock), _weights_tell_sources([part])
                together.setdefault((part.book, is_stock, once and part.where.kinds), []).append(part)
            else:
                told[part] = self._tally(part, frame)
        for alike in together.values():
            once = _weights_tell_sources(alike)
            tallies = self._one_scan(alike, frame)[0] if once else self._by_source(alike, frame)
            told.update(zip(alike, tallies, strict=True))
        return [told[part] for part in parts]

    def _tally(self, part: Rule, frame: Frame) -> Tally:
        """Return one tally, whatever the book."""
        distinct = _values_of(part)
        if distinct is not None:
            values, net = self._values(part, distinct, frame)
            known = _weights_tell_sources([part])
            return Tally(values, max(net, 0) if known else self._sources([part], frame))
        if _weights_tell_sources([part]):
            return self._one_scan([part], frame)[0][0]
        return self._by_source([part], frame)[0]

    def _by_source(self, parts: Sequence[Rule], frame: Frame) -> list[Tally]:
        """Return every tally from one scan that adds up each source by itself."""
        query = Query(self._dialect, frame)
        _, own = query.told_apart(parts)
        sums, told = [], []
        for number, (part, condition) in enumerate(zip(parts, own, strict=True)):
            case = f"CASE WHEN {condition} THEN {{}} END" if condition else "{}"
            sums.append(f"SUM({case.format(_addend(part))}) AS total_{number}")
            sums.append(f"SUM({case.format('p.weight')}) AS net_{number}")
            told += [_sum(f"total_{number}"), f"COUNT(CASE WHEN net_{number} > 0 THEN 1 END)"]
        row = self._row(
            query,
            f"SELECT {', '.join(told)} FROM"
            f" (SELECT {', '.join(sums)} {query.lines(*parts)} GROUP BY p.source) AS by_source",
        )
        return [
            _tally(part, total=row[2 * number], sources=row[2 * number + 1])
            for number, part in enumerate(parts)
        ]

    def _values(self, part: Rule, distinct: Distinct, frame: Frame) -> tuple[int, int]:
        """Return how many values stand, and the sum of all weights."""
        if distinct.of == "tag":
            return self._tags(part, distinct.prefix, frame)
        if (
            self._dear_to_group(distinct)
            and _weights_tell_sources([part])
            and len(stretches(frame, part)) > SAMPLE
        ):
            # Of such books the sum of weights is the number of sources.
            net = self._sources([part], frame)
            return standing_values(part, distinct, frame, dialect=self._dialect, ask=self._asked), net
        query = Query(self._dialect, frame)
        if distinct.of == "unit":
            by_value = _by_unit(query, part)
        else:
            by_value = f"SELECT SUM(p.weight) AS net {query.lines(part)} GROUP BY {VALUE_COLUMN[distinct.of]}"
        values, net = self._row(
            query, f"SELECT COUNT(CASE WHEN net > 0 THEN 1 END), {_sum('net')} FROM ({by_value}) AS by_value"
        )
        return values, net

    def _dear_to_group(self, distinct: Distinct) -> bool:
        """Return whether grouping every line would cost more than adding them up: texts hashed, lines sorted."""
        return distinct.of == "kind" or (distinct.of == "day" and self._dialect.sorts_groups)

    def _tags(self, part: Rule, prefix: str, frame: Frame) -> tuple[int, int]:
        """Return the same for tags. Few combinations of tags occur, so they are taken apart here."""
        query = Query(self._dialect, frame)
        net: Counter[str] = Counter()
        whole = 0
        for tags, weight in self._rows(
            query, f"SELECT p.tags, SUM(p.weight) {query.lines(part)} GROUP BY p.tags"
        ):
            whole += int(weight)
            for tag in tags_of(tags):
                if tag.startswith(prefix):
                    net[tag] += int(weight)
        return sum(weight > 0 for weight in net.values()), whole

    def _sources(self, parts: Sequence[Rule], frame: Frame) -> int:
        """Return how many sources stand under any of the parts."""
        query = Query(self._dialect, frame)
        if _weights_tell_sources(parts):
            (net,) = self._row(query, f"SELECT {_sum('p.weight')} {query.lines(*parts)}")
            return max(net, 0)
        standing = " UNION ".join(
            f"SELECT p.source {query.lines(part)} GROUP BY p.source HAVING SUM(p.weight) > 0"
            for part in parts
        )
        (count,) = self._row(query, f"SELECT COUNT(*) FROM ({standing}) AS standing")
        return count

    def _standing(self, parts: Sequence[Rule], frame: Frame, limit: int | None) -> list[SourceKey]:
        return every_source(parts, frame, limit, dialect=self._dialect, ask=self._asked)

    def _latest(self, parts: Sequence[Rule], frame: Frame, start: int, size: int) -> list[SourceKey]:
        if not _weights_tell_sources(parts):
            return super()._latest(parts, frame, start, size)
        return latest_sources(parts, frame, start, size, dialect=self._dialect, ask=self._asked)

    def _later(self, parts: Sequence[Rule], frame: Frame, after: int) -> list[Posting]:
        query = Query(self._dialect, frame)
        past = query.bind(after)
        found = " UNION ".join(
            f"SELECT p.id, {_LINE} {query.lines(part)} AND (p.position > {past} OR p.position IS NULL)"
            for part in parts
        )
        rows = self._rows(query, f"SELECT * FROM ({found}) AS found ORDER BY position IS NULL, position, id")
        return [_posting(row[1:]) for row in rows]

    def _rows(self, query: Query, sql: str) -> list[Any]:
        return self._asked(sql, query.params)

    def _asked(self, sql: str, params: dict[str, Any]) -> list[Any]:
        self._cursor.execute(sql, params)
        return self._cursor.fetchall()

    def _row(self, query: Query, sql: str) -> list[int]:
        """Return the one row of numbers; PostgreSQL tells the sum of a bigint as a decimal."""
        (row,) = self._rows(query, sql)
        return [int(number) for number in row]


def _weights_tell_sources(parts: Sequence[Rule]) -> bool:
    """Return whether the sum of weights over the lines of all parts is the number of their sources."""
    same_lines = len({(part.book, isinstance(part.aggregate, Stock)) for part in parts}) == 1
    return same_lines and BOOKS[parts[0].book].stands_once


def _values_of(part: Rule) -> Distinct | None:
    """Return what values the rule counts; distinct sources are what count counts."""
    distinct = part.aggregate
    return distinct if isinstance(distinct, Distinct) and distinct.of != "source" else None


def _by_unit(query: Query, part: Rule) -> str:
    """Return the sum of weights of each unit: added up span by span, so that no line is sorted."""
    spans = query.spans(part)
    return (
        "SELECT SUM(net) AS net FROM"
        f" (SELECT {spans.unit} AS unit_id, (SELECT SUM(p.weight) FROM journal_posting AS p"
        f" WHERE {spans.tie} AND {query.matching(part)}) AS net FROM {spans.table}) AS by_span GROUP BY unit_id"
    )


def _addend(part: Rule) -> str:
    measure = part.aggregate.measure if isinstance(part.aggregate, Sum) else None
    return f"p.weight * p.{measure}" if measure else "p.weight"


def _sum(expression: str) -> str:
    return f"COALESCE(SUM({expression}), 0)"


def _tally(part: Rule, *, total: int, sources: int) -> Tally:
    counts_sources = isinstance(part.aggregate, Count | Distinct)
    sources = max(sources, 0)
    return Tally(sources if counts_sources else total, sources)


def _posting(row: Sequence[Any]) -> Posting:
    book, source, revision, unit, on, kind, tags, *rest = row
    *amounts, weight, position = rest
    known = measures_of(amounts)
    return Posting(book, source, revision, unit, day_of(on), kind, tags_of(tags), known, weight, position)
