"""What is typed to ease, close or take back."""

from __future__ import annotations

from django import forms


class ReasonForm(forms.Form):
    """Why something is excused, reopened or taken back."""

    reason = forms.CharField(
        label="理由",
        max_length=500,
        error_messages={"required": "请写明理由。", "max_length": "理由至多 500 字。"},
    )


class NoteForm(forms.Form):
    """What the unit above writes with its urging, if anything."""

    note = forms.CharField(
        label="附言", required=False, max_length=200, error_messages={"max_length": "附言至多 200 字。"}
    )


class MoveForm(ReasonForm):
    """To which day a due day is moved, and why."""

    to = forms.DateField(
        label="新的期限",
        error_messages={"required": "请写新的期限。", "invalid": "看不懂新的期限，请写成 2025-06-30。"},
    )


def first_fault(form: forms.Form) -> str:
    """Return the first thing that is wrong with a form, in words."""
    return next((str(faults[0]) for faults in form.errors.values()), "")
