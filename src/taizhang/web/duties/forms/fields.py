"""Fields that forms of several pages of duties have."""

from __future__ import annotations

from django import forms


def several(label: str, *, required: bool = False, help_text: str = "") -> forms.TypedMultipleChoiceField:
    """Return a field for several ids out of a list, which is offered later."""
    return forms.TypedMultipleChoiceField(
        label=label,
        coerce=int,
        required=required,
        help_text=help_text,
        error_messages={"required": f"请选{label}。", "invalid_choice": f"请从列表中选{label}。"},
    )
