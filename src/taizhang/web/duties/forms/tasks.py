"""Forms of the tasks of a scheme and the sessions of a study plan, new or told anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from taizhang.kernel.recurrence import Frequency, Planned, parse_frequency, parse_planned
from taizhang.kernel.refusal import Refused
from taizhang.web.duties.forms.fields import several
from taizhang.web.shell.fields import day_field, id_field, offer, text_field

_BETWEEN = re.compile(r"[、，,;；\n\s]+")
POST_HELP = "选岗位，不选人；每个承担单位至多一个，也可下发后由单位自己定岗"
FREQUENCY_HELP = "如 每月1次、每季度至少2次、全年4次、6月底前、每季度末月20日前、春节前7天"


class FrequencyField(forms.CharField):
    """A frequency as offices write it. Cleans to a Frequency; a day without a year is of `year`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="频次或时限", max_length=60, help_text=FREQUENCY_HELP, **kwargs)
        self.year: int | None = None

    def clean(self, value: Any) -> Frequency:
        try:
            return parse_frequency(super().clean(value), self.year)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None


class TaskForm(forms.Form):
    """One task of a scheme, and who answers for it."""

    number = text_field("编号", 20, help_text="方案里不能重复，如 3.1")
    content = text_field("任务", 2000, rows=3)
    goal = text_field("目标要求", 2000, required=False, rows=2)
    lead = id_field("牵头单位")
    parent = id_field("上级任务", required=False, help_text="这项任务列在哪一项下面；没有就不选")
    responsible = several("责任单位", help_text="各自都要完成")
    supporting = several("配合单位")
    first_post = several("第一责任人", help_text=POST_HELP)
    direct_post = several("直接责任人")
    post = several("责任岗位", help_text="具体承办的岗位")
    supporting_owes = forms.BooleanField(label="配合单位也要按频次完成", required=False)
    frequency = FrequencyField(error_messages={"required": "请填写频次或时限。"})
    start = day_field("从哪天起算")
    basis = text_field("依据", 300, required=False, help_text="文件名称和文号；没有就留空，页面上标“无依据”")
    evidence = text_field("佐证材料", 300, required=False)
    evidence_ceiling = forms.IntegerField(
        label="佐证最多要几份",
        required=False,
        min_value=0,
        max_value=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="够用即止；不填按活动类型的上限",
        error_messages={
            "invalid": "应是 0 到 20 的整数。",
            "min_value": "应是 0 到 20 的整数。",
            "max_value": "应是 0 到 20 的整数。",
        },
    )
    kinds = forms.MultipleChoiceField(
        label="哪类记录可以完成它",
        required=False,
        help_text="用来从台账里推荐记录；不选就不限类型",
        error_messages={"invalid_choice": "请从列表中选类型。"},
    )
    words = text_field("推荐记录时看哪些词", 200, required=False, help_text="用顿号隔开，如 理论学习、中心组")
    closes_above = forms.BooleanField(label="完成后由上级核销", required=False)

    def __init__(
        self,
        *args: Any,
        units: Sequence[tuple[int, str]],
        posts: Sequence[tuple[int, str]],
        parents: Sequence[tuple[int, str]],
        kinds: Sequence[tuple[str, str]],
        year: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "lead", [("", "请选择"), *units])
        offer(self, "responsible", units)
        offer(self, "supporting", units)
        offer(self, "parent", [("", "没有"), *parents])
        for name in ("first_post", "direct_post", "post"):
            offer(self, name, posts)
        offer(self, "kinds", kinds)
        frequency = self.fields["frequency"]
        assert isinstance(frequency, FrequencyField)
        frequency.year = year

    def clean_words(self) -> list[str]:
        return [word for word in _BETWEEN.split(self.cleaned_data["words"]) if word]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        lead, responsible, supporting = (
            told.get("lead"),
            told.get("responsible", []),
            told.get("supporting", []),
        )
        if lead in [*responsible, *supporting]:
            self.add_error("lead", "牵头单位不用再选为责任单位或配合单位，请去掉一处。")
        if set(responsible) & set(supporting):
            self.add_error("supporting", "有单位既是责任单位又是配合单位，请只留一处。")
        return told


class AmendingForm(forms.Form):
    """From which day on something issued is told anew, for which reason, by which document."""

    on = day_field("从哪天起按新的要求")
    document = text_field("修订文件", 200, required=False, help_text="没有就留空，页面上标“无依据”")
    reason = text_field("修订理由", 500, rows=2)


class AmendForm(AmendingForm, TaskForm):
    """A task of an issued scheme told anew."""


class SessionForm(forms.Form):
    """One session of a study plan: what, when, which documents, who holds it, who takes part."""

    number = text_field("次序", 20, help_text="计划里不能重复，如 3")
    when = text_field("学习时间", 40, help_text="如 3月、3月15日、一季度、每月1次")
    content = text_field("学习专题", 2000, rows=2)
    conveys = text_field("传达文件", 2000, required=False, rows=4, help_text="一行一份")
    holders = several("组织单位", required=True, help_text="选几个单位的，各自都要组织")
    attends = text_field("参加范围", 300, required=False, help_text="如 全体工作人员；写范围，不写姓名")

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "holders", units)
        self.year = year

    def clean_when(self) -> Planned:
        try:
            return parse_planned(self.cleaned_data["when"], year=self.year)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean_conveys(self) -> str:
        lines = (line.strip() for line in self.cleaned_data["conveys"].splitlines())
        return "\n".join(line for line in lines if line)


class SessionAmendForm(AmendingForm, SessionForm):
    """A session of an issued plan told anew."""
