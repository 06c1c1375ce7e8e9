"""The form of an uploaded ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from taizhang.foundation.units.models import Unit


class UploadForm(forms.Form):
    """A file, whose ledger it is, and the year of days written without one."""

    file = forms.FileField(
        label="台账文件",
        help_text="Excel 或 CSV。表头在第几行、叫什么名字，程序自己认。",
        error_messages={
            "required": "请选择文件。",
            "empty": "这是空文件，请重新选择。",
            "invalid": "请选择文件。",
        },
    )
    unit = forms.TypedChoiceField(
        label="是哪个单位的台账",
        coerce=int,
        error_messages={"required": "请选单位。", "invalid_choice": "请从列表中选单位。"},
    )
    year = forms.IntegerField(
        label="年份",
        required=False,
        min_value=1949,
        max_value=2099,
        help_text="日期里没写年份时用；表里写了就不用填。",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "年份应是四位数字，如 2025。",
            "min_value": "年份应在 1949 到 2099 之间。",
            "max_value": "年份应在 1949 到 2099 之间。",
        },
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined]
