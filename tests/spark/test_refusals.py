"""What stops a roll-up by Spark is told in Chinese, with the remedy, and no figure is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.rollups.bulk import BulkPlan
from taizhang.rollups.dated_tree import DatedTree
from taizhang.rollups.engines.bulk_spark import SparkBulk
from taizhang.rollups.engines.rollup_stopped import RollupStopped
from taizhang.rollups.engines.spark_refusals import spark_told_in_chinese
from taizhang.rollups.plan import Rule, Sum
from tests.rollups.bulk_rooms import written
from tests.spark.conftest import SparkRoom

LINE = Posting("records", "records:1", 1, 1, dt.date(2025, 3, 1), "lecture", measures={"minutes": 2**63 - 1})


def asked(decimals: int) -> dict[str, object]:
    """Return a roll-up of minutes told with so many decimals."""
    rule = Rule("minutes", 1, "时长", "统计。", "分钟", Sum("minutes", decimals=decimals), "records")
    return {"plan": BulkPlan.of([rule]), "tree": DatedTree((1,)), "periods": [Period.year(2025)]}


def test_a_sum_that_does_not_fit_stops_the_roll_up(room: SparkRoom) -> None:
    with room.holding([LINE]) as engine:
        (fits,) = engine.roll_up(**asked(decimals=2))
        with pytest.raises(RollupStopped, match=r"放不下.*更正那条记录"):
            list(engine.roll_up(**asked(decimals=20)))

    assert fits.values[0] == LINE.measures["minutes"]


def test_a_file_that_is_no_parquet_is_told_with_its_remedy(session: SparkSession, tmp_path: Path) -> None:
    file = tmp_path / "2025.parquet"
    file.write_bytes(b"no parquet at all, but as long as one")

    with pytest.raises(RollupStopped, match="重新导出"):
        list(SparkBulk([file], session=session, scratch=tmp_path).roll_up(**asked(decimals=0)))


def test_files_that_a_worker_does_not_find_are_told_with_where_they_must_lie(
    session: SparkSession, tmp_path: Path
) -> None:
    file = written([LINE], tmp_path / "lines.parquet")
    listed = session.read.schema("unit BIGINT").parquet(f"file:{file}")
    file.unlink()

    with pytest.raises(RollupStopped, match="每台机器上路径相同"), spark_told_in_chinese():
        listed.collect()
