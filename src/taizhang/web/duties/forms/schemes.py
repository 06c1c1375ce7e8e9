"""Forms of schemes and study plans: written in the browser, read from a file, with internal offices told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from taizhang.foundation.units.models import Unit
from taizhang.ledgers.duties.rules import LATEST_ESCALATION
from taizhang.web.shell.fields import day_field, id_field, offer, text_field


def _year() -> forms.IntegerField:
    return forms.IntegerField(
        label="年度",
        min_value=1949,
        max_value=2099,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": "请填写年度。",
            "invalid": "年度应是四位数字，如 2026。",
            "min_value": "年度应在 1949 到 2099 之间。",
            "max_value": "年度应在 1949 到 2099 之间。",
        },
    )


class _SchemeForm(forms.Form):
    title = text_field("方案名称", 200)
    unit = id_field("下发单位")
    year = _year()

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", [(unit.pk, unit.name) for unit in units])


def _escalation() -> forms.IntegerField:
    return forms.IntegerField(
        label="逾期满几个工作日告知上级",
        required=False,
        min_value=0,
        max_value=LATEST_ESCALATION,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="到期以后满这么多个工作日还没有完成的，告知承办单位的上一级；填 0 或留空，不告知",
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), f"应是 0 到 {LATEST_ESCALATION} 的整数。"
        ),
    )


class EscalationForm(forms.Form):
    """After how many worked days the unit above is told, 0 for never."""

    escalate_after = _escalation()

    def clean_escalate_after(self) -> int:
        return self.cleaned_data["escalate_after"] or 0


class SchemeForm(_SchemeForm, EscalationForm):
    """A new scheme, to be written in the browser."""

    field_order = ["title", "unit", "year", "escalate_after"]


def _file(label: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text="Excel 或 CSV。表头在第几行、叫什么名字，程序自己认。",
        error_messages={
            "required": "请选择文件。",
            "empty": "这是空文件，请重新选择。",
            "invalid": "请选择文件。",
        },
    )


class FileForm(forms.Form):
    """A file with a breakdown table."""

    file = _file("任务分解表")


class PlanFileForm(forms.Form):
    """A file with a study plan."""

    file = _file("学习计划表")


class TableForm(_SchemeForm, FileForm):
    """A file with a breakdown table, and the scheme it is to become."""

    field_order = ["file", "title", "unit", "year"]


class OfficesForm(forms.Form):
    """Which unknown names of a table are the unit's internal offices, from which day, by which document."""

    names = forms.MultipleChoiceField(
        label="哪些是内设机构",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少勾选一个名称。", "invalid_choice": "请从列表中勾选。"},
    )
    on = day_field("从哪天起有这些机构", help_text="不清楚的写本年1月1日")
    basis = text_field("依据文件", 200, required=False, help_text="如机构设置的文号；没有就留空")

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, offered: Sequence[tuple[str, bool]], year: int
    ) -> None:
        likely = [name for name, is_likely in offered if is_likely]
        super().__init__(data, initial={"names": likely, "on": f"{year}-01-01"})
        offer(self, "names", [(name, name) for name, _ in offered])


class PlanForm(SchemeForm):
    """A new study plan, to be written in the browser."""

    title = text_field("计划名称", 200)
    unit = id_field("制定单位")


class PlanTableForm(PlanFileForm, TableForm):
    """A file with a study plan, and the plan it is to become."""

    title = text_field("计划名称", 200)
    unit = id_field("制定单位")
