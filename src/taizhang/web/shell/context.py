"""What every page shows around its body."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Right
from taizhang.web.shell.menu import menu

SIZES = ("normal", "large", "huge")
SIZE_COOKIE = "size"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the menu, the person, the unit they stand for, and the chosen size of text."""
    size = request.COOKIES.get(SIZE_COOKIE, SIZES[0])
    told: dict[str, Any] = {
        "text_size": size if size in SIZES else SIZES[0],
        "actor": getattr(request, "actor", None),
        "menu": (),
    }
    actor, reach = told["actor"], getattr(request, "reach", None)
    if isinstance(actor, Person) and reach is not None:
        roots = reach.roots(Right.READ)
        told |= {
            "menu": menu(reach=reach, path=request.path),
            "standing_for": roots[0] if roots else actor.unit,
            "may_write": reach.holds(Right.WRITE),
            "may_report": reach.holds(Right.REPORT),
        }
    return told
