"""A table of units: its header found, its columns known by name, its rows told apart from remarks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from taizhang.reading.division.row import DivisionFileRefused, UnitRow

HEADER_WITHIN = 10
"""The header is among the first ten rows that hold anything; title lines may stand above it."""

_ALIASES = {
    "name": "名称 单位名称 机构名称 单位 行政区划名称 区划名称 全称 name",
    "code": "代码 区划代码 行政区划代码 单位代码 编码 单位编码 区划编码 统计用区划代码 12位代码 code",
    "level": "级别 单位级别 行政级别 层级 单位层级 类别 level",
    "parent_code": "上级代码 上级区划代码 上级单位代码 隶属单位代码 上级编码 上级行政区划代码 parentcode",
    "parent": "上级 隶属单位 上级单位 上级名称 上级单位名称 隶属 所属单位 隶属单位名称 所属街道 所属乡镇 parent",
    "valid_from": "生效日期 成立日期 设立日期 变动日期 变更日期 启用日期 起始日期 validfrom",
    "streetcode": "streetcode",
    "areacode": "areacode",
    "citycode": "citycode",
    "provincecode": "provincecode",
}
FIELD_OF_HEADER = {alias: field for field, aliases in _ALIASES.items() for alias in aliases.split()}

_PARENT_FIELDS = ("parent_code", "parent", "streetcode", "areacode", "citycode", "provincecode")
_REMARK = re.compile(r"(?:说明|备注|注|填报|填表|制表|审核|联系|合计|总计|小计|共计)")


class NoHeader(DivisionFileRefused):
    """No line names the columns."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line of a table: its number as the user sees it, its cells as text."""

    row: int
    cells: Sequence[str]


def read_table(lines: Iterable[TableLine], *, file: str, source: str = "") -> list[UnitRow]:
    """Return the units of a table; lines without any cell and remarks below the table are left out.

    `file` names the table in a refusal.
    Raises:  NoHeader without a column 名称, DivisionFileRefused with nothing below it.
    """
    waiting = iter([line for line in lines if any(cell.strip() for cell in line.cells)])
    columns = _header(waiting, file=file)
    rows = [_row(line, columns, source) for line in waiting if not _is_remark(line)]
    # A header that is printed again on each page, or a second header row under merged cells.
    rows = [row for row in rows if FIELD_OF_HEADER.get(_folded(row.name)) != "name"]
    if not rows:
        raise DivisionFileRefused(f"{file}的表头下面没有单位，请填写后再导入。")
    return rows


def _header(lines: Iterable[TableLine], *, file: str) -> dict[str, int]:
    first: list[str] = []
    for count, line in enumerate(lines):
        if count == HEADER_WITHIN:
            break
        fields = [FIELD_OF_HEADER.get(_folded(cell), "") for cell in line.cells]
        known = [field for field in fields if field]
        if "name" in known and (len(known) > 1 or len([cell for cell in line.cells if cell.strip()]) == 1):
            _refuse_twins(line, fields, file=file)
            return {field: at for at, field in enumerate(fields) if field}
        first = first or [cell.strip() for cell in line.cells if cell.strip()]
    seen = f"（第一行是：{'、'.join(first[:8])}）" if first else ""
    raise NoHeader(
        f"{file}里找不到表头{seen}。请在表格上方写明列名：名称、代码、级别、上级，还可以有生效日期。"
    )


def _refuse_twins(line: TableLine, fields: list[str], *, file: str) -> None:
    for field in filter(None, fields):
        twins = [cell.strip() for cell, each in zip(line.cells, fields, strict=True) if each == field]
        if len(twins) > 1:
            raise DivisionFileRefused(
                f"{file}第{line.row}行的表头里“{'、'.join(twins)}”说的是同一件事，请只留一列。"
            )


def _row(line: TableLine, columns: dict[str, int], source: str) -> UnitRow:
    def cell(field: str) -> str:
        at = columns.get(field)
        return line.cells[at].strip() if at is not None and at < len(line.cells) else ""

    return UnitRow(
        row=line.row,
        code=cell("code"),
        name=cell("name"),
        level=cell("level"),
        parent=next((told for field in _PARENT_FIELDS if (told := cell(field))), ""),
        valid_from=cell("valid_from"),
        source=source,
    )


def _is_remark(line: TableLine) -> bool:
    filled = [cell.strip() for cell in line.cells if cell.strip()]
    return len(filled) <= 2 and _REMARK.match(filled[0]) is not None


def _folded(cell: str) -> str:
    """Return a header cell without spaces, brackets' remarks and marks: "单位 名称（必填）*" is 单位名称."""
    text = unicodedata.normalize("NFKC", cell).lower()
    return re.sub(r"\([^)]*\)|[\s*:_\"']", "", text)
