"""Forms of the reports: what is wanted, the passages that people write, a reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms

from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period, parse_period
from taizhang.kernel.refusal import Refused
from taizhang.web.shell.fields import text_field

PASSAGE = "text_"
LONGEST = 5000


def _day() -> forms.DateField:
    return forms.DateField(
        label="成文日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请填写成文日期。", "invalid": "成文日期应形如 2026-01-05。"},
    )


class NewReportForm(forms.Form):
    """Which report: genre, unit, period, and its subject or the scheme that it is about.

    `of_scheme` are the genres that are about a scheme: those need one, and no subject beside it.
    """

    template = forms.ChoiceField(
        label="文种", error_messages={"required": "请选文种。", "invalid_choice": "请从列表中选文种。"}
    )
    unit = forms.TypedChoiceField(
        label="单位",
        coerce=int,
        error_messages={"required": "请选单位。", "invalid_choice": "请从列表中选单位。"},
    )
    period = text_field("时间", 40, required=True, placeholder="如 2025年、2025年第三季度、2025年1至9月")
    subject = text_field(
        "工作名称", 100, required=False, help_text="如 新时代文明实践工作、宣传文化工作；写责任方案的不用填"
    )
    scheme = forms.TypedChoiceField(
        label="责任方案",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="责任落实情况报告写哪个方案",
        error_messages={"invalid_choice": "请从列表中选责任方案。"},
    )
    addressee = text_field("主送机关", 100, required=False, help_text="不填则不印")
    dated = _day()

    def __init__(
        self,
        *args: Any,
        templates: Sequence[tuple[str, str]],
        of_scheme: Collection[str],
        units: Sequence[Unit],
        schemes: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.of_scheme = of_scheme
        self.fields["scheme"].choices = [("", "不写方案"), *schemes]  # type: ignore[attr-defined]
        self.fields["template"].choices = templates  # type: ignore[attr-defined]
        self.fields["unit"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined]

    def clean_period(self) -> Period:
        try:
            return parse_period(self.cleaned_data["period"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        about_scheme = told.get("template") in self.of_scheme
        if about_scheme and "scheme" in told and told["scheme"] is None:
            self.add_error("scheme", "这种报告写的是一个责任方案，请选方案。")
        if not about_scheme and told.get("scheme") is not None:
            self.add_error("scheme", "这种报告不写责任方案，请改为“不写方案”，或改选文种。")
        if not about_scheme and "subject" in told and not told["subject"]:
            self.add_error("subject", "请填写工作名称。")
        return told


class PassagesForm(forms.Form):
    """The passages that people write for a template, and the report's date and addressee."""

    dated = _day()
    addressee = text_field("主送机关", 100, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, needs: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = needs
        for name, words in needs.items():
            self.fields[PASSAGE + name] = forms.CharField(
                label=name,
                help_text=words,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 4}),
                error_messages={"max_length": f"“{name}”至多 {LONGEST} 字，请精简。"},
            )

    def texts(self) -> dict[str, str]:
        """Return the passages that were written."""
        told = {name: self.cleaned_data.get(PASSAGE + name, "").strip() for name in self.needs}
        return {name: text.replace("\r\n", "\n") for name, text in told.items() if text}

    def passages(self) -> list[forms.BoundField]:
        """Return the fields of the passages."""
        return [self[PASSAGE + name] for name in self.needs]


class ReturnForm(forms.Form):
    """Why a report is returned."""

    reason = forms.CharField(
        max_length=500, error_messages={"required": "请写明理由。", "max_length": "理由至多 500 字。"}
    )


class BundleForm(forms.Form):
    """A sealed bundle to verify."""

    file = forms.FileField(
        label="封存包",
        help_text="签发时下载的 .zip 文件",
        error_messages={
            "required": "请选择封存包。",
            "empty": "这是空文件，请重新选择。",
            "invalid": "请选择封存包。",
        },
    )
