"""Tell each request the moment, the person and their reach; turn refusals into pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.selectors import OutOfReach, reach_of, session_stamp
from taizhang.kernel.refusal import Refused
from taizhang.web.access import answers

CHINA = ZoneInfo("Asia/Shanghai")
PERSON, STAMP = "person", "stamp"


class VisitMiddleware:
    """Sets `now`, `today`, `actor` and `reach`; `actor` is None where nobody is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = dt.datetime.now(dt.UTC)
        today = now.astimezone(CHINA).date()
        actor = _actor(request)
        request.now, request.today, request.actor = now, today, actor  # type: ignore[attr-defined]
        request.reach = reach_of(person=actor, on=today) if actor else None  # type: ignore[attr-defined]
        response = self.get_response(request)
        if actor is not None and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store, private"
        return response

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Answer a refusal that no view has answered."""
        if isinstance(fault, OutOfReach):
            return answers.not_yours(request, str(fault))
        if isinstance(fault, Refused):
            return answers.refused(request, str(fault))
        return None


def _actor(request: HttpRequest) -> Person | None:
    number = request.session.get(PERSON)
    if number is None:
        return None
    person = Person.objects.select_related("unit").filter(pk=number).exclude(password="").first()
    if person is None or request.session.get(STAMP) != session_stamp(person=person):
        request.session.flush()
        return None
    return person
