"""What a device keeps: whose page an answer is, the id that it gives to what waits there, the day it was entered."""

from __future__ import annotations

import re
from urllib.parse import quote

from django.http import HttpResponse

from taizhang.web.access.visit import Visit

PERSON = "Taizhang-Person"
"""The header that tells the worker whose page an answer is: it keeps one person's pages only."""

_KEY = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def marked(request: Visit, answer: HttpResponse) -> HttpResponse:
    """Return the answer with the mark by which the worker knows whose page it is."""
    if answer.status_code == 200 and request.method == "GET":
        # As encodeURIComponent writes it: the page tells the worker the same.
        answer[PERSON] = quote(request.actor.login, safe="!'()*")
    return answer


def is_key(text: str) -> bool:
    """Return whether a text can be the id that a device gives to what waits there."""
    return _KEY.fullmatch(text) is not None
