"""Which unit and period the figures are of; the targets of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period, period_said
from taizhang.kernel.refusal import Refused

QUICK = ("本月", "本季", "本年", "去年", "农历年")


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A rule for which a target may be set, and what helps to set it."""

    code: str
    label: str
    measure: str
    help: str


class FrameForm(forms.Form):
    """A unit with its subtree, and a period in words."""

    unit = forms.TypedChoiceField(
        label="单位",
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": "没有这个单位，或不在您能看到的范围里。"},
    )
    period = forms.CharField(
        label="时间",
        max_length=40,
        required=False,
        widget=forms.TextInput(
            attrs={"placeholder": "如 2025年、2025年第三季度、农历2025年", "list": "periods"}
        ),
    )

    def __init__(self, *args: Any, units: Sequence[Unit], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["unit"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined]

    def clean_period(self) -> Period:
        try:
            return period_said(self.cleaned_data["period"] or "本年", today=self.today)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None


class TargetsForm(forms.Form):
    """One number for each counting rule; empty is no target. `seen` tells which targets the page showed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: Sequence[TargetLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            self.fields[line.code] = forms.DecimalField(
                label=f"{line.label}（{line.measure}）",
                help_text=line.help,
                required=False,
                min_value=Decimal("0.01"),
                max_digits=14,
                decimal_places=2,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                error_messages={
                    "invalid": f"“{line.label}”的目标应是数字，如 420。",
                    "min_value": f"“{line.label}”的目标要大于 0；不设目标请留空。",
                    "max_digits": f"“{line.label}”的目标位数太多，请核对。",
                    "max_whole_digits": f"“{line.label}”的目标位数太多，请核对。",
                    "max_decimal_places": f"“{line.label}”的目标至多两位小数。",
                },
            )

    def targets(self) -> dict[str, Decimal | None]:
        """Return what was told, by rule."""
        return {code: value for code, value in self.cleaned_data.items() if code != "seen"}
