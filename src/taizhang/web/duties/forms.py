"""Forms of schemes: an uploaded table, a scheme, one of its tasks, and the acts on them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from taizhang.foundation.units.models import Unit
from taizhang.kernel.recurrence import Frequency, Planned, parse_frequency, parse_planned
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.rules import LATEST_ESCALATION
from taizhang.web.shell.fields import day_field, id_field, offer, text_field

_BETWEEN = re.compile(r"[、，,;；\n\s]+")
POST_HELP = "选岗位，不选人；每个承担单位至多一个，也可下发后由单位自己定岗"
FREQUENCY_HELP = "如 每月1次、每季度至少2次、全年4次、6月底前、每季度末月20日前、春节前7天"


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


def _several(label: str, *, required: bool = False, help_text: str = "") -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label,
        coerce=int,
        required=required,
        help_text=help_text,
        error_messages={"required": f"请选{label}。", "invalid_choice": f"请从列表中选{label}。"},
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
    responsible = _several("责任单位", help_text="各自都要完成")
    supporting = _several("配合单位")
    first_post = _several("第一责任人", help_text=POST_HELP)
    direct_post = _several("直接责任人")
    post = _several("责任岗位", help_text="具体承办的岗位")
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


class PlanForm(SchemeForm):
    """A new study plan, to be written in the browser."""

    title = text_field("计划名称", 200)
    unit = id_field("制定单位")


class PlanTableForm(PlanFileForm, TableForm):
    """A file with a study plan, and the plan it is to become."""

    title = text_field("计划名称", 200)
    unit = id_field("制定单位")


class SessionForm(forms.Form):
    """One session of a study plan: what, when, which documents, who holds it, who takes part."""

    number = text_field("次序", 20, help_text="计划里不能重复，如 3")
    when = text_field("学习时间", 40, help_text="如 3月、3月15日、一季度、每月1次")
    content = text_field("学习专题", 2000, rows=2)
    conveys = text_field("传达文件", 2000, required=False, rows=4, help_text="一行一份")
    holders = _several("组织单位", required=True, help_text="选几个单位的，各自都要组织")
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


class IssueForm(forms.Form):
    """Handing a scheme down."""

    document = text_field(
        "下发文件", 200, required=False, help_text="文件名称和文号；没有就留空，页面上标“无依据”"
    )
    issued_on = day_field("下发日期")


class ReasonForm(forms.Form):
    """A reason, for an act that needs one."""

    reason = text_field("理由", 500, rows=3)


class BreakDownForm(forms.Form):
    """Which units below or own posts carry a duty out in the unit's stead.

    The first and directly responsible posts are those of the parts that own posts take.
    """

    units = forms.MultipleChoiceField(
        label="分解给哪些单位或岗位",
        error_messages={"required": "请至少选一个单位或岗位。", "invalid_choice": "请从列表中选单位或岗位。"},
    )

    first_post = id_field("第一责任人岗位", required=False)
    direct_post = id_field("直接责任人岗位", required=False)

    def __init__(
        self,
        *args: Any,
        units: Sequence[tuple[str, str]],
        posts: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "units", units)
        for name in ("first_post", "direct_post"):
            offer(self, name, [("", "不指定"), *posts])


class AppointForm(forms.Form):
    """Which posts of the unit answer for a duty."""

    post = id_field("承办岗位", required=False)
    first_post = id_field("第一责任人岗位", required=False)
    direct_post = id_field("直接责任人岗位", required=False)

    def __init__(self, *args: Any, posts: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("post", "first_post", "direct_post"):
            offer(self, name, [("", "不指定"), *posts])
