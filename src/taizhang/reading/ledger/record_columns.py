"""The columns of a ledger of activities: what we write, and what offices call the same thing."""

from __future__ import annotations

from taizhang.reading.ledger.columns import Column

RECORD_COLUMNS: tuple[Column, ...] = (
    Column("ordinal", "序号", ("编号", "序", "号", "no.", "no", "行号"), ignored=True),
    Column("faults", "错误说明", ignored=True),
    Column("number", "记录编号", ("记录号", "活动编号")),
    Column(
        "on", "日期",
        ("时间", "活动日期", "活动时间", "开展日期", "开展时间", "举办日期", "举办时间", "学习时间", "会议时间", "起止时间",
         "起止日期", "活动开展时间", "开始日期", "开始时间", "年月日", "时间节点", "日期时间"),
        type="date", required=True,
    ),
    Column("until", "结束日期", ("结束时间", "截止日期", "截止时间", "终止时间"), type="date", ends="on"),
    Column(
        "title", "活动名称",
        ("名称", "活动标题", "标题", "会议名称", "项目名称", "活动项目", "活动主题", "会议主题", "学习主题", "学习内容", "会议内容",
         "活动内容", "主题", "活动", "题目", "项目", "课题", "讲题", "事项", "工作内容", "主要内容", "内容", "工作事项"),
        required=True,
    ),
    Column(
        "unit", "承办单位",
        ("开展单位", "主办单位", "组织单位", "实施单位", "责任单位", "举办单位", "单位名称", "所属单位", "单位", "社区", "村(社区)",
         "社区(村)", "村居", "村社区", "社区名称", "所属社区", "开展社区", "部门", "科室"),
        type="unit",
    ),
    Column("kind", "活动类型", ("类型", "活动类别", "类别", "活动种类", "种类", "分类", "活动分类"), type="kind"),
    Column("place", "地点", ("活动地点", "开展地点", "举办地点", "会议地点", "学习地点", "活动场所", "场所", "活动地址", "地址")),
    Column(
        "people", "参加人数",
        ("参与人数", "参加人次", "参与人次", "活动人数", "到场人数", "参会人数", "参训人数", "受众人数", "服务人数", "惠及人数",
         "受益人数", "覆盖人数", "总人数", "人数", "人次", "参加人员数量", "参与群众"),
        type="quantity", measure="人次",
    ),
    Column("minutes", "时长（分钟）", ("时长", "活动时长", "服务时长", "学习时长", "用时"), type="quantity", measure="分钟"),
    Column(
        "copies", "发放资料",
        ("发放资料份数", "资料份数", "发放份数", "发放宣传资料", "宣传资料", "发放材料", "印发份数", "份数"),
        type="quantity", measure="份",
    ),
    Column("tags", "主题标签", ("标签", "主题词", "主题", "活动主题")),
    Column("host", "主讲人", ("主讲", "主持人", "主持", "授课人", "讲师", "宣讲人", "主讲(主持)人", "主持(主讲)人")),
    Column("summary", "内容摘要", ("活动内容", "主要内容", "内容", "活动情况", "活动简介", "简介", "摘要", "开展情况")),
    Column("note", "备注", ("附注", "说明", "备考", "其他")),
)  # fmt: skip
"""序号 and 编号 are recognised and left alone: they count the lines of that file. So is 错误说明,
which an error workbook adds. A column that fits two fields goes to the required one first."""
