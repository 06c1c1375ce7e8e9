"""A workbook to fill in for one kind of work, in the columns that the import reads."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from taizhang.ledgers.records.rules import Kind
from taizhang.render.workbook import CellOut, SheetColumn, write_workbook

COLUMNS = (
    SheetColumn("日期", "date", 14, required=True),
    SheetColumn("活动名称", "text", 36, required=True),
    SheetColumn("承办单位", "text", 18),
    SheetColumn("活动类型", "text", 14),
    SheetColumn("地点", "text", 20),
    SheetColumn("参加人数", "text", 12),
    SheetColumn("时长（分钟）", "number", 12),
    SheetColumn("发放资料", "number", 12),
    SheetColumn("主题标签", "text", 18),
    SheetColumn("主讲人", "text", 16),
    SheetColumn("备注", "text", 30),
)


def template_bytes(*, kind: Kind, units: Sequence[str], today: dt.date) -> bytes:
    """Return the workbook: a grey sample row, drop-downs for unit and kind, and its own hidden name."""
    out = io.BytesIO()
    sample: list[CellOut] = [
        today,
        f"{kind.label}（示例，导入时不读这一行）",
        units[0] if units else None,
        kind.label,
    ]
    sample += ["某会议室", "约30人", 90, None, None, None, None]
    write_workbook(
        to=out,
        columns=COLUMNS,
        rows=[],
        sheet_name="活动台账",
        title=f"{kind.label}台账",
        lists={"承办单位": list(units), "活动类型": [kind.label]},
        template=f"records/{kind.code}/1",
        sample=sample,
    )
    return out.getvalue()
