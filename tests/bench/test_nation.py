"""The made-up journal of a country keeps the laws of a real one, in the layout of a real export."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import duckdb
import pytest
from bench.nation.divisions import PACKAGE, Division, divisions
from bench.nation.export import write_export
from bench.nation.tree import MERGED_ON, dated_tree, merged

from taizhang.rollups.exported.checking import faults_of_files
from tests.bench.nation_fixture import small_country

SIZE = 5000


def written(folder: Path, seed: int = 1, at_once: int = 3000) -> list[tuple[Any, ...]]:
    """Return the lines of an export by position, after its files were checked against its manifest."""
    country = small_country()
    places = dated_tree(country).places()
    manifest = write_export(folder, divisions=country, places=places, size=SIZE, at_once=at_once, seed=seed)
    assert faults_of_files(folder, manifest) == []
    files = [str(folder / segment.file) for segment in manifest.segments]
    with duckdb.connect() as connection:
        return connection.read_parquet(files, hive_partitioning=False).order("position").fetchall()


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The lines of a small country, by column."""
    names = [
        "place",
        "book",
        "source",
        "revision",
        "unit",
        "on_day",
        "kind",
        "tags",
        "people",
        "minutes",
        "copies",
        "points",
        "weight",
        "position",
    ]
    rows = written(tmp_path_factory.mktemp("nation") / "export")
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_every_position_has_one_line(lines: list[dict[str, Any]]) -> None:
    assert [line["position"] for line in lines] == list(range(1, SIZE + 1))


def test_a_line_taken_back_is_the_very_line_that_was_posted(lines: list[dict[str, Any]]) -> None:
    posted: dict[str, dict[str, Any]] = {}
    taken_back = 0
    for line in lines:
        if line["weight"] == -1:
            taken_back += 1
            before = posted.pop(line["source"])
            assert {**line, "weight": 1, "position": 0} == {**before, "position": 0}
        else:
            assert line["source"] not in posted
            posted[line["source"]] = line
    assert taken_back == SIZE // 50 - 20


def test_a_merged_village_posts_nothing_after_the_merger(lines: list[dict[str, Any]]) -> None:
    gone = merged(small_country())

    assert gone
    assert not [line for line in lines if line["unit"] in gone and line["on_day"] >= MERGED_ON]


def test_some_units_do_much_more_than_others_and_workdays_more_than_weekends(
    lines: list[dict[str, Any]],
) -> None:
    by_unit: dict[int, int] = {}
    for line in lines:
        by_unit[line["unit"]] = by_unit.get(line["unit"], 0) + 1
    counts = sorted(by_unit.values(), reverse=True)

    assert sum(counts[: len(counts) // 10]) > SIZE / 4
    assert sum(line["on_day"].weekday() >= 5 for line in lines) < SIZE / 7


def test_lines_follow_from_the_seed_alone_in_whatever_steps_they_are_written(tmp_path: Path) -> None:
    once = written(tmp_path / "once")

    assert written(tmp_path / "again", at_once=1000) == once
    assert written(tmp_path / "other", seed=2) != once


def test_divisions_whose_codes_stand_on_two_levels_are_numbered_in_preorder(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / f"{PACKAGE}.sqlite") as database:
        for table, above in (
            ("province", ""),
            ("city", "provinceCode"),
            ("area", "cityCode"),
            ("street", "areaCode"),
            ("village", "streetCode"),
        ):
            database.execute(f"CREATE TABLE {table} (code, name{f', {above}' if above else ''})")
        database.execute("INSERT INTO province VALUES ('44', '甲省')")
        database.execute("INSERT INTO city VALUES ('4419', '乙市', '44')")
        # A city without counties stands as its own county, and its streets twice.
        database.execute("INSERT INTO area VALUES ('441900', '乙市', '4419')")
        database.execute("INSERT INTO street VALUES ('441900003', '丁街道', '441900')")
        database.execute("INSERT INTO village VALUES ('441900003', '丁街道', '441900003')")
    database.close()

    assert divisions(tmp_path) == [
        Division(1, None, "NATION", "全国"),
        Division(2, 1, "PROVINCE", "甲省"),
        Division(3, 2, "CITY", "乙市"),
        Division(4, 3, "COUNTY", "乙市"),
        Division(5, 4, "STREET", "丁街道"),
        Division(6, 5, "VILLAGE", "丁街道"),
    ]
