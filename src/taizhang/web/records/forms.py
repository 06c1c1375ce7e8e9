"""Forms of the records pages: the choice of the list, a reason, a name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period, period_said
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.rules import State, kinds
from taizhang.ledgers.records.selectors import Choice

_NO_BATCH = dict.fromkeys(("invalid", "min_value", "max_value"), "没有这个导入批次。")


class ChoiceForm(forms.Form):
    """Which records the list shows. An unknown value does not narrow, and is told."""

    q = forms.CharField(
        label="搜索", required=False, max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )
    unit = forms.TypedChoiceField(label="单位", required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label="类型", required=False)
    state = forms.ChoiceField(label="状态", required=False)
    period = forms.CharField(
        label="时间",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": "如 本月、2025年3月", "list": "periods"}),
    )
    mine = forms.BooleanField(label="我填的", required=False)
    bare = forms.BooleanField(label="缺佐证", required=False)
    batch = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput, error_messages=_NO_BATCH
    )

    def __init__(self, *args: Any, units: Sequence[Unit], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["unit"].choices = [("", "全部单位"), *((unit.pk, unit.name) for unit in units)]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", "全部类型"), *((kind.code, kind.label) for kind in kinds())]  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", "全部状态"), *((state.value, state.label) for state in State)]  # type: ignore[attr-defined]

    def clean_period(self) -> Period | None:
        text = self.cleaned_data["period"].strip()
        try:
            return period_said(text, today=self.today) if text else None
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def choice(self, *, author: int) -> Choice:
        """Return the choice as told; what was not understood does not narrow."""
        self.is_valid()
        told = self.cleaned_data
        period = told.get("period")
        return Choice(
            words=told.get("q", ""),
            kind=told.get("kind", ""),
            state=told.get("state", ""),
            start=period.start if period else None,
            until=period.until if period else None,
            author=author if told.get("mine") else None,
            batch=told.get("batch"),
            without_evidence=bool(told.get("bare")),
        )


class ReasonForm(forms.Form):
    """Why something is returned or voided."""

    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由。", "max_length": "理由至多 500 字。"},
    )


class ViewForm(forms.Form):
    """The name under which a choice is kept."""

    name = forms.CharField(
        label="名称",
        max_length=40,
        error_messages={"required": "请给这个视图起个名字。", "max_length": "名称至多 40 字。"},
    )
    query = forms.CharField(
        max_length=500,
        required=False,
        widget=forms.HiddenInput,
        error_messages={"max_length": "条件太长，不能保存为视图，请减少一些。"},
    )

    def reason(self) -> str:
        """Return the first fault of a form that is not valid."""
        return str(next(iter(self.errors.values()))[0])
