"""What stops a roll-up by DuckDB is told in Chinese, with the remedy, and no figure is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.rollups.bulk import BulkPlan
from taizhang.rollups.dated_tree import DatedTree
from taizhang.rollups.engines.bulk_duckdb import DuckDbBulk
from taizhang.rollups.engines.rollup_stopped import RollupStopped
from taizhang.rollups.plan import Rule, Sum
from tests.rollups.bulk_rooms import BULK_ROOMS

LARGEST = 2**63 - 1


def asked(decimals: int) -> dict[str, object]:
    """Return a roll-up of minutes told with so many decimals."""
    rule = Rule("minutes", 1, "时长", "统计。", "分钟", Sum("minutes", decimals=decimals), "records")
    return {"plan": BulkPlan.of([rule]), "tree": DatedTree((1,)), "periods": [Period.year(2025)]}


def test_a_sum_that_does_not_fit_stops_the_roll_up() -> None:
    line = Posting(
        "records", "records:1", 1, 1, dt.date(2025, 3, 1), "lecture", measures={"minutes": LARGEST}
    )
    with BULK_ROOMS["duckdb"].holding([line]) as engine:
        (fits,) = engine.roll_up(**asked(decimals=2))
        with pytest.raises(RollupStopped, match=r"放不下.*更正那条记录"):
            list(engine.roll_up(**asked(decimals=20)))

    assert fits.values[0] == LARGEST


def test_a_file_that_is_no_parquet_is_told_with_its_remedy(tmp_path: Path) -> None:
    file = tmp_path / "2025.parquet"
    file.write_bytes(b"no parquet at all")

    with pytest.raises(RollupStopped, match="重新导出"):
        list(DuckDbBulk([file], scratch=tmp_path).roll_up(**asked(decimals=0)))


def test_too_little_memory_is_told_with_its_remedy(tmp_path: Path) -> None:
    line = Posting("records", "records:1", 1, 1, dt.date(2025, 3, 1), "lecture", measures={"minutes": 5})
    with BULK_ROOMS["duckdb"].holding([line]) as room:
        files = [Path(file) for file in room._files]
        with pytest.raises(RollupStopped, match=r"--memory"):
            list(DuckDbBulk(files, scratch=tmp_path, memory="1MB").roll_up(**asked(decimals=0)))
