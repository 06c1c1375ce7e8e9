"""Who gets at a draft from the editor: whoever may see it; everybody else is answered in JSON."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import OutOfReach
from taizhang.kernel.refusal import Refused
from taizhang.reporting.editing import manuscript_json
from taizhang.reporting.manuscripts import DraftChanged
from taizhang.reporting.models import Report
from taizhang.web.access import Visit, allowed, found
from taizhang.web.reports.told import changes_json, moment
from taizhang.web.reports.views import desks, report_of

P = ParamSpec("P")


def for_editor(
    view: Callable[Concatenate[Visit, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in who may see the draft; everybody else, and every refusal, is answered in JSON."""
    inner = allowed(Right.READ)(view)

    @functools.wraps(view)
    def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if getattr(request, "actor", None) is None:
            back = urlencode({"next": request.META.get("HTTP_REFERER", "/")})
            return JsonResponse({"signin": f"{reverse('signin:in')}?{back}"}, status=401)
        try:
            return inner(request, *args, **kwargs)
        except DraftChanged as refusal:
            theirs = refusal.theirs
            return JsonResponse(
                {
                    "error": str(refusal),
                    "version": theirs.version,
                    "by": theirs.by_name,
                    "saved_at": moment(theirs.at),
                    "manuscript": manuscript_json(theirs.manuscript),
                    "differences": changes_json(refusal.changes),
                },
                status=409,
            )
        except OutOfReach as refusal:
            return JsonResponse({"error": str(refusal)}, status=403)
        except Refused as refusal:
            told = {"error": str(refusal), "place": getattr(refusal, "place", None)}
            return JsonResponse(told, status=422)

    return door


def draft_of(request: Visit, pk: int) -> Report:
    """Return the report whose draft this person may see, else 404."""
    report = report_of(request, pk)
    return found(report if report.unit_id in desks(request) else None)


def check_reach(request: Visit, units: Collection[int]) -> None:
    """Refuse figures of units that this person may not look at.

    Raises:  OutOfReach.
    """
    for unit in set(units) - request.reach.units(Right.READ):
        request.reach.check(Right.READ, unit)
