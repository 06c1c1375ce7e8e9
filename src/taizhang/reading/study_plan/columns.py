"""The columns of a study plan: what we write, and what offices call the same thing."""

from __future__ import annotations

from taizhang.reading.ledger import Column

STUDY_COLUMNS: tuple[Column, ...] = (
    Column("faults", "错误说明", ignored=True),
    Column("number", "次序", ("序号", "编号", "序", "次数", "期次", "学习次序")),
    Column("month", "月份", ("月", "学习月份", "计划月份")),
    Column(
        "when", "学习时间",
        ("时间", "日期", "学习日期", "计划时间", "计划日期", "时间安排", "学习时间安排", "拟学时间", "完成时间", "季度"),
    ),
    Column(
        "content", "学习专题",
        ("专题", "学习主题", "主题", "学习题目", "专题名称", "学习内容", "学习重点", "学习专题内容", "内容", "课题", "学习科目"),
        required=True,
    ),
    Column(
        "conveys", "传达文件",
        ("学习材料", "学习资料", "传达内容", "传达学习文件", "学习文件", "学习篇目", "必学篇目", "文件", "材料", "学习书目", "重点篇目",
         "学习要点", "学习内容"),
    ),
    Column(
        "lead", "组织单位",
        ("主持单位", "牵头单位", "主持/牵头单位", "主办单位", "承办单位", "牵头部门", "牵头科室", "责任单位", "责任部门", "责任科室",
         "学习单位", "单位"),
        type="unit",
    ),
    Column("attends", "参加范围", ("参学范围", "参加人员", "参学人员", "参加对象", "学习对象", "参学对象", "范围", "对象", "参会范围")),
    Column("host", "主持人", ("主持", "主讲人", "领学人", "中心发言人", "重点发言人", "责任人", "联系人"), ignored=True),
)  # fmt: skip
"""Who presides is recognised so that nothing else is taken for it, and left alone: a plan names units.

学习内容 is the topic of a table that has no other column for it, else what is conveyed."""
