"""The form of the stages that a unit, or one of its channels, asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from taizhang.foundation.accounts.models import Post
from taizhang.ledgers.publication.models import StageSetting
from taizhang.ledgers.publication.rules import REVIEWS, USUAL_ORDER, Code, Measure, StageTold
from taizhang.web.shell.fields import id_field

LEFT_OUT = 0


class StagesForm(forms.Form):
    """The stages, each with its place in the order or left out, its post, and its time.

    `standing` are those set here; where none are, `model` is what is offered first.
    """

    def __init__(
        self,
        *args: Any,
        posts: Sequence[Post],
        standing: Sequence[StageSetting],
        model: Sequence[StageSetting] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        shown = standing or model
        before = {setting.code: setting for setting in shown}
        above = {setting.code: setting for setting in model}
        self.codes = [Code(setting.code) for setting in shown]
        self.codes += [code for code in USUAL_ORDER if code.value not in before]
        offered = [("", "请选岗位"), *((post.pk, f"{post.name}（{post.unit.name}）") for post in posts)]
        for place, code in enumerate(self.codes, start=1):
            set_before = before.get(code.value) or above.get(code.value)
            self.fields[f"place_{code}"] = forms.TypedChoiceField(
                label=f"{code.label}的次序",
                coerce=int,
                choices=[
                    *((number, f"第 {number} 步") for number in range(1, len(Code) + 1)),
                    *([] if code is REVIEWS[-1] else [(LEFT_OUT, "不办")]),
                ],
                initial=LEFT_OUT if shown and code.value not in before else place,
                error_messages={"required": "请选次序。", "invalid_choice": "请从列表中选次序。"},
            )
            self.fields[f"post_{code}"] = post = id_field(f"{code.label}的岗位", required=False)
            post.choices = offered
            post.initial = set_before.post_id if set_before else None
            self.fields[f"amount_{code}"] = forms.IntegerField(
                label=f"{code.label}的时限",
                initial=set_before.amount if set_before else 1,
                min_value=1,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 3}),
                error_messages=dict.fromkeys(("required", "invalid", "min_value"), "时限应是大于 0 的整数。"),
            )
            self.fields[f"measure_{code}"] = forms.ChoiceField(
                label=f"{code.label}时限的单位",
                choices=[(measure.value, measure.label) for measure in Measure],
                initial=set_before.measure if set_before else Measure.WORKDAYS.value,
                error_messages=dict.fromkeys(("required", "invalid_choice"), "请选工作日或小时。"),
            )

    @property
    def rows(self) -> list[tuple[Code, list[forms.BoundField]]]:
        """Each stage with its four fields."""
        names = ("place", "post", "amount", "measure")
        return [(code, [self[f"{name}_{code}"] for name in names]) for code in self.codes]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        asked = {code: told[f"place_{code}"] for code in self.codes if told.get(f"place_{code}")}
        for code in asked:
            if f"post_{code}" in told and told[f"post_{code}"] is None:
                self.add_error(f"post_{code}", f"请选{code.label}的岗位。")
        if len(set(asked.values())) < len(asked):
            raise forms.ValidationError("有两个环节排在同一步，请把次序错开。")
        return told

    def stages(self) -> list[StageTold]:
        """Return the stages that are not left out, in their order; call it on a valid form."""
        told = self.cleaned_data
        asked = [code for code in self.codes if told[f"place_{code}"] != LEFT_OUT]
        ordered = sorted(asked, key=lambda code: told[f"place_{code}"])
        return [
            StageTold(code, told[f"post_{code}"], told[f"amount_{code}"], Measure(told[f"measure_{code}"]))
            for code in ordered
        ]
