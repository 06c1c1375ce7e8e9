"""Let people leave posts: the handover list, the end of a tenure, items handed over."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.models import Person, Tenure
from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.premises.rules import type_by_code
from taizhang.processes.people import hand_over_items, handover_of, relieve
from taizhang.web.access import Visit, allowed, found
from taizhang.web.access.answers import see_other
from taizhang.web.people.forms import EndForm, HandItemsForm
from taizhang.web.people.posts import back_to_posts, managed_people


@allowed(Right.MANAGE)
def end(request: Visit, pk: int) -> HttpResponse:
    """End a tenure. GET: the handover list, to print and sign. POST: 303 to the list; 422 with the faults."""
    tenure = _tenure(request, pk)
    others = _others(request, tenure)
    form = EndForm(
        request.POST if request.method == "POST" else None, people=others, initial={"until": request.today}
    )
    if request.method == "POST" and form.is_valid():
        try:
            told = form.cleaned_data
            successor = next((one for one in others if one.pk == told["successor"]), None)
            relieve(tenure=tenure, until=told["until"], successor=successor, by=request.actor, at=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return back_to_posts(tenure.post)
    return _page(request, tenure, form, HandItemsForm(people=others, auto_id="items_%s"))


@allowed(Right.MANAGE)
@require_POST
def hand_items(request: Visit, pk: int) -> HttpResponse:
    """Hand ticked items over, all or none. POST: 303 to the handover list; 422 with the faults."""
    tenure = _tenure(request, pk)
    others = _others(request, tenure)
    form = HandItemsForm(request.POST, people=others, auto_id="items_%s")
    if form.is_valid():
        told = form.cleaned_data
        try:
            hand_over_items(
                tenure=tenure,
                items=_ticked(request),
                to=next(one for one in others if one.pk == told["to"]),
                reason=told["reason"],
                by=request.actor,
                on=request.today,
                at=request.now,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return see_other(reverse("people:end", args=[tenure.pk]))
    return _page(request, tenure, EndForm(people=others, initial={"until": request.today}), form)


def _tenure(request: Visit, pk: int) -> Tenure:
    rows = Tenure.objects.select_related("post", "post__unit", "person").filter(until__isnull=True)
    return found(rows.filter(pk=pk, post__unit_id__in=request.reach.units(Right.MANAGE)).first())


def _others(request: Visit, tenure: Tenure) -> list[Person]:
    return [person for person in managed_people(request, tenure.post) if person.pk != tenure.person_id]


def _ticked(request: Visit) -> frozenset[int]:
    """Return the ids of the items that are ticked; what is no id is none of them."""
    sent = request.POST.getlist("item")
    return frozenset(int(one) for one in sent if one.isascii() and one.isdecimal() and len(one) < 16)


def _page(request: Visit, tenure: Tenure, form: EndForm, items_form: HandItemsForm) -> HttpResponse:
    handover = handover_of(tenure=tenure, on=request.today)
    page = {
        "form": form,
        "items_form": items_form,
        "ticked": _ticked(request) if items_form.is_bound else {item.pk for item in handover.items},
        "tenure": tenure,
        "handover": handover,
        "place_lines": [(place, type_by_code(place.type).label) for place in handover.places],
    }
    faulty = form.errors or items_form.errors
    return render(request, "people/end.html", page, status=422 if faulty else 200)
