"""Who may come through a view's door."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.web.access import answers
from taizhang.web.access.sessions import lacks_second_factor
from taizhang.web.access.visit import Visit

P = ParamSpec("P")
T = TypeVar("T")
View = Callable[Concatenate[Visit, P], HttpResponseBase]
Door = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def at_the_door(view: View[P]) -> Door[P]:
    """Let anybody in whose password was checked, also where their unit's second factor is still to be set up."""

    @functools.wraps(view)
    def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if getattr(request, "actor", None) is None:
            return answers.sign_in_first(request)
        return view(cast(Visit, request), *args, **kwargs)

    return door


def signed_in(view: View[P]) -> Door[P]:
    """Let anybody in who is signed in; others are sent to sign in, or to set up their second factor first."""

    @functools.wraps(view)
    def inner(request: Visit, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if lacks_second_factor(request):
            return answers.see_other(reverse("signin:two_factor"))
        return view(request, *args, **kwargs)

    return at_the_door(inner)


def allowed(right: Right) -> Callable[[View[P]], Door[P]]:
    """Let in who holds the right anywhere; others read why not."""

    def guard(view: View[P]) -> Door[P]:
        @functools.wraps(view)
        def inner(request: Visit, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.reach.holds(right):
                return answers.not_yours(request, f"您的岗位没有“{right.label}”的权限，请联系管理员。")
            return view(request, *args, **kwargs)

        return signed_in(inner)

    return guard


def found(thing: T | None) -> T:
    """Return the thing, or answer that there is no such page."""
    if thing is None:
        raise Http404
    return thing
