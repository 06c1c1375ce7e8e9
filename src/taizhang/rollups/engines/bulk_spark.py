"""Roll-ups by Spark over postings in Parquet files, on as many machines as the cluster has.

The statements are those of DuckDB in Spark's words. Cells do not climb level by level, which would send
all of them round once a level: each is told at once to every place above it, by the table `lineage`. What
lines are rolled up by (places, periods, units) is written beside them as Parquet, so the files of the
export and the folder `scratch` must have one path on every machine of the cluster.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import duckdb
from pyspark.sql import DataFrame, SparkSession

from taizhang.kernel.period import Period
from taizhang.rollups.bulk import BulkEngine, BulkPlan, UnitFigures, UnknownUnit
from taizhang.rollups.dated_tree import DatedTree
from taizhang.rollups.engines import bulk_statements as sql
from taizhang.rollups.engines.bulk_answers import answers
from taizhang.rollups.engines.bulk_bounds import Bounds, bounds_of
from taizhang.rollups.engines.bulk_dialects import SPARK
from taizhang.rollups.engines.bulk_frame import figures_in, make_frame
from taizhang.rollups.engines.bulk_layout import Layout
from taizhang.rollups.engines.bulk_lines import Source
from taizhang.rollups.engines.bulk_statement import Statement
from taizhang.rollups.engines.duckdb_refusals import exports_told, told_in_chinese
from taizhang.rollups.engines.spark_refusals import spark_told_in_chinese

LINE_COLUMNS = (
    "book STRING, source STRING, unit BIGINT, on_day DATE, kind STRING, tags STRING, people BIGINT,"
    " minutes BIGINT, copies BIGINT, points BIGINT, weight TINYINT, position BIGINT"
)
"""The columns of a line that rules look at. Told in advance, so that no file is opened to learn them."""

FRAME = {
    "place": "number INT, above INT, depth INT, unit BIGINT, tree INT, since DATE, until DATE, several BOOLEAN",
    "lineage": "number INT, unit BIGINT",
    "known": "unit BIGINT",
    "period": "number INT, start DATE, until DATE",
    "calendar": "day DATE, period INT, start DATE",
    "asked": "unit BIGINT",
}

LINEAGE = """
CREATE TABLE lineage AS
WITH RECURSIVE climbed(number, reached) AS (
    SELECT number, number FROM place
    UNION ALL
    SELECT c.number, p.above FROM climbed AS c JOIN place AS p ON p.number = c.reached WHERE p.above IS NOT NULL
)
SELECT c.number, p.unit FROM climbed AS c JOIN place AS p ON p.number = c.reached
"""
"""The units that the lines of each place count for: its own, and that of each place above it."""

BYTES_A_SHARE = 8 << 20
MOST_SHARES = 2000
BYTES_A_VALUE = 32


class SparkBulk(BulkEngine):
    """Roll-ups over Parquet files in a session of Spark. `scratch` is a folder that its workers reach as well."""

    def __init__(
        self, files: Sequence[Path], *, session: SparkSession, scratch: Path, memory: str = "1GB"
    ) -> None:
        self._files = tuple(files)
        self._session = session
        self._scratch = scratch
        self._memory = memory

    def roll_up(
        self,
        *,
        plan: BulkPlan,
        tree: DatedTree,
        periods: Sequence[Period],
        as_of: int | None = None,
        units: Collection[int] | None = None,
    ) -> Iterator[UnitFigures]:
        """See `BulkEngine.roll_up`."""
        if not self._files:
            return
        with (
            spark_told_in_chinese(),
            told_in_chinese(),
            tempfile.TemporaryDirectory(dir=self._scratch) as name,
        ):
            folder = Path(name)
            # Workers may run as another user than whoever asks.
            folder.chmod(0o755)
            tables, bounds = self._frame(folder, plan, tree, periods, units)
            # Its own names of tables and settings; machines and memory are shared.
            session = self._session.newSession()
            view_of_files(session, "posting", LINE_COLUMNS, self._files)
            for table, file in tables.items():
                view_of_files(session, table, FRAME[table], [file])
            count = len(tree.units if units is None else units) * len(periods) * len(plan.rules)
            shares = _shares(self._files, count * BYTES_A_VALUE)
            session.conf.set("spark.sql.shuffle.partitions", shares)
            # In one share there is nothing to adapt; each thing to be looked at would be a job of its own.
            session.conf.set("spark.sql.adaptive.enabled", shares > 1)
            _check_known(session, as_of)
            layout = Layout.of(plan, periods=periods, bounds=bounds, dialect=SPARK)
            add_up(session, layout, Source(periods), None if bounds.counts_all(as_of) else as_of)
            found = session.sql(answers(SPARK, layout, asked=units is not None))
            # One share of the rows after another: all of them need not fit here.
            yield from figures_in(found.toLocalIterator(), plan=plan, periods=periods)

    def _frame(
        self,
        folder: Path,
        plan: BulkPlan,
        tree: DatedTree,
        periods: Sequence[Period],
        units: Collection[int] | None,
    ) -> tuple[dict[str, Path], Bounds]:
        """Write what lines are rolled up by; return the file of each table, and the bounds of the lines."""
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": self._memory,
            "temp_directory": str(folder / "spilled"),
        }
        tables = [name for name in FRAME if name != "asked" or units is not None]
        with duckdb.connect(str(folder / "frame.duckdb"), config=settings) as connection:
            make_frame(
                connection,
                folder=folder,
                plan=plan,
                tree=tree,
                by_day=tree.places(),
                periods=periods,
                units=units,
            )
            connection.execute(LINEAGE)
            for table in tables:
                connection.table(table).write_parquet(str(folder / f"{table}.parquet"))
            with exports_told():
                bounds = bounds_of(connection, [str(file) for file in self._files])
        return {table: folder / f"{table}.parquet" for table in tables}, bounds


def view_of_files(session: SparkSession, name: str, columns: str, files: Sequence[Path]) -> None:
    """Make a view of files, at the very paths given: no character of them stands for others."""
    reader = session.read.schema(columns).option("__globPaths__", "false").option("recursiveFileLookup", True)
    reader.parquet(*(f"file:{file.absolute()}" for file in files)).createOrReplaceTempView(name)


def _shares(files: Sequence[Path], answers: int) -> int:
    """Return in how many shares rows are sent round: small ones, for the memory of whoever takes one."""
    size = max(answers, sum(file.stat().st_size for file in files))
    return min(max(size // BYTES_A_SHARE, 1), MOST_SHARES)


def _check_known(session: SparkSession, as_of: int | None) -> None:
    statement = Statement(SPARK, as_of)
    unknown = [row[0] for row in session.sql(sql.unknown(statement), statement.params).collect()]
    if unknown:
        raise UnknownUnit(f"not in the tree: {unknown}")


def add_up(session: SparkSession, layout: Layout, source: Source, as_of: int | None) -> None:
    """Make the views of the cells and values of each place's own lines; they are worked out when asked."""
    found: dict[str, DataFrame] = {}
    for table, statement, text in sql.own(SPARK, layout, source, as_of):
        rows = session.sql(text, statement.params)
        found[table] = found[table].unionAll(rows) if table in found else rows
        # At once: what comes later may read it.
        found[table].createOrReplaceTempView(table)
