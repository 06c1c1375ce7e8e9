"""What stops a roll-up by Spark is told in Chinese, with the remedy, and no figure is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.reporting.unit_rollup.order import RollupRefused
from taizhang.reporting.unit_rollup.spark import ON_THIS_MACHINE, check_spark, spark_over
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


def test_without_java_nothing_begins_and_the_remedy_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(RollupRefused, match=r"没有找到 Java.*请安装 Java 17"):
        check_spark(ON_THIS_MACHINE)


def test_a_java_that_is_too_old_is_named_with_its_version(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "bin" / "java"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    old.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    with pytest.raises(RollupRefused, match=r"是 Java 11，Spark 要 17 以上"):
        check_spark(ON_THIS_MACHINE)


@pytest.mark.parametrize("url", ["yarn", "spark://", "spark://master", "http://master:7077", "local[0]"])
def test_an_address_that_is_none_is_refused_with_how_one_is_written(url: str) -> None:
    with pytest.raises(RollupRefused, match=r"spark://主机:7077"):
        check_spark(url)


def test_memory_too_little_for_java_is_refused_with_how_much_it_takes(tmp_path: Path) -> None:
    with (
        pytest.raises(RollupRefused, match="512MB"),
        spark_over([], url=ON_THIS_MACHINE, scratch=tmp_path, memory="256MB"),
    ):
        pass
