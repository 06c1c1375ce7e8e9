"""Forms of posts and people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Role, rights_of
from taizhang.foundation.units.models import Unit
from taizhang.web.shell.fields import day_field, id_field, offer, text_field


class UnitChoice(forms.Form):
    """A form with a unit out of those that the person manages."""

    unit = forms.TypedChoiceField(
        label="单位",
        coerce=int,
        error_messages={"required": "请选单位。", "invalid_choice": "请从列表中选单位。"},
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined]


class ColleagueForm(UnitChoice):
    """A new colleague."""

    name = text_field("姓名", 40, autocomplete="off")
    login = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]{1,39}$",
        label="登录名",
        help_text="小写字母、数字，2—40 位，如 zhoumin。",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": "请填写登录名。", "invalid": "登录名用小写字母和数字，2—40 位。"},
    )
    field_order = ["name", "login", "unit"]


class PostForm(forms.Form):
    """A post's name and what it is there for."""

    name = text_field("岗位名称", 40)
    roles = forms.MultipleChoiceField(
        label="职责",
        choices=[
            (role.value, f"{role.label}：{'、'.join(sorted(r.label for r in rights_of(roles=[role.value])))}")
            for role in Role
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一项职责。", "invalid_choice": "请从列表中选职责。"},
    )
    mail = forms.CharField(
        label="提醒邮箱",
        required=False,
        max_length=120,
        help_text="岗位的工作邮箱，一天至多收一封到期提醒；不用请留空。",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "邮箱地址至多 120 个字符。"},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class NewPostForm(UnitChoice, PostForm):
    """A new post."""

    field_order = ["unit", "name", "roles", "mail"]


class AppointForm(forms.Form):
    """Who takes the post up, and when."""

    person = forms.TypedChoiceField(
        label="人员",
        coerce=int,
        error_messages={"required": "请选人员。", "invalid_choice": "请从列表中选人员。"},
    )
    since = day_field("到任日期")

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (person.pk, f"{person.name}（{person.login}）") for person in people
        ]


class EndForm(forms.Form):
    """From which day on somebody no longer holds the post, and who goes on with what is unfinished."""

    until = day_field("离任日期")
    successor = forms.TypedChoiceField(
        label="未办完的记录由谁接手",
        coerce=int,
        required=False,
        empty_value=None,
        help_text="接手的人继续填、改好再提交；原来谁写的会留着。不选就先不移交。",
        error_messages={"invalid_choice": "请从列表中选人员。"},
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [  # type: ignore[attr-defined]
            ("", "不移交"),
            *((person.pk, f"{person.name}（{person.login}）") for person in people),
        ]


class HandItemsForm(forms.Form):
    """Who goes on with the ticked items of somebody who leaves, and why."""

    to = id_field("接手的人")
    reason = text_field("移交原因", 200, help_text="如：岗位调整，由接任的同志继续办理。")

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people_offered = [(person.pk, f"{person.name}（{person.login}）") for person in people]
        offer(self, "to", [("", "请选择"), *people_offered])
