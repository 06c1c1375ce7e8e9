"""Forms of acts: a scheme handed down, a duty broken down or given to posts, a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from taizhang.web.shell.fields import day_field, id_field, offer, text_field


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
