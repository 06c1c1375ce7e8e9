"""Premises as a workbook or CSV, in the columns that the import reads; a blank one to fill in."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence

from taizhang.ledgers.premises.models import Place
from taizhang.ledgers.premises.rules import type_by_code, types
from taizhang.ledgers.premises.selectors import saved_mark, written_values
from taizhang.render.text_table import write_text_table
from taizhang.render.workbook import CellOut, SheetColumn, write_workbook

_COMMON = (
    SheetColumn("编号", "id", 8),
    SheetColumn("类型", "text", 12, required=True),
    SheetColumn("名称", "text", 24, required=True),
    SheetColumn("管理单位", "text", 16, required=True),
    SheetColumn("责任岗位", "text", 20, required=True),
    SheetColumn("启用日期", "date", 13, required=True),
    SheetColumn("所在网格", "text", 16),
    SheetColumn("地址", "text", 30),
    SheetColumn("坐标", "id", 22),
)
_OWN = tuple(dict.fromkeys(field.label for type in types() for field in type.fields))
COLUMNS = (*_COMMON, *(SheetColumn(label, "text", 14) for label in _OWN))
SAVED = (*COLUMNS, SheetColumn("登记版本", "id", 16))
"""What is saved says also which version of each place it is, so that a table changed and read again overwrites nobody."""

TEMPLATE = "premises/2"


def places_workbook(*, places: Sequence[Place]) -> bytes:
    """Return places as a workbook. They come with unit and post."""
    units = sorted({place.unit.name for place in places})
    return _workbook(_rows(places), columns=SAVED, units=units, sample=None)


def places_csv(*, places: Sequence[Place]) -> bytes:
    """Return places as CSV in UTF-8 with a byte order mark, as Excel and WPS open it."""
    out = io.BytesIO()
    rows = [["" if cell is None else str(cell) for cell in row] for row in _rows(places)]
    write_text_table(to=out, labels=[column.label for column in SAVED], rows=rows)
    return out.getvalue()


def places_template(*, units: Sequence[str], posts: Sequence[str], today: dt.date) -> bytes:
    """Return a workbook to fill in: a grey sample line, drop-downs for type, unit and post."""
    sample: list[CellOut] = [None, "宣传栏", "北门宣传栏（示例，导入时不读这一行）"]
    sample += [units[0] if units else None, posts[0] if posts else None, today]
    sample += [None] * (len(COLUMNS) - len(sample))
    return _workbook([], units=units, posts=posts, sample=sample)


def _workbook(
    rows: Iterator[list[CellOut]] | list[list[CellOut]],
    *,
    columns: Sequence[SheetColumn] = COLUMNS,
    units: Sequence[str],
    posts: Sequence[str] = (),
    sample: list[CellOut] | None,
) -> bytes:
    out = io.BytesIO()
    lists = {"类型": [type.label for type in types()], "管理单位": list(units)}
    write_workbook(
        to=out,
        columns=columns,
        rows=rows,
        sheet_name="阵地台账",
        title="阵地台账",
        lists={**lists, "责任岗位": list(posts)} if posts else lists,
        template=TEMPLATE,
        sample=sample,
    )
    return out.getvalue()


def _rows(places: Sequence[Place]) -> Iterator[list[CellOut]]:
    values = written_values(places)
    for place in places:
        own = dict(values[place.pk])
        yield [
            str(place.pk),
            type_by_code(place.type).label,
            place.name,
            place.unit.name,
            f"{place.post.name}（{place.post.unit.name}）",
            place.since,
            place.grid or None,
            place.address or None,
            place.coordinates or None,
            *(own.get(label) or None for label in _OWN),
            str(saved_mark(place)),
        ]
