"""Workbooks of breakdown tables and study plans: one to fill in, and the tasks that could not be taken, to be mended."""

from __future__ import annotations

import io
from collections.abc import Sequence

from taizhang.reading.breakdown import Breakdown
from taizhang.render.workbook import CellOut, SheetColumn, write_workbook
from taizhang.reporting.error_workbook import errors_bytes

COLUMNS = (
    SheetColumn("编号", "id", 8, required=True),
    SheetColumn("任务", "text", 40, required=True),
    SheetColumn("目标要求", "text", 36),
    SheetColumn("牵头单位", "text", 16, required=True),
    SheetColumn("责任单位", "text", 24),
    SheetColumn("配合单位", "text", 24),
    SheetColumn("责任岗位", "text", 16),
    SheetColumn("第一责任人", "text", 16),
    SheetColumn("直接责任人", "text", 16),
    SheetColumn("完成时限或频次", "text", 18, required=True),
    SheetColumn("依据", "text", 24),
    SheetColumn("佐证材料", "text", 20),
    SheetColumn("上级任务", "id", 10),
)
STUDY = (
    SheetColumn("次序", "id", 8),
    SheetColumn("学习时间", "text", 14, required=True),
    SheetColumn("学习专题", "text", 36, required=True),
    SheetColumn("传达文件", "text", 36),
    SheetColumn("组织单位", "text", 20),
    SheetColumn("参加范围", "text", 24),
)


def breakdown_template(*, year: int, units: Sequence[str]) -> bytes:
    """Return a workbook to fill in: a grey sample line, a drop-down of the units that may lead."""
    out = io.BytesIO()
    sample: list[CellOut] = [
        None, "每季度组织专题学习", "全年不少于4次，有计划、有记录", units[0] if units else None, "各社区", None, "文书",
        "书记", "副书记", "每季度1次", "文件名称和文号，没有就留空", "签到表、照片", None,
    ]  # fmt: skip
    write_workbook(
        to=out,
        columns=COLUMNS,
        rows=[],
        sheet_name="任务分解表",
        title=f"{year}年任务分解表",
        lists={"牵头单位": list(units)},
        template="duties/1",
        sample=sample,
    )
    return out.getvalue()


def breakdown_errors(*, breakdown: Breakdown) -> bytes:
    """Return the workbook of the tasks with faults, every row of theirs, to be mended and imported again."""
    told: dict[int, list[tuple[str, str]]] = {}
    for task in breakdown.tasks:
        if not task.faults:
            continue
        for row in task.rows:
            told.setdefault(row, [])
        for fault in task.faults:
            told.setdefault(fault.row, []).append((fault.label, fault.reason))
    whole = {row: reasons or [("", "这一项任务的其他行有错，请一并保留")] for row, reasons in told.items()}
    return errors_bytes(errors=whole, ledger=breakdown.ledger)


def study_template(*, year: int, units: Sequence[str]) -> bytes:
    """Return a workbook of a study plan to fill in: a grey sample line, a drop-down of the units that may hold it."""
    out = io.BytesIO()
    sample: list[CellOut] = [
        None, "3月", "学习档案法和台账规范", "文件名称，几份就分行写", units[0] if units else None, "全体工作人员",
    ]  # fmt: skip
    write_workbook(
        to=out,
        columns=STUDY,
        rows=[],
        sheet_name="学习计划",
        title=f"{year}年学习计划",
        lists={"组织单位": list(units)},
        template="study/1",
        sample=sample,
    )
    return out.getvalue()
