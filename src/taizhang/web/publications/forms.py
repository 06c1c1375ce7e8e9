"""Forms of items: the item itself, the acts on it, theme plans, delegations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.publication.models import ThemePlan
from taizhang.ledgers.publication.rules import (
    Channel,
    Content,
    Picture,
    State,
)
from taizhang.web.shell.fields import day_field, id_field, offer, text_field


class ItemForm(forms.Form):
    """An item as its author writes it. Channels and facts of pictures are read beside its fields."""

    title = text_field("标题", 200)
    text = text_field(
        "正文",
        50_000,
        required=False,
        rows=16,
        help_text="一行一段；以“# ”至“#### ”开头的一行是一至四级标题，以“- ”开头的一行是列表。",
    )
    unit = id_field("发布单位")
    planned_at = forms.DateTimeField(
        label="计划发布时间",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": "计划发布时间应形如 2026-03-05 09:00。"},
    )
    theme = id_field("主题宣传计划", required=False)
    reason = text_field("更正理由", 500, required=False, help_text="稿件已经发布，改动要写明原来错在哪里。")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        units: Sequence[Unit],
        themes: Iterable[ThemePlan],
        released: bool,
        fixed: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", [(unit.pk, unit.name) for unit in units])
        offer(self, "theme", [("", "不属于主题计划"), *((one.pk, one.title) for one in themes)])
        if fixed:
            del self.fields["unit"]
        if not released:
            del self.fields["reason"]


def pictures_told(
    sent: Mapping[str, Any], before: Content | None, fresh: Iterable[str]
) -> tuple[Picture, ...]:
    """Return the pictures that are kept, with the words sent for them, and the fresh ones by their digests."""
    kept = [
        Picture(
            digest=one.digest,
            source=_fact(sent, "source", one.digest),
            licence=_fact(sent, "licence", one.digest),
            alternative=_fact(sent, "alternative", one.digest),
        )
        for one in (before.pictures if before else ())
        if not sent.get(f"drop_{one.digest}")
    ]
    known = {one.digest for one in kept}
    words = {
        name: str(sent.get(f"new_{name}", "")).strip()[:300] for name in ("source", "licence", "alternative")
    }
    return (*kept, *(Picture(digest, **words) for digest in dict.fromkeys(fresh) if digest not in known))


def _fact(sent: Mapping[str, Any], name: str, digest: str) -> str:
    return str(sent.get(f"{name}_{digest}", "")).strip()[:300]


class ChoiceForm(forms.Form):
    """Which items the list shows. An unknown value does not narrow."""

    q = forms.CharField(
        label="标题", required=False, max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部状态"), *((state.value, state.label) for state in State)],
    )
    mine = forms.BooleanField(label="我经办的", required=False)


class SubmitForm(forms.Form):
    """Send to review; what the author answers to remarks that stop; why it is urgent."""

    answer = text_field(
        "对“不能发”的说明", 500, required=False, rows=2, help_text="检查出的问题确认无误的，在这里写明理由。"
    )
    urgent_reason = text_field(
        "紧急发布的理由",
        200,
        required=False,
        help_text="只在来不及走完全部环节时填写：终审通过即可发布，其余环节事后在时限内补办，并列出。",
    )


class ReasonForm(forms.Form):
    """Why something is returned or withdrawn."""

    reason = text_field("理由", 500, rows=3)


class HandOverForm(forms.Form):
    """Who goes on with an item, and why."""

    to = id_field("接手的人", help_text="接手以后由他修改、送审、登记发布；经办过的人不能审校这篇稿件。")
    reason = text_field("移交原因", 200, rows=2)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", [("", "请选择"), *((one.pk, f"{one.name}（{one.login}）") for one in people)])


class PublishForm(forms.Form):
    """What went out where."""

    on = day_field("发布日期")
    channel = forms.ChoiceField(
        label="发布渠道",
        error_messages={"required": "请选发布渠道。", "invalid_choice": "请从列表中选发布渠道。"},
    )
    link = text_field(
        "网页地址", 500, required=False, help_text="以 http:// 或 https:// 开头；没有网页的，附照片。"
    )
    photo = forms.FileField(
        label="发布后的照片或截图",
        required=False,
        error_messages={"empty": "这是空文件，请重新选择。", "invalid": "请选择照片文件。"},
    )
    text = text_field(
        "发布出来的文字",
        50_000,
        required=False,
        rows=5,
        help_text="从发布的页面复制正文贴在这里，程序与审定稿逐字比对；只有照片的可以不填。",
    )
    reason = text_field("原来错在哪里", 500, required=False, rows=2)

    def __init__(self, *args: Any, channels: Iterable[Channel], correcting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "channel", [(one.label, one.label) for one in channels])
        if not correcting:
            del self.fields["reason"]


class ThemeForm(forms.Form):
    """A theme plan."""

    title = text_field("主题", 100)
    unit = id_field("单位")
    start = day_field("开始日期")
    until = day_field("结束日期")
    planned = forms.IntegerField(
        label="计划篇数",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "请填写计划篇数。", "invalid": "计划篇数应是整数，如 12。"},
    )
    note = text_field("说明", 2000, required=False, rows=3)

    def __init__(self, *args: Any, units: Sequence[Unit], fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", [(unit.pk, unit.name) for unit in units])
        if fixed:
            del self.fields["unit"]


class DelegationForm(forms.Form):
    """Who stands in for a vacant post, from when to when, and why."""

    post = id_field("空缺的岗位")
    person = id_field("代办人")
    since = day_field("开始日期")
    last_day = day_field("截止日期（含）")
    reason = text_field("理由", 200)

    def __init__(self, *args: Any, posts: Sequence[Post], people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "post", [(post.pk, f"{post.name}（{post.unit.name}）") for post in posts])
        offer(
            self,
            "person",
            [(one.pk, f"{one.name}（{one.unit.name}）" if one.unit else one.name) for one in people],
        )
