"""PostgreSQL's analytics table: every standing line with the units above it written beside it, and a query a level.

So national health information systems do it. Lines that were taken back are left out when the table is made,
so a query need not weigh them; making the table is not timed.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb
import psycopg

from bench.figures.postgresql import postgresql
from bench.rollups.answers import Answers, come_to, quiet_duckdb
from bench.rollups.asked import COLUMNS, Export, plan
from taizhang.rollups.bulk import Column, columns_of
from taizhang.rollups.engines.sql_conditions import Bind, conditions
from taizhang.rollups.plan import Ratio, Rule, Sum

LEVELS = 6


class PostgreSqlWay:
    """The table `analytics`, without indexes: all of it is read for every level."""

    def __init__(self, export: Export) -> None:
        self._plan = plan()
        self._stack = ExitStack()
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="taizhang-bench-")))
        url, reason = self._stack.enter_context(postgresql(folder / "server"))
        if not url:
            raise RuntimeError(reason)
        self._file = folder / "told.csv"
        self._connection = self._stack.enter_context(psycopg.connect(url, autocommit=True))
        lines = folder / "lines.csv"
        _write_standing(export, lines)
        levels = ", ".join(f"l{level} bigint" for level in range(LEVELS))
        self._connection.execute(
            "CREATE TABLE analytics (unit bigint, on_day date, period int, kind text, tags text, book text,"
            f" people int, minutes int, copies int, {levels})"
        )
        copying = "COPY analytics FROM STDIN WITH (FORMAT csv)"
        with self._connection.cursor() as cursor, lines.open("rb") as file, cursor.copy(copying) as copy:
            while block := file.read(1 << 20):
                copy.write(block)
        self._connection.execute("VACUUM ANALYZE analytics")

    def run(self) -> None:
        """Tell every value of every level."""
        self._connection.execute("DROP TABLE IF EXISTS told")
        values = ", ".join(f"{_value(rule)} AS {rule.code}" for rule in self._plan.rules)
        told = " UNION ALL ".join(
            f"SELECT period, l{level} AS unit, {values} FROM analytics WHERE l{level} IS NOT NULL"
            f" GROUP BY period, l{level}"
            for level in range(LEVELS)
        )
        self._connection.execute(f"CREATE TABLE told AS {told}")

    def answers(self) -> Answers:
        """Return what the answers come to, and stop the server."""
        copying = "COPY told TO STDOUT WITH (FORMAT csv, HEADER)"
        with self._file.open("wb") as file, self._connection.cursor() as cursor, cursor.copy(copying) as copy:
            for block in copy:
                file.write(block)
        with duckdb.connect() as connection:
            connection.read_csv(str(self._file), header=True, all_varchar=True).create_view("told")
            answers = come_to(connection, "told", [rule.code for rule in self._plan.rules])
        self._stack.close()
        return answers


def _write_standing(export: Export, to: Path) -> None:
    """Write the lines that stand, each with the units that its place has above it, level by level."""
    levels = ", ".join(f"a{level}.unit AS l{level}" for level in range(LEVELS))
    joins = " ".join(
        f"LEFT JOIN place AS a{level} ON a{level}.number = c.c{level}" for level in range(LEVELS)
    )
    with quiet_duckdb() as connection:
        connection.execute(f"CREATE TABLE place AS SELECT * FROM read_parquet('{export.tree}')")
        connection.execute(_CHAINS)
        connection.read_parquet([str(file) for file in export.postings], hive_partitioning=False).create_view(
            "posting"
        )
        told = ", ".join(name for name in COLUMNS if name != "weight")
        standing = (
            f"SELECT unit, {told} FROM posting GROUP BY unit, source, revision, {told} HAVING sum(weight) > 0"
        )
        connection.execute(
            f"COPY (SELECT p.unit, on_day, month(on_day) - 1, kind, tags, book, people, minutes, copies, {levels}"
            f" FROM ({standing}) AS p JOIN chain AS c ON c.number = p.place {joins}) TO '{to}'"
            " (FORMAT csv, HEADER false, FORCE_QUOTE (kind, tags, book))"
        )


_CHAINS = """
    CREATE TABLE chain AS
    WITH RECURSIVE up(number, c0, c1, c2, c3, c4, c5) AS (
        SELECT number, number, NULL::INTEGER, NULL::INTEGER, NULL::INTEGER, NULL::INTEGER, NULL::INTEGER
        FROM place WHERE depth = 0
        UNION ALL
        SELECT p.number, up.c0, CASE WHEN p.depth = 1 THEN p.number ELSE up.c1 END,
            CASE WHEN p.depth = 2 THEN p.number ELSE up.c2 END, CASE WHEN p.depth = 3 THEN p.number ELSE up.c3 END,
            CASE WHEN p.depth = 4 THEN p.number ELSE up.c4 END, CASE WHEN p.depth = 5 THEN p.number ELSE up.c5 END
        FROM place AS p JOIN up ON p.above = up.number
    )
    SELECT * FROM up
"""


def _written(value: Any) -> str:
    """Return a text of the rules as PostgreSQL reads it."""
    return "'" + str(value).replace("'", "''") + "'"


def _holds(text: str, bind: Bind) -> str:
    return f"strpos(p.tags, {bind(text)}) > 0"


def _fits(column: Column) -> str:
    found = [f"p.book = {_written(column.part.book)}", *conditions(column.part, bind=_written, holds=_holds)]
    return " AND ".join(found).replace("p.", "")


def _count(column: Column) -> str:
    return f"count(*) FILTER (WHERE {_fits(column)})"


def _total(column: Column) -> str:
    fits = _fits(column)
    if isinstance(column.part.aggregate, Sum):
        return f"sum({column.part.aggregate.measure}) FILTER (WHERE {fits})"
    if column.values is None:
        return f"NULLIF({_count(column)}, 0)"
    told = {
        "unit": "unit",
        "day": "on_day",
        "tag": f"substring(tags FROM '\\|({column.values.prefix}[^|]*)\\|')",
    }[column.values.of]
    return f"NULLIF(count(DISTINCT {told}) FILTER (WHERE {fits}), 0)"


def _value(rule: Rule) -> str:
    totals = [_total(column) for column in columns_of(rule)]
    divide_by = [part.aggregate.divide_by if isinstance(part.aggregate, Sum) else 1 for part in rule.parts]
    scale = 10**rule.decimals
    if not isinstance(rule.aggregate, Ratio):
        return f"round({totals[0]}::numeric * {scale} / {divide_by[0]})::bigint"
    if not isinstance(rule.parts[0].aggregate, Sum):
        totals[0] = f"COALESCE({totals[0]}, 0)"
    scale *= 100 if rule.aggregate.percent else 1
    return f"round({totals[0]}::numeric * {scale * divide_by[1]} / (NULLIF({totals[1]}, 0) * {divide_by[0]}))::bigint"
