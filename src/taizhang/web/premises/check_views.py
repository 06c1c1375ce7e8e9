"""The checklist that a label opens on a phone; what is due; an inspection that was made."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.premises.models import Place
from taizhang.ledgers.premises.rules import Answer, type_by_code
from taizhang.ledgers.premises.selectors import due_inspections, inspection_within
from taizhang.ledgers.premises.services import InspectedBefore, inspect, open_inspection
from taizhang.web.access import Visit, allowed, found, once
from taizhang.web.access.answers import see_other
from taizhang.web.access.devices import marked
from taizhang.web.premises.forms import SEVERITIES
from taizhang.web.premises.pages import FINDING_SIGNS
from taizhang.web.premises.place_views import place_of
from taizhang.web.shell.checklist import ItemRow, answers_of, blank_rows, judged, rows_told, wrongs_of
from taizhang.web.shell.leaf import leaf_of
from taizhang.web.shell.post_choices import posts_offered, said_posts
from taizhang.web.shell.told_inspections import FaultyChecklist, take_inspection

ANSWERS = [(answer.value, answer.label) for answer in Answer]


@allowed(Right.WRITE)
def check(request: Visit, pk: int) -> HttpResponse:
    """Fill in the checklist of a place.

    GET: the questions. POST: 303 to the inspection; 422 with each fault at its question, answers kept.
    """
    place = place_of(request, pk)
    request.reach.check(Right.WRITE, place.unit_id)
    if request.method == "POST" and (address := once.claimed(request)):
        return see_other(address)
    type = type_by_code(place.type)
    posts = said_posts(posts_offered(unit=place.unit_id, on=request.today))
    if request.method != "POST":
        rows = blank_rows(type=type, post=place.post_id, today=request.today)
        return marked(request, _page(request, place, rows, posts, status=200))
    rows = judged(
        rows_told(type=type, sent=request.POST, files=request.FILES), posts=dict(posts), today=request.today
    )
    note = request.POST.get("note", "")[:500]
    if any(row.error for row in rows):
        return _page(request, place, rows, posts, note=note)
    try:
        made = inspect(
            place=place,
            answers=answers_of(rows),
            wrongs=wrongs_of(rows, at=request.now),
            note=note,
            on=request.today,
            by=request.actor,
            at=request.now,
        )
    except Refused as refusal:
        return _page(request, place, rows, posts, note=note, refusal=str(refusal))
    address = reverse("premises:inspection", args=[made.pk])
    once.remember(request, address)
    return see_other(address)


@allowed(Right.WRITE)
@require_POST
def receive(request: Visit, pk: int) -> HttpResponse:
    """Take an inspection that a device has kept, and name its id back.

    POST: 200 with its address, the same for the same id however often it is sent; 401 where somebody
    else is signed in than the one who made it; 422 with the faults by question. Always JSON.
    """
    place = place_of(request, pk)
    request.reach.check(Right.WRITE, place.unit_id)
    key = request.POST.get("id", "")
    if request.POST.get("person") != request.actor.login:
        why = "这次检查不是现在登录的人填的，请本人登录后上传。"
        return JsonResponse({"id": key, "why": why}, status=401)
    try:
        made = take_inspection(request, place=place, key=key, told=request.POST, files=request.FILES)
    except InspectedBefore as before:
        made = before.inspection
    except FaultyChecklist as faulty:
        return JsonResponse({"id": key, "errors": faulty.faults}, status=422)
    except Refused as refusal:
        return JsonResponse({"id": key, "errors": {"__all__": str(refusal)}}, status=422)
    address = reverse("premises:inspection", args=[made.pk])
    return JsonResponse({"id": key, "number": made.label, "address": address})


def _page(
    request: Visit,
    place: Place,
    rows: list[ItemRow],
    posts: list[tuple[int, str]],
    *,
    note: str = "",
    refusal: str = "",
    status: int = 422,
) -> HttpResponse:
    told = {
        "place": place,
        "type": type_by_code(place.type),
        "rows": rows,
        "left": sum(bool(row.error) for row in rows),
        "open": open_inspection(place=place, on=request.today),
        "answers": ANSWERS,
        "severities": SEVERITIES,
        "posts": [(str(pk), name) for pk, name in posts],
        "today": request.today,
        "note": note,
        "refusal": refusal,
    }
    return render(request, "premises/check.html", told, status=status)


@allowed(Right.READ)
def due(request: Visit) -> HttpResponse:
    """List what is to be inspected, the earliest due first. GET only."""
    page = leaf_of(request, due_inspections(units=request.reach.units(Right.READ), on=request.today))
    lines = [(one, type_by_code(one.place.type).label, one.due_on < request.today) for one in page.rows]
    may_write = request.reach.holds(Right.WRITE)
    return render(request, "premises/due.html", {"page": page, "lines": lines, "may_write": may_write})


@allowed(Right.READ)
def inspection(request: Visit, pk: int) -> HttpResponse:
    """Show an inspection: each question with its answer, and what was found. GET only."""
    one = found(inspection_within(pk=pk, units=request.reach.units(Right.READ)))
    told = {
        "one": one,
        "type": type_by_code(one.place.type),
        "answers": [(asked, answer, Answer(answer).label) for _, asked, answer in one.answers or []],
        "findings": [
            (each, FINDING_SIGNS[each.state]) for each in one.findings.select_related("post").order_by("pk")
        ],
        "may_check": one.state == "DUE" and request.reach.may(Right.WRITE, one.place.unit_id),
    }
    return render(request, "premises/inspection.html", told)
