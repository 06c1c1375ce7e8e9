"""DuckDB: the raw scan that nothing can undercut, and the product's own engine with its own statements."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.rollups.answers import Answers, come_to, quiet_duckdb
from bench.rollups.asked import COLUMNS, MONTHS, Export, plan
from taizhang.kernel.period import Period
from taizhang.rollups.bulk import BulkPlan
from taizhang.rollups.engines.bulk_answers import answers
from taizhang.rollups.engines.bulk_bounds import bounds_of
from taizhang.rollups.engines.bulk_dialects import DUCKDB
from taizhang.rollups.engines.bulk_duckdb import add_up
from taizhang.rollups.engines.bulk_frame import load_periods, load_places
from taizhang.rollups.engines.bulk_layout import Layout
from taizhang.rollups.engines.bulk_lines import Source

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

    def __init__(
        self, export: Export, *, asked: BulkPlan | None = None, periods: Sequence[Period] = MONTHS
    ) -> None:
        """`asked` are other rules than the thirty, `periods` others than the months."""
        self._plan, self._periods = asked or plan(), periods
        self._folder = tempfile.TemporaryDirectory(prefix="taizhang-bench-")
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": str(Path(self._folder.name) / "spilled"),
        }
        self._connection = quiet_duckdb(Path(self._folder.name) / "cells.duckdb", config=settings)
        self._files = [str(file) for file in export.postings]
        self._connection.read_parquet(self._files, hive_partitioning=False).create_view("posting")
        tree = f"(SELECT *, 0 AS tree FROM read_parquet('{export.tree}'))"
        load_places(self._connection, tree)
        load_periods(self._connection, periods)
        self._depth = self.one("SELECT max(depth) FROM place")

    def run(self) -> None:
        """Add up, climb, and work every value out."""
        bounds = bounds_of(self._connection, self._files)
        layout = Layout.of(self._plan, periods=self._periods, bounds=bounds, dialect=DUCKDB)
        add_up(self._connection, layout, Source(self._periods, numbered=True), None, depth=self._depth)
        names = ", ".join(["period", "unit", *(rule.code for rule in self._plan.rules)])
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE told({names}) AS"
            f" {answers(DUCKDB, layout, asked=False, ordered=False)}"
        )

    def answers(self) -> Answers:
        """Return what the answers come to, and remove the table."""
        answers = come_to(self._connection, "told", [rule.code for rule in self._plan.rules])
        self._connection.close()
        self._folder.cleanup()
        return answers

    def one(self, query: str) -> int:
        """Return the number that a query tells."""
        row = self._connection.execute(query).fetchone()
        return int(row[0]) if row else 0
