"""Fields that the forms of several page groups have: what each says when it is empty, too long or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms


def text_field(
    label: str, longest: int, *, required: bool = True, help_text: str = "", rows: int = 0, **attrs: str
) -> forms.CharField:
    """Return a field for a text; of several lines where `rows` says how many are shown."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs=attrs),
        error_messages={"required": f"请填写{label}。", "max_length": f"{label}至多 {longest} 个字。"},
    )


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": f"请填写{label}。", "invalid": f"{label}应形如 2026-03-05。"},
    )


def id_field(
    label: str, choices: Sequence[tuple[Any, str]] = (), *, required: bool = True, help_text: str = ""
) -> forms.TypedChoiceField:
    """Return a field for one id out of a list, which may be offered later; None where nothing is chosen."""
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        required=required,
        empty_value=None,
        help_text=help_text,
        error_messages={"required": f"请选{label}。", "invalid_choice": f"请从列表中选{label}。"},
    )


def offer(form: forms.Form, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    """Offer these choices in a field of the form."""
    form.fields[name].choices = choices  # type: ignore[attr-defined]
