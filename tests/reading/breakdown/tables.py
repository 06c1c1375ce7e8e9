"""Breakdown tables as offices make them: the same 120 tasks in three layouts, with titles, notes and footers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.reading.ledger.office_files import Rows, save_xlsx

OFFICES = ("党建办", "宣传办", "综合办", "平安办", "民政办", "文化站", "财政所", "执法队")
VILLAGES = ("青禾社区", "望河社区", "梧桐社区", "临江社区", "山前村", "石桥村")
POSTS = ("党建办主任", "宣传委员", "综合办主任", "平安办主任")
SUBJECTS = (
    "理论学习",
    "阵地管理",
    "宣讲活动",
    "网络宣传阵地自查",
    "文明创建",
    "志愿服务",
    "未成年人教育",
    "舆情信息报送",
)
DEEDS = ("制定年度计划", "开展专题学习", "组织专题研究", "开展自查", "组织集中活动", "上报工作情况", "举办培训", "开展督查", "完成整改", "建立台账",
         "组织测评", "开展宣传", "召开推进会", "总结经验", "完善制度")  # fmt: skip
TIMES = (
    "每月1次",
    "每季度至少2次",
    "6月底前",
    "每半年1次",
    "全年4次",
    "2026年11月30日前",
    "春节前一周",
    "每季度末月25日前",
    "年底前",
    "每月25日前",
)
BASES = ("梧委发〔2026〕3号", "", "工作责任制实施细则第六条", "年度工作要点")
TITLE = "梧桐街道2026年度重点工作任务分解表"
FOOTERS: Rows = (
    ("注：牵头单位负责统筹，配合单位按职责分工落实。",),
    ("填表人：李明", None, None, None, "审核人：王芳"),
)


class Told(NamedTuple):
    """One task as the tables tell it."""

    number: str
    content: str
    goal: str
    lead: str
    responsible: tuple[str, ...]
    supporting: tuple[str, ...]
    post: str
    due: str
    basis: str
    evidence: str


def told_tasks(count: int = 120) -> list[Told]:
    """Return the tasks: three to a content, numbered 1.1 to 40.3, so that goals share their content."""
    found = []
    for index in range(count):
        theme, place = divmod(index, 3)
        lead = OFFICES[theme % len(OFFICES)]
        others = [unit for unit in (*OFFICES, *VILLAGES) if unit != lead]
        found.append(
            Told(
                number=f"{theme + 1}.{place + 1}",
                content=f"{SUBJECTS[theme % len(SUBJECTS)]}：{DEEDS[theme % len(DEEDS)]}（{theme + 1}）",
                goal=f"第{place + 1}项：{DEEDS[(index * 7) % len(DEEDS)]}，资料齐全",
                lead=lead,
                responsible=tuple(others[(index + step) % len(others)] for step in range(1 + index % 3)),
                supporting=tuple(others[(index + 5 + step) % len(others)] for step in range(index % 3)),
                post=POSTS[index % len(POSTS)],
                due=TIMES[index % len(TIMES)],
                basis=BASES[theme % len(BASES)],
                evidence="签到表、照片",
            )
        )
    return found


def a_row_a_task(path: Path, tasks: Sequence[Told]) -> Path:
    """Save one row for each task, sections between, title and notes around."""
    labels = (
        "序号",
        "重点任务",
        "工作目标",
        "牵头单位",
        "责任单位",
        "配合单位",
        "责任岗位",
        "完成时限/频次",
        "依据",
        "佐证材料",
    )
    rows: list[Sequence[object]] = [(TITLE,), ("填报单位：梧桐街道党建工作办公室",), labels]
    for index, task in enumerate(tasks):
        if index % 40 == 0:
            rows.append((f"{'一二三四'[index // 40]}、第{index // 40 + 1}部分",))
        rows.append(
            (task.number, task.content, task.goal, task.lead, "、".join(task.responsible), "\n".join(task.supporting),
             task.post, task.due, task.basis, task.evidence)
        )  # fmt: skip
    return save_xlsx(path, sheets={"任务分解表": [*rows, *FOOTERS]}, merged=("A1:J1", "A2:J2"))


def a_row_a_unit(path: Path, tasks: Sequence[Told]) -> Path:
    """Save one row for each unit of a task; what is the same stands in merged cells."""
    labels = (
        "任务编号",
        "任务内容",
        "目标要求",
        "承担单位",
        "承担方式",
        "责任岗位",
        "完成时限",
        "文件依据",
        "佐证要求",
    )
    rows: list[Sequence[object]] = [(TITLE,), labels]
    merged = ["A1:I1"]
    for task in tasks:
        units = [(task.lead, "牵头"), *((name, "责任") for name in task.responsible)]
        units += [(name, "配合") for name in task.supporting]
        top = len(rows) + 1
        for place, (unit, role) in enumerate(units):
            common = place == 0
            rows.append(
                (task.number if common else None, task.content if common else None, task.goal if common else None,
                 unit, role, task.post if common else None, task.due if common else None,
                 (task.basis or None) if common else None, task.evidence if common else None)
            )  # fmt: skip
        if len(units) > 1:
            merged += [f"{letter}{top}:{letter}{top + len(units) - 1}" for letter in "ABCFGHI"]
    return save_xlsx(path, sheets={"分解表": [*rows, *FOOTERS]}, merged=merged)


def goals_beside_a_task(path: Path, tasks: Sequence[Told]) -> Path:
    """Save rows of goals beside tasks merged over them, under two rows of labels."""
    above = ("序号", "工作任务", "目标要求", "责任分工", None, None, "责任人", "时限要求", "依据", "印证材料")
    below = (None, None, None, "牵头", "责任", "配合", None, None, None, None)
    rows: list[Sequence[object]] = [(TITLE,), ("（2026年1月印发）",), above, below]
    merged = ["A1:J1", "A2:J2", "D3:F3", *(f"{letter}3:{letter}4" for letter in "ABCGHIJ")]
    for index, task in enumerate(tasks):
        first = index % 3 == 0
        top = len(rows) + 1
        number, _, _ = task.number.partition(".")
        rows.append(
            (int(number) if first else None, task.content if first else None, task.goal, task.lead, "、".join(task.responsible),
             "、".join(task.supporting), task.post, task.due, (task.basis or None) if first else None, task.evidence)
        )  # fmt: skip
        if first:
            merged += [f"{letter}{top}:{letter}{top + 2}" for letter in "ABI"]
    return save_xlsx(path, sheets={"任务分解": [*rows, *FOOTERS]}, merged=merged)
