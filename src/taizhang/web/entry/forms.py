"""The form of a record: text from a phone or a desk, read as a clerk means it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.units.models import Unit
from taizhang.kernel.chinese_date import read_date
from taizhang.kernel.quantity import Quantity, read_quantity
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.rules import Content, Field, Kind, PostAct, kind_by_code, kinds
from taizhang.web.entry.acts import ActRow, act_fields, act_rows, initial_acts, told_acts

EXTRA = "field_"
LONGEST_AWAY = 366
"""Days that a record may have waited on a device and still say "3月5日" without a year."""


def _text(label: str, longest: int, *, required: bool = False, **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        widget=forms.TextInput(attrs=attrs),
        error_messages={
            "required": f"请填写{label}。",
            "max_length": f"{label}至多 {longest} 个字，请精简。",
        },
    )


def _whole(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=10_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": f"{label}应是不小于 0 的整数，如 90。",
            "min_value": f"{label}应是不小于 0 的整数。",
            "max_value": f"{label}大得不合常理，请核对。",
        },
    )


def _extra(field: Field) -> forms.CharField:
    """Return what a field that only one kind has is typed into; a makeup offers the planned sessions."""
    if field.type == "lines":
        return forms.CharField(
            label=field.label,
            max_length=2000,
            required=False,
            help_text="一行一份",
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"max_length": f"{field.label}至多 2000 字，请精简。"},
        )
    if field.code == "makeup_of":
        return _text(field.label, 500, list="sessions")
    return _text(field.label, 500)


class RecordForm(forms.Form):
    """One record as a person types it. `content()` gives what it says."""

    title = _text(
        "活动名称", 200, required=True, placeholder="如 “银龄学堂”智能手机课第 6 讲", autocomplete="off"
    )
    kind = forms.ChoiceField(
        label="活动类型",
        error_messages={"required": "请选活动类型。", "invalid_choice": "请从列表中选活动类型。"},
    )
    unit = forms.TypedChoiceField(
        label="开展单位",
        coerce=int,
        error_messages={"required": "请选开展单位。", "invalid_choice": "请从列表中选开展单位。"},
    )
    on = _text("日期", 40, required=True, placeholder="如 3月5日、3.5-3.7、正月十五")
    place = _text("地点", 200, list="places", autocomplete="off")
    people = _text("参加人数", 100, placeholder="如 36、约120人、30余人", inputmode="text")
    host = _text("主持或主讲", 100)
    minutes = _whole("时长（分钟）")
    copies = _whole("发放资料（份）")
    tags = _text("主题标签", 200, placeholder="用顿号隔开，如 志愿服务、移风易俗")
    note = forms.CharField(
        label="备注",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "备注至多 4000 字，请精简。"},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        units: Sequence[Unit],
        today: dt.date,
        posts: Sequence[Post],
        standing: Sequence[PostAct] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self._posts, self._standing = posts, standing
        self.fields.update(act_fields(posts=posts, standing=standing))
        self.fields["unit"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(kind.code, kind.label) for kind in kinds()]  # type: ignore[attr-defined]
        self.kind_shown = self._kind_shown()
        for field in self.kind_shown.fields:
            self.fields[EXTRA + field.code] = _extra(field)

    def _kind_shown(self) -> Kind:
        told = (self.data.get("kind") if self.is_bound else None) or self.initial.get("kind")
        return next((kind for kind in kinds() if kind.code == told), kinds()[0])

    @property
    def extra(self) -> list[forms.BoundField]:
        """The fields that only this kind has."""
        return [self[EXTRA + field.code] for field in self.kind_shown.fields]

    @property
    def act_rows(self) -> list[ActRow]:
        """The boxes for what holders of posts did in person."""
        return list(act_rows(form=self, posts=self._posts, standing=self._standing))

    @property
    def extra_by_kind(self) -> list[tuple[Kind, list[forms.BoundField]]]:
        """Each kind with its own fields, so that a page without the server can change the kind."""
        return [
            (kind, [forms.BoundField(self, _extra(f), EXTRA + f.code) for f in kind.fields])
            for kind in kinds()
        ]

    @property
    def year(self) -> int | None:
        """The year that is meant where a date names none; None where it has to be named."""
        return self.today.year

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_on(self) -> Any:
        try:
            span = read_date(self.cleaned_data["on"], year=self.year)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        if span.start > self.today + dt.timedelta(days=366):
            raise forms.ValidationError("日期在一年以后，请核对年份。")
        return span

    def clean_people(self) -> Quantity | None:
        text = self.cleaned_data["people"].strip()
        try:
            return read_quantity(text) if text else None
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean_tags(self) -> tuple[str, ...]:
        pieces = self.cleaned_data["tags"].replace("，", "、").replace(",", "、").split("、")
        return tuple(sorted({piece.strip() for piece in pieces if piece.strip()}))

    def content(self) -> Content:
        """Return what the form says; call it on a valid form."""
        told = self.cleaned_data
        kind = kind_by_code(told["kind"])
        extra = {field.code: told.get(EXTRA + field.code, "").strip() for field in kind.fields}
        return Content(
            unit=told["unit"],
            kind=kind.code,
            title=told["title"],
            on=told["on"].start,
            until=told["on"].end,
            place=told["place"].strip(),
            host=told["host"].strip(),
            people=told["people"],
            minutes=told["minutes"],
            copies=told["copies"],
            tags=told["tags"],
            note=told["note"].strip(),
            fields={code: text for code, text in extra.items() if text},
            acts=told_acts(told=told, posts=self._posts, standing=self._standing),
        )


class DeviceForm(RecordForm):
    """One record as a device sends it, perhaps days after it was entered there."""

    entered = forms.DateField(required=False)
    field_order = ("entered",)

    @property
    def year(self) -> int | None:
        entered = self.cleaned_data.get("entered")
        if entered is None or not -2 <= (self.today - entered).days <= LONGEST_AWAY:
            # The clock of the device is not to be trusted with the year.
            return None
        return int(entered.year)


class CorrectionForm(RecordForm):
    """What an accepted record should say, and why."""

    reason = _text("更正理由", 500, required=True, placeholder="如 人数按签到表核对", autocomplete="off")


def initial_of(content: Content) -> dict[str, Any]:
    """Return what the form shows for content that stands."""
    last = "" if content.until == content.on else f"至{_day(content.until)}"
    return {
        "title": content.title,
        "kind": content.kind,
        "unit": content.unit,
        "on": f"{_day(content.on)}{last}",
        "place": content.place,
        "people": content.people.raw if content.people else "",
        "host": content.host,
        "minutes": content.minutes,
        "copies": content.copies,
        "tags": "、".join(content.tags),
        "note": content.note,
        **{EXTRA + code: text for code, text in content.fields.items()},
        **initial_acts(content.acts),
    }


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
