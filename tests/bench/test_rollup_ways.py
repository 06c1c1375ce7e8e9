"""The ways that are measured side by side tell the same figures, over a small country of the same shape."""

from __future__ import annotations

from pathlib import Path

from bench.nation.export import write_export
from bench.nation.tree import dated_tree
from bench.rollups.asked import Export, plan
from bench.rollups.dense_way import DenseWay
from bench.rollups.duckdb_way import DuckDbWay
from bench.rollups.polars_way import PolarsWay
from bench.rollups.postgresql_way import PostgreSqlWay

from taizhang.rollups.dense.layout import takes
from tests.bench.nation_fixture import small_country


def test_thirty_rules_are_asked_and_the_dense_engine_takes_them_all() -> None:
    assert len(plan().rules) == 30
    assert all(map(takes, plan().rules))


def test_every_way_tells_the_same_figures(tmp_path: Path) -> None:
    country = small_country()
    folder = tmp_path / "export"
    write_export(folder, divisions=country, places=dated_tree(country).places(), size=20_000)
    told = {}
    for way in (DenseWay, DuckDbWay, PolarsWay, PostgreSqlWay):
        prepared = way(Export.of(folder))
        prepared.run()
        told[way] = prepared.answers()

    assert int(told[DenseWay]["records_total"][0]) > 1000
    assert told[DuckDbWay] == told[DenseWay]
    assert told[PolarsWay] == told[DenseWay]
    assert told[PostgreSqlWay] == told[DenseWay]
