"""Add a colleague; hand out a new one-time code."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.processes.people import add_colleague, renew_code
from taizhang.web.access import Visit, allowed, found
from taizhang.web.people.forms import ColleagueForm
from taizhang.web.people.views import managed


@allowed(Right.MANAGE)
def new(request: Visit) -> HttpResponse:
    """Add a colleague.

    GET: the form. POST: the slip with the one-time code, shown this once; 422 with the faults.
    """
    form = ColleagueForm(
        request.POST if request.method == "POST" else None,
        units=managed(request),
        initial={"unit": request.GET.get("unit")},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        unit = Unit.objects.get(pk=told["unit"])
        try:
            person, code = add_colleague(
                login=told["login"], name=told["name"], unit=unit, by=request.actor, at=request.now
            )
        except Refused as refusal:
            form.add_error("login", str(refusal))
        else:
            return _slip(request, person, code)
    return render(request, "people/new.html", {"form": form}, status=422 if form.errors else 200)


@allowed(Right.MANAGE)
@require_POST
def code(request: Visit, pk: int) -> HttpResponse:
    """Hand out a new one-time code.

    POST: the slip, shown this once; open sessions of that person end. 422 where they hold a post beyond the managed units.
    """
    people = Person.objects.select_related("unit").filter(
        pk=pk, unit_id__in=request.reach.units(Right.MANAGE)
    )
    person = found(people.first())
    code = renew_code(person=person, by=request.actor, reach=request.reach, at=request.now)
    return _slip(request, person, code)


def _slip(request: Visit, person: Person, code: str) -> HttpResponse:
    address = request.build_absolute_uri("/signin/code/")
    return render(request, "people/slip.html", {"person": person, "code": code, "address": address})
