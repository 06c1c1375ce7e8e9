"""The product's Spark engine on this machine's cores, with its own statements; the places of the tree are loaded before."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from bench.rollups.answers import Answers, come_to, quiet_duckdb
from bench.rollups.asked import MONTHS, Export, plan
from taizhang.rollups.engines.bulk_answers import answers
from taizhang.rollups.engines.bulk_bounds import bounds_of
from taizhang.rollups.engines.bulk_dialects import SPARK
from taizhang.rollups.engines.bulk_frame import load_periods, load_places
from taizhang.rollups.engines.bulk_layout import Layout
from taizhang.rollups.engines.bulk_lines import Source
from taizhang.rollups.engines.bulk_spark import FRAME, LINE_COLUMNS, LINEAGE, add_up, view_of_files
from taizhang.rollups.engines.spark_session import spark_session

MEMORY = "6GB"
TABLES = ("place", "lineage", "period", "calendar")
SHARES = 16


class SparkWay:
    """Cells told to every place above them, and the value of every rule, written as Parquet."""

    def __init__(self, export: Export) -> None:
        self._plan = plan()
        self._folder = tempfile.TemporaryDirectory(prefix="taizhang-bench-")
        folder = Path(self._folder.name)
        self._told = folder / "told"
        self._begun = spark_session("local[*]", scratch=folder, memory=MEMORY)
        self._session = self._begun.__enter__()
        with quiet_duckdb() as connection:
            load_places(connection, f"(SELECT *, 0 AS tree FROM read_parquet('{export.tree}'))")
            connection.execute(LINEAGE)
            load_periods(connection, MONTHS)
            self._bounds = bounds_of(connection, [str(file) for file in export.postings])
            for table in TABLES:
                connection.table(table).write_parquet(str(folder / f"{table}.parquet"))
        for table in TABLES:
            view_of_files(self._session, table, FRAME[table], [folder / f"{table}.parquet"])
        view_of_files(self._session, "posting", LINE_COLUMNS, export.postings)
        self._session.conf.set("spark.sql.shuffle.partitions", SHARES)

    def run(self) -> None:
        """Add up and work every value out."""
        shutil.rmtree(self._told, ignore_errors=True)
        layout = Layout.of(self._plan, periods=MONTHS, bounds=self._bounds, dialect=SPARK)
        add_up(self._session, layout, Source(MONTHS), None)
        found = self._session.sql(answers(SPARK, layout, asked=False))
        names = ("period", "unit", *(rule.code for rule in self._plan.rules))
        found.toDF(*names).write.parquet(f"file:{self._told}")

    def worked(self) -> float:
        """Return how many seconds the processors have worked for Spark: it is a process of its own."""
        pid = self._session.sparkContext._gateway.proc.pid
        # Behind the name in brackets: the 12th and 13th are the ticks of its own and of the kernel's for it.
        told = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def answers(self) -> Answers:
        """Return what the answers come to, and end Spark."""
        with quiet_duckdb() as connection:
            connection.read_parquet(str(self._told / "*.parquet")).create_view("told")
            answers = come_to(connection, "told", [rule.code for rule in self._plan.rules])
        self._begun.__exit__(None, None, None)
        self._folder.cleanup()
        return answers
