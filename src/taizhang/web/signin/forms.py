"""Forms of signing in and of one's own account."""

from __future__ import annotations

from typing import Any

from django import forms

from taizhang.foundation.units.rules import Level
from taizhang.web.shell.fields import text_field


def _password(label: str, *, new: bool) -> forms.CharField:
    told = "new-password" if new else "current-password"
    return forms.CharField(
        label=label,
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": told}),
        error_messages={"required": f"请填写{label}。", "max_length": f"{label}至多 128 位。"},
    )


class SignInForm(forms.Form):
    """Login, password and, once asked for, the code of the second factor."""

    login = text_field("登录名", 40, autocomplete="username", autocapitalize="none", spellcheck="false")
    password = _password("密码", new=False)
    code = forms.CharField(
        label="动态码",
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"max_length": "动态码是 6 位数字。"},
    )


class TwiceForm(forms.Form):
    """A new password, typed twice."""

    new = _password("新密码", new=True)
    again = _password("再输一遍新密码", new=True)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("new") and told.get("again") and told["new"] != told["again"]:
            self.add_error("again", "两次输入的密码不一样。")
        return told


class PasswordForm(TwiceForm):
    """The old password and a new one."""

    old = _password("原密码", new=False)
    field_order = ["old", "new", "again"]


class CodeForm(TwiceForm):
    """A one-time code and the password to set by it."""

    login = text_field("登录名", 40, autocomplete="username", autocapitalize="none", spellcheck="false")
    code = text_field("一次性口令", 20, autocomplete="off", autocapitalize="characters", spellcheck="false")
    field_order = ["login", "code", "new", "again"]


class FirstForm(CodeForm):
    """Who the first administrator is, and of which unit."""

    name = text_field("姓名", 40, autocomplete="name")
    unit = text_field("本单位名称", 100)
    level = forms.ChoiceField(
        label="单位层级",
        choices=[(level.value, level.label) for level in Level],
        initial=Level.STREET.value,
        error_messages={"required": "请选单位层级。", "invalid_choice": "请从列表中选单位层级。"},
    )
    field_order = ["code", "unit", "level", "name", "login", "new", "again"]


class ConfirmForm(forms.Form):
    """One's password once more."""

    password = _password("密码", new=False)


class TwoFactorForm(forms.Form):
    """The code that the device shows."""

    code = text_field("动态码", 10, inputmode="numeric", autocomplete="one-time-code")
