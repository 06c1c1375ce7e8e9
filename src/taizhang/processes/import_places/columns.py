"""The columns of a table of premises: the common ones, and one for each label that the types' own fields bear."""

from __future__ import annotations

from taizhang.ledgers.premises.rules import types
from taizhang.reading.ledger import Column

OWN = "own:"
"""Before the label of a field that only some types have: the field of its column."""

_COMMON: tuple[Column, ...] = (
    Column("errors", "错误说明", ignored=True),
    Column("order", "序号", ("序", "项次"), ignored=True),
    Column("pk", "编号", ("阵地编号", "登记编号")),
    Column("type", "类型", ("阵地类型", "种类", "类别", "阵地类别", "设施类型"), required=True),
    Column("name", "名称", ("阵地名称", "设施名称", "渠道名称", "阵地"), required=True),
    Column(
        "unit", "管理单位", ("所属单位", "单位", "社区", "村(社区)", "所属社区"), type="unit", required=True
    ),
    Column("post", "责任岗位", ("责任人岗位", "负责岗位", "责任人"), required=True),
    Column("since", "启用日期", ("启用时间", "投用日期", "建成时间", "开通日期"), type="date", required=True),
    Column("grid", "所在网格", ("网格", "网格名称")),
    Column("address", "地址", ("位置", "具体位置", "详细地址", "地点")),
    Column("coordinates", "坐标", ("经纬度",)),
    Column("mark", "登记版本"),
)
_LABELS = dict.fromkeys(field.label for type in types() for field in type.fields)

PLACE_COLUMNS: tuple[Column, ...] = (*_COMMON, *(Column(f"{OWN}{label}", label) for label in _LABELS))
