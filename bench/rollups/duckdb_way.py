"""DuckDB: the raw scan that nothing can undercut, and the product's own engine with its own statements."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.rollups.answers import Answers, come_to, quiet_duckdb
from bench.rollups.asked import COLUMNS, MONTHS, Export, plan
from taizhang.rollups.engines import bulk_statements as sql
from taizhang.rollups.engines.bulk_dialects import DUCKDB
from taizhang.rollups.engines.bulk_duckdb import add_up

MEMORY = "6GB"
_TEXTS = ("book", "kind", "tags")


class Floor:
    """A scan of the nine columns: every value is looked at, none is told apart."""

    def __init__(self, export: Export) -> None:
        self._connection = quiet_duckdb()
        self._connection.read_parquet(
            [str(file) for file in export.postings], hive_partitioning=False
        ).create_view("posting")
        looks = [f"max({name})" if name in (*_TEXTS, "on_day") else f"sum({name})" for name in COLUMNS]
        self._query = f"SELECT {', '.join(looks)} FROM posting"

    def run(self) -> None:
        """Scan once."""
        self._connection.execute(self._query).fetchall()

    def answers(self) -> Answers:
        """A scan answers nothing."""
        return {}


class DuckDbWay:
    """The statements of `DuckDbBulk`; the places of the tree are loaded before, the answers stay in a table."""

    def __init__(self, export: Export) -> None:
        self._plan = plan()
        self._folder = tempfile.TemporaryDirectory(prefix="taizhang-bench-")
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": str(Path(self._folder.name) / "spilled"),
        }
        self._connection = quiet_duckdb(Path(self._folder.name) / "cells.duckdb", config=settings)
        self._connection.read_parquet(
            [str(file) for file in export.postings], hive_partitioning=False
        ).create_view("posting")
        places = f"read_parquet('{export.tree}')"
        self._depth = self._one(f"SELECT max(depth) FROM {places}")
        for statement in (
            "CREATE TABLE place AS SELECT CAST(number AS BIGINT) AS number, CAST(above AS BIGINT) AS above, depth,"
            f" unit, 0 AS tree, since, until FROM {places}",
            "CREATE TABLE period (number INTEGER, start DATE, until DATE)",
        ):
            self._connection.execute(statement)
        for number, month in enumerate(MONTHS):
            self._connection.execute(
                "INSERT INTO period VALUES (?, ?, ?)", [number, month.start, month.until]
            )
        self._connection.execute(
            "CREATE TABLE calendar AS SELECT CAST(unnest(range(start, until, INTERVAL 1 DAY)) AS DATE) AS day,"
            " number AS period FROM period"
        )

    def run(self) -> None:
        """Add up, climb, and work every value out."""
        for table in ("cell", "value", "told"):
            self._connection.execute(f"DROP TABLE IF EXISTS {table}")
        add_up(self._connection, self._plan, None, depth=self._depth)
        names = ", ".join(["period", "unit", *(rule.code for rule in self._plan.rules)])
        self._connection.execute(
            f"CREATE TABLE told({names}) AS {sql.answers(DUCKDB, self._plan, asked=False)}"
        )

    def answers(self) -> Answers:
        """Return what the answers come to, and remove the table."""
        answers = come_to(self._connection, "told", [rule.code for rule in self._plan.rules])
        self._connection.close()
        self._folder.cleanup()
        return answers

    def _one(self, statement: str) -> int:
        row = self._connection.execute(statement).fetchone()
        return int(row[0]) if row else 0
