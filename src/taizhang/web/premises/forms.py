"""Forms of premises: what a place says of itself, its acts, findings and incidents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.units.models import Unit
from taizhang.kernel.recurrence import Frequency, parse_frequency
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.premises.models import Place
from taizhang.ledgers.premises.rules import (
    Field,
    IncidentSort,
    IncidentStage,
    PlaceType,
    Severity,
    type_by_code,
    types,
)
from taizhang.ledgers.premises.services import Details
from taizhang.web.shell.fields import day_field, id_field, text_field
from taizhang.web.shell.post_choices import said_posts

EXTRA = "field_"
CHANGE, CORRECT = "change", "correct"


def _choice(label: str, choices: Sequence[tuple[Any, str]], *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        error_messages={"required": f"请选{label}。", "invalid_choice": f"请从列表中选{label}。"},
    )


def _number(
    label: str, choices: Sequence[tuple[int, str]], *, required: bool = True
) -> forms.TypedChoiceField:
    offered: list[tuple[Any, str]] = list(choices) if required else [("", "——"), *choices]
    return id_field(label, offered, required=required)


class StartForm(forms.Form):
    """Which type of place, of which unit: what the rest of the form depends on."""

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"] = _choice("类型", [(one.code, one.label) for one in types()])
        self.fields["unit"] = _number("管理单位", [(unit.pk, unit.name) for unit in units])


class PlaceForm(forms.Form):
    """One place as a person tells it. `details()` gives what it says."""

    name = text_field("名称", 100, placeholder="如 北门宣传栏、望河社区书屋", autocomplete="off")
    address = text_field("地址", 200, required=False)
    grid = text_field("所在网格", 60, required=False)
    coordinates = text_field("坐标", 40, required=False, help_text="先东经后北纬，如 118.78,32.04；可以不填")
    since = day_field("启用日期")

    def __init__(self, *args: Any, type: PlaceType, unit: int, posts: Sequence[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type, self.unit = type, unit
        offered = said_posts(posts)
        self.fields["post"] = _number("责任岗位", offered)
        for field in type.fields:
            self.fields[EXTRA + field.code] = _field(field, offered)
        own = [EXTRA + field.code for field in type.fields]
        self.order_fields(["name", "post", "since", *own, "address", "grid", "coordinates"])

    def details(self) -> Details:
        """Return what the form says; call it on a valid form."""
        told = self.cleaned_data
        return Details(
            type=self.type,
            name=told["name"],
            unit=self.unit,
            post=told["post"],
            address=told["address"],
            grid=told["grid"],
            coordinates=told["coordinates"],
            fields={field.code: _stored(field, told[EXTRA + field.code]) for field in self.type.fields},
        )


def _field(field: Field, posts: Sequence[tuple[int, str]]) -> forms.Field:
    """Return the form's field for a type's own field."""
    choices = [(each, each) for each in field.choices]
    match field.type:
        case "choice":
            return _choice(
                field.label, choices if field.required else [("", "——"), *choices], required=field.required
            )
        case "yes":
            return _choice(field.label, [("yes", "是"), ("no", "否")], required=field.required)
        case "day":
            return day_field(field.label, required=field.required)
        case "post":
            return _number(field.label, posts, required=field.required)
        case "posts":
            return forms.TypedMultipleChoiceField(
                label=field.label,
                choices=posts,
                coerce=int,
                required=field.required,
                widget=forms.SelectMultiple(attrs={"size": 4}),
                error_messages={"invalid_choice": f"请从列表中选{field.label}。"},
            )
        case "whole":
            return forms.IntegerField(
                label=f"{field.label}（{field.unit}）" if field.unit else field.label,
                required=field.required,
                min_value=0,
                max_value=10_000_000,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                error_messages={
                    "required": f"请填写{field.label}。",
                    "invalid": f"{field.label}应是整数，如 120。",
                    "min_value": f"{field.label}应是不小于 0 的整数。",
                    "max_value": f"{field.label}大得不合常理，请核对。",
                },
            )
    return text_field(field.label, 300, required=field.required)


def _stored(field: Field, told: Any) -> Any:
    if field.type == "yes":
        return {"yes": True, "no": False}.get(told)
    if field.type == "day":
        return told.isoformat() if told else None
    return told


def initial_of(place: Place) -> dict[str, Any]:
    """Return what the form shows for a place as it stands."""
    told = {
        "name": place.name,
        "post": place.post_id,
        "since": place.since,
        "address": place.address,
        "grid": place.grid,
        "coordinates": place.coordinates,
    }
    for field in type_by_code(place.type).fields:
        value = place.fields.get(field.code)
        told[EXTRA + field.code] = (
            {True: "yes", False: "no"}.get(value, value) if field.type == "yes" else value
        )
    return told


class ChangeForm(PlaceForm):
    """What a place says from now on, or what should have been said from the beginning."""

    how = forms.ChoiceField(
        label="为什么改",
        choices=((CHANGE, "情况变了，从某一天起"), (CORRECT, "登记错了，更正原来的登记")),
        initial=CHANGE,
        widget=forms.RadioSelect,
    )
    on = day_field("变更日期", required=False, help_text="情况变了的填：从哪一天起")
    reason = text_field("说明", 300, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("how") == CHANGE and not told.get("on"):
            self.add_error("on", "请填写变更日期。")
        return told


class DatedForm(forms.Form):
    """A day and a reason."""

    on = day_field("日期")
    reason = text_field("理由", 300, rows=2)


class MoveForm(DatedForm):
    """To which unit a place is handed over, and to which post: one of the unit or above it."""

    def __init__(self, *args: Any, units: Sequence[Unit], posts: Sequence[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = _number("接收单位", [(unit.pk, unit.name) for unit in units])
        self.fields["post"] = _number("责任岗位", said_posts(posts))
        self.order_fields(["unit", "post", "on", "reason"])


class PlanForm(forms.Form):
    """How often a unit and those below inspect a type."""

    frequency = text_field("检查频次", 60, help_text="如 每月1次、每季度1次、每半年1次")

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = _number("单位", [(unit.pk, unit.name) for unit in units])
        self.fields["type"] = _choice("类型", [(one.code, one.label) for one in types()])
        self.order_fields(["unit", "type", "frequency"])

    def clean_frequency(self) -> Frequency:
        try:
            return parse_frequency(self.cleaned_data["frequency"], None)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None


class RectifyForm(forms.Form):
    """How a finding was put right."""

    text = text_field("怎样整改的", 500, rows=3)


class RecheckForm(forms.Form):
    """What the second look said; needed where it is sent back."""

    text = text_field("复查情况", 500, required=False, rows=2)


class ReopenForm(forms.Form):
    """Why a finding is open again, and until when."""

    text = text_field("为什么重新打开", 500, rows=2)
    due_on = day_field("整改期限")


def _moment(label: str) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={"required": f"请填写{label}。", "invalid": f"{label}应形如 2026-03-05 14:30。"},
    )


class IncidentForm(forms.Form):
    """What happened to a channel."""

    sort = _choice("发生了什么", [(sort.value, sort.label) for sort in IncidentSort])
    noticed_at = _moment("发现时间")
    what = text_field("经过", 500, rows=3)


class StageForm(forms.Form):
    """One stage of dealing with an incident."""

    when = _moment("时间")
    text = text_field("怎样做的", 2000, rows=3)

    def __init__(self, *args: Any, stage: IncidentStage, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": stage.value.lower()})
        self.fields["text"].label = stage.asks


class FilterForm(forms.Form):
    """What the list shows. Anything that is no choice narrows nothing."""

    q = forms.CharField(label="搜索", max_length=60, required=False)
    type = forms.ChoiceField(label="类型", required=False)
    unit = forms.TypedChoiceField(label="单位", coerce=int, required=False, empty_value=None)
    grid = forms.CharField(label="网格", max_length=60, required=False)
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=(("", "在用"), ("late", "逾期未检查"), ("wrong", "有问题未销号"), ("gone", "已停用")),
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [("", "全部"), *((one.code, one.label) for one in types())]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", "全部"), *((unit.pk, unit.name) for unit in units)]  # type: ignore[attr-defined]

    def told(self) -> Mapping[str, Any]:
        """Return what was chosen; a choice that is none is left out."""
        return self.cleaned_data if self.is_valid() else {**self.cleaned_data}


SEVERITIES = [(severity.value, severity.label) for severity in Severity]
