"""Forms of the acts on units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import Level
from taizhang.web.shell.fields import text_field


class ActForm(forms.Form):
    """From which day an act holds, and the document it stands on."""

    on = forms.DateField(
        label="生效日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请填写生效日期。", "invalid": "生效日期应形如 2026-03-05。"},
    )
    basis = text_field("依据文件", 200, help_text="如 柳街发〔2025〕8号")


class FoundForm(ActForm):
    """A new sub-unit."""

    name = text_field("单位名称", 100)
    level = forms.ChoiceField(
        label="层级",
        choices=[(level.value, level.label) for level in Level],
        error_messages={"required": "请选层级。", "invalid_choice": "请从列表中选层级。"},
    )
    code = text_field("区划代码", 12, required=False, help_text="没有可不填")
    field_order = ["name", "level", "code", "on", "basis"]


class RenameForm(ActForm):
    """Another name."""

    name = text_field("新名称", 100)
    field_order = ["name", "on", "basis"]


class OtherForm(ActForm):
    """An act towards one other unit."""

    other = forms.TypedChoiceField(
        label="单位",
        coerce=int,
        error_messages={"required": "请选单位。", "invalid_choice": "请从列表中选单位。"},
    )
    field_order = ["other", "on", "basis"]

    def __init__(self, *args: Any, units: Sequence[Unit], label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].label = label
        self.fields["other"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined]


class SplitForm(ActForm):
    """Which units carry on."""

    into = forms.TypedMultipleChoiceField(
        label="由哪些单位承接",
        coerce=int,
        help_text="要先建好新单位；选中本单位表示它继续存在，否则撤销，由第一个承接其下级和存量。",
        error_messages={"required": "请选承接的单位。", "invalid_choice": "请从列表中选单位。"},
    )
    field_order = ["into", "on", "basis"]

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined]


class FileForm(forms.Form):
    """A file with units."""

    file = forms.FileField(
        label="文件",
        help_text="CSV、Excel，或行政区划 JSON；先预览，再导入；有一处错就都不导入。",
        error_messages={
            "required": "请选择文件。",
            "empty": "这是空文件，请重新选择。",
            "invalid": "请选择文件。",
        },
    )
