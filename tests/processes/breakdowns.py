"""A breakdown table of the street of these tests, saved as an office would."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.reading.ledger.office_files import save_xlsx

LABELS = (
    "编号",
    "任务",
    "目标要求",
    "牵头单位",
    "责任单位",
    "配合单位",
    "责任岗位",
    "完成时限",
    "依据",
    "佐证材料",
    "上级任务",
    "第一责任人",
    "直接责任人",
)
LEARN = (
    "1",
    "理论学习",
    "有计划、有记录",
    "柳溪街道",
    "各村（社区）",
    None,
    None,
    "每月1次",
    "柳街发〔2026〕1号",
    "签到表",
    None,
    None,
    None,
)
VISIT = ("2", "走访宣讲", None, "北桥社区", "南浦村", None, None, "每季度2次", None, "照片", None, None, None)
SUM_UP = (
    "2.1",
    "年度总结",
    None,
    "北桥社区",
    None,
    "南浦村",
    None,
    "12月底前",
    "柳街发〔2026〕1号",
    None,
    None,
    None,
    None,
)


def saved(path: Path, *rows: Sequence[object]) -> Path:
    """Save a table with these tasks under a title."""
    return save_xlsx(
        path, sheets={"分解表": [("柳溪街道2026年任务分解表",), LABELS, *rows]}, merged=("A1:M1",)
    )


def changed(row: Sequence[object], **cells: object) -> tuple[object, ...]:
    """Return a row with some cells otherwise."""
    return tuple(cells.get(label, value) for label, value in zip(LABELS, row, strict=True))
