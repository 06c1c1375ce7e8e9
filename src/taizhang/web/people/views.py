"""Posts and people of the units that one manages."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.models import SignInPolicy
from taizhang.foundation.accounts.rules import Right, Role
from taizhang.foundation.accounts.selectors import open_tenures, people_of_units, posts_of_units
from taizhang.foundation.units.models import Unit
from taizhang.processes.people import set_policy
from taizhang.web.access import Visit, allowed
from taizhang.web.access.answers import see_other

SHOWN = 100


def managed(request: Visit) -> list[Unit]:
    """Return the living units that the person manages, by code and name."""
    units = Unit.objects.filter(pk__in=request.reach.units(Right.MANAGE), closed_on__isnull=True)
    return list(units.order_by("code", "name")[:400])


@allowed(Right.MANAGE)
def listing(request: Visit) -> HttpResponse:
    """Show the posts with their holders, and the people, unit by unit. GET only; ?unit= for one unit."""
    units = managed(request)
    chosen = request.GET.get("unit", "")
    shown = [unit for unit in units if str(unit.pk) == chosen] if chosen else units[:SHOWN]
    if chosen and not shown:
        raise Http404
    ids = [unit.pk for unit in shown]
    holders: dict[int, list[object]] = {}
    for tenure in open_tenures(units=ids, on=request.today):
        holders.setdefault(tenure.post_id, []).append(tenure)
    posts: dict[int, list[object]] = {}
    for post in posts_of_units(units=ids):
        told = {
            "post": post,
            "holders": holders.get(post.pk, []),
            "roles": [Role(role).label for role in post.roles],
        }
        posts.setdefault(post.unit_id, []).append(told)
    people: dict[int, list[object]] = {}
    for person in people_of_units(units=ids):
        people.setdefault(person.unit_id or 0, []).append(person)
    strict = set(
        SignInPolicy.objects.filter(unit_id__in=ids, two_factor=True).values_list("unit_id", flat=True)
    )
    blocks = [
        {
            "unit": unit,
            "posts": posts.get(unit.pk, []),
            "people": people.get(unit.pk, []),
            "strict": unit.pk in strict,
        }
        for unit in shown
    ]
    told = {"blocks": blocks, "units": units, "chosen": chosen, "cut": not chosen and len(units) > SHOWN}
    return render(request, "people/list.html", told)


@allowed(Right.MANAGE)
@require_POST
def policy(request: Visit) -> HttpResponse:
    """Ask a unit's people for a second factor, or no longer. POST: 303 to the list."""
    told = request.POST.get("unit", "")
    unit = next((unit for unit in managed(request) if str(unit.pk) == told), None)
    wanted = {"0": False, "1": True}.get(request.POST.get("two_factor", ""))
    if unit is None or wanted is None:
        raise Http404
    set_policy(unit=unit, two_factor=wanted, by=request.actor, at=request.now)
    return see_other(f"{reverse('people:list')}?unit={unit.pk}")
