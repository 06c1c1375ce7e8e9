"""Spark among the ways that are measured side by side: it tells the same figures."""

from __future__ import annotations

from pathlib import Path

from bench.nation.export import write_export
from bench.nation.tree import dated_tree
from bench.rollups.asked import Export
from bench.rollups.duckdb_way import DuckDbWay
from bench.rollups.spark_way import SparkWay

from tests.bench.nation_fixture import small_country


def test_spark_tells_the_figures_of_the_other_ways(tmp_path: Path, on_this_machine: None) -> None:
    country = small_country()
    folder = tmp_path / "export"
    write_export(folder, divisions=country, places=dated_tree(country).places(), size=20_000)
    told = {}
    for way in (DuckDbWay, SparkWay):
        prepared = way(Export.of(folder))
        prepared.run()
        if way is SparkWay:
            assert prepared.worked() > 0
        told[way] = prepared.answers()

    assert int(told[SparkWay]["records_total"][0]) > 1000
    assert told[SparkWay] == told[DuckDbWay]
