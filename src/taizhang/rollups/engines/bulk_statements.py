"""The questions of a roll-up in SQL: cells from one scan of the lines, and what must be told apart one by one.

Tables: `place` (see `bulk_frame`), `period` (number, start, until), `calendar` (day, period, start), `known`
(unit), and the view `posting`. The trees are numbered: 0 is that of all days, p + 1 the one by which stocks are
held at the end of period p. `cell` holds, of a period and a place, the columns of a `Layout`; a cell is all its
rows put together, a row by itself where it is `whole`. `value` holds the weight of each source or value of
`Layout.apart`, by their number.
Every statement here is a SELECT: how its rows are kept, and how they come to the units above, is each engine's own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from taizhang.rollups.engines.bulk_cells import Cells
from taizhang.rollups.engines.bulk_dialects import BulkDialect
from taizhang.rollups.engines.bulk_layout import Layout, ToldApart
from taizhang.rollups.engines.bulk_lines import Lines, Source
from taizhang.rollups.engines.bulk_statement import Statement

_TELLS = {"unit": "CAST(p.unit AS STRING)", "day": "CAST(p.on_day AS STRING)", "kind": "p.kind"}


def own(
    dialect: BulkDialect, layout: Layout, source: Source, as_of: int | None
) -> Iterator[tuple[str, Statement, str]]:
    """Return the statements whose rows make up the own cells and values of places: table, bound values, text.

    Those of `cell` come first: one of `value` may read them.
    """
    for held in (False, True):
        if any(word.held == held for word in layout.totals.words):
            for statement, text in Cells(dialect, layout, source, as_of, held).statements():
                yield "cell", statement, text
    for held, of_tags in itertools.product((False, True), repeat=2):
        wanted = [
            each
            for each in layout.apart
            if not each.from_cells and (each.column.held, each.of_tags) == (held, of_tags)
        ]
        if wanted:
            statement = Statement(dialect, as_of)
            lines = source.held() if held else source.of_days(statement.bind)
            yield "value", statement, values(statement, wanted, lines, of_tags=of_tags)
    for each in layout.apart:
        if each.from_cells:
            yield "value", Statement(dialect, as_of), units_of_several_places(dialect, layout, each)


def unknown(statement: Statement) -> str:
    """Return the statement that tells units of lines that the tree does not know, at most five."""
    return (
        f"SELECT DISTINCT p.unit FROM posting AS p WHERE {statement.sealed()}"
        " AND NOT EXISTS (SELECT 1 FROM known AS k WHERE k.unit = p.unit) ORDER BY p.unit LIMIT 5"
    )


def values(statement: Statement, wanted: Sequence[ToldApart], lines: Lines, *, of_tags: bool) -> str:
    """Return the statement that adds up each source or value by itself, of columns of one tree, from one scan.

    `of_tags`: a line has several values, its tags.
    """
    rows, told, fitting = [], [], []
    for each in wanted:
        rows.append(f"({each.number}, {statement.bind(each.column.part.book)})")
        told.append(f"WHEN {each.number} THEN {_told(statement, each)}")
        fitting.append(f"WHEN {each.number} THEN {' AND '.join(statement.matches(each.column, lines))}")
    value = f"CASE k.number {' '.join(told)} END"
    each_value = statement.dialect.each(value) if of_tags else value
    found = (
        f"SELECT {lines.period} AS period, {lines.place} AS place, k.number AS number, {each_value} AS told, p.weight"
        f" FROM {lines.tables} JOIN (VALUES {', '.join(rows)}) AS k(number, book) ON k.book = p.book"
        f" WHERE {statement.sealed()} AND {lines.only} AND CASE k.number {' '.join(fitting)} END"
    )
    return (
        "SELECT period, place, number, told, CAST(SUM(weight) AS BIGINT) AS net"
        f" FROM ({found}) AS found GROUP BY period, place, number, told"
    )


def _told(statement: Statement, each: ToldApart) -> str:
    """Return the expression of what is told apart; of tags, a list."""
    if each.values is None:
        return "p.source"
    if each.of_tags:
        return statement.dialect.tags(statement.bind(each.values.prefix))
    return _TELLS[each.values.of]


def units_of_several_places(dialect: BulkDialect, layout: Layout, each: ToldApart) -> str:
    """Return the statement that tells apart the units which stand at a place, of those that have several places."""
    net = layout.told(layout.net(each.column), dialect=dialect, of="c")
    return (
        f"SELECT c.period, c.place, {each.number} AS number, CAST(h.unit AS STRING) AS told, CAST(1 AS BIGINT) AS net"
        f" FROM cell AS c JOIN place AS h ON h.number = c.place WHERE h.several AND {net} > 0"
    )
