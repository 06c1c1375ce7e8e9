"""What a form asks for, done; or why not, told on the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from taizhang.kernel.refusal import Refused


def was_done(form: forms.Form, deed: Callable[[dict[str, Any]], object]) -> bool:
    """Do what a form without faults asks for, and return whether it was done; a refusal stands on the form."""
    if not form.is_valid():
        return False
    try:
        deed(form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
