"""A worker that dies in the middle of a roll-up: Spark does its share again, and the figures are right."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.rollups.bulk import BulkPlan
from taizhang.rollups.dated_tree import Belonging, DatedTree
from taizhang.rollups.engines import bulk_spark
from taizhang.rollups.engines.bulk_memory import MemoryBulk
from taizhang.rollups.engines.spark_session import SETTINGS, spark_session
from taizhang.rollups.packs import load_rules
from tests.rollups.bulk_rooms import written
from tests.spark.cluster import running_cluster

UNITS = 400
MONTHS = [Period.month(2025, month) for month in range(1, 13)]
RULES = ("lectures", "lecture_people", "active_days", "active_units")


def test_a_worker_that_is_killed_while_rows_come_takes_no_figure_with_it(
    tmp_path: Path, on_this_machine: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = tuple(Belonging(unit, 1 + unit // 21) for unit in range(2, UNITS + 1))
    tree = DatedTree(tuple(range(1, UNITS + 1)), below)
    lines = [
        Posting("records", f"records:{number}", 1, 1 + number % UNITS, dt.date(2025, 1 + number % 12, 5), "lecture", (), {"people": number})
        for number in range(6000)
    ]  # fmt: skip
    plan = BulkPlan.of([load_rules().rule(code=code) for code in RULES])
    expected = list(MemoryBulk(lines).roll_up(plan=plan, tree=tree, periods=MONTHS))
    # Many small shares, so that rows come while others are still to be worked out.
    monkeypatch.setattr(bulk_spark, "BYTES_A_SHARE", 1 << 14)
    monkeypatch.setitem(SETTINGS, "spark.sql.adaptive.coalescePartitions.enabled", "false")
    file = written(lines, tmp_path / "lines.parquet")

    with (
        running_cluster(tmp_path, workers=2) as cluster,
        spark_session(cluster.url, scratch=tmp_path, memory="1GB") as session,
    ):
        told = []
        engine = bulk_spark.SparkBulk([file], session=session, scratch=tmp_path)
        for figures in engine.roll_up(plan=plan, tree=tree, periods=MONTHS):
            told.append(figures)
            if len(told) == 100:
                cluster.kill(cluster.workers[0])

    assert told == expected
