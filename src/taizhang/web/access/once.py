"""A form sent twice does its work once: the second sending is led to what the first one made."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest

FIELD = "once"
KEPT = 30
_DONE = "once_done"


def new_token() -> str:
    """Return a token for one form on one page."""
    return secrets.token_urlsafe(12)


def claimed(request: HttpRequest) -> str | None:
    """Return where the first sending of this form led, None if this is the first."""
    token = request.POST.get(FIELD, "")
    for known, address in request.session.get(_DONE, []):
        if token and known == token:
            return str(address)
    return None


def remember(request: HttpRequest, address: str) -> None:
    """Remember where this form led; the last thirty are kept."""
    token = request.POST.get(FIELD, "")
    if token:
        done: list[Any] = [*request.session.get(_DONE, []), [token, address]]
        request.session[_DONE] = done[-KEPT:]
