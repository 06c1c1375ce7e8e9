"""The columns of a task breakdown table: what we write, and what offices call the same thing."""

from __future__ import annotations

from taizhang.reading.ledger import Column

BREAKDOWN_COLUMNS: tuple[Column, ...] = (
    Column("faults", "错误说明", ignored=True),
    Column("number", "编号", ("任务编号", "序号", "任务序号", "序", "项次", "条目")),
    Column("parent", "上级任务", ("上级任务编号", "上级编号", "隶属任务", "所属任务")),
    Column(
        "content", "任务",
        ("任务内容", "工作任务", "重点任务", "主要任务", "任务事项", "任务名称", "责任事项", "责任内容", "重点工作任务", "重点工作",
         "工作内容", "工作事项", "工作要点", "具体任务", "主要内容", "事项", "内容"),
        required=True,
    ),
    Column(
        "goal", "目标要求",
        ("工作目标", "目标任务", "任务目标", "具体目标", "目标", "工作要求", "具体要求", "工作标准", "完成标准", "具体措施",
         "工作措施", "工作举措", "措施"),
    ),
    Column("lead", "牵头单位", ("牵头部门", "牵头责任单位", "牵头科室", "主责单位", "主办单位", "牵头"), type="unit"),
    Column(
        "responsible", "责任单位",
        ("责任部门", "责任科室", "承办单位", "承担单位", "落实单位", "实施单位", "责任", "单位名称", "单位"),
        type="unit",
    ),
    Column(
        "supporting", "配合单位",
        ("配合部门", "配合科室", "协办单位", "协同单位", "协助单位", "参与单位", "参加单位", "配合"),
        type="unit",
    ),
    Column("role", "承担方式", ("责任类型", "责任类别", "承担角色", "角色", "分工", "职责")),
    Column("post", "责任岗位", ("责任人", "责任人岗位", "岗位", "具体责任人")),
    Column("first_post", "第一责任人", ("第一责任岗位", "第一责任人岗位")),
    Column("direct_post", "直接责任人", ("直接责任岗位", "直接责任人岗位")),
    Column("frequency", "频次", ("工作频次", "频率", "开展频次", "次数要求"), type="frequency"),
    Column(
        "due", "完成时限",
        ("完成时间", "时限", "时限要求", "完成期限", "办理时限", "时间要求", "时间节点", "时间安排", "完成时限或频次",
         "时限或频次", "频次或时限", "完成时限(频次)", "截止时间", "截止日期"),
        type="frequency",
    ),
    Column("basis", "依据", ("文件依据", "政策依据", "法律依据", "法规依据", "工作依据", "依据文件", "任务来源", "文件来源")),
    Column(
        "evidence", "佐证材料",
        ("佐证", "佐证要求", "印证材料", "证明材料", "支撑材料", "台账资料", "材料要求", "成果形式", "需提供材料"),
    ),
)  # fmt: skip
"""A table has either a column for each role of a unit, or one of units with 承担方式 beside it.

责任岗位 carries a task out; beside it stand who is first and who is directly responsible. All three
are posts, never people."""
