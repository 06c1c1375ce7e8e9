"""The stages of a unit and of its channels: which, in which order, with which posts and times; who stands in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import open_tenures, people_of_units, posts_of_units
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.publication.models import Delegation, StageSetting
from taizhang.ledgers.publication.rules import Channel, place_number
from taizhang.ledgers.publication.selectors import (
    delegations_of,
    places_with_settings,
    plan_for,
    registered_channels,
    settings_of,
    settings_of_place,
)
from taizhang.ledgers.publication.services import clear_stages, delegate_post, end_delegation, set_stages
from taizhang.web.access import Visit, allowed, found
from taizhang.web.access.answers import see_other
from taizhang.web.publications.forms import DelegationForm
from taizhang.web.publications.stage_form import StagesForm
from taizhang.web.shell.deeds import was_done


@allowed(Right.MANAGE)
def stages(request: Visit) -> HttpResponse:
    """Show and set the stages of a unit, ?unit= or one's own, or with ?place= of one of its channels.

    GET; POST: 303 back; 422 with the faults.
    """
    unit = _unit(request)
    channels = _channels(request, unit)
    place = _place(request, channels)
    if request.method != "POST":
        return _page(request, unit, place)
    form = _stages_form(request, unit, place, request.POST)
    if was_done(
        form,
        lambda _: set_stages(unit=unit, stages=form.stages(), place=place, by=request.actor, at=request.now),
    ):
        return see_other(_address(unit, place))
    return _page(request, unit, place, stages_form=form)


@allowed(Right.MANAGE)
@require_POST
def clear(request: Visit) -> HttpResponse:
    """Let the unit's stages hold for a channel again, ?unit= and ?place=. POST: 303 to its stages."""
    unit = _unit(request)
    place = found(_place(request, _channels(request, unit)))
    clear_stages(unit=unit, place=place, by=request.actor, at=request.now)
    return see_other(_address(unit, place))


@allowed(Right.MANAGE)
@require_POST
def delegate(request: Visit) -> HttpResponse:
    """Let somebody stand in for a vacant post. POST: 303 to the stages; 422 with why not."""
    unit = _unit(request)
    form = _delegation_form(request, unit, request.POST)
    if form.is_valid():
        told = form.cleaned_data
        post, person = Post.objects.get(pk=told.pop("post")), Person.objects.get(pk=told.pop("person"))
        try:
            delegate_post(post=post, person=person, by=request.actor, at=request.now, **told)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return see_other(_address(unit))
    return _page(request, unit, None, delegation_form=form)


@allowed(Right.MANAGE)
@require_POST
def end(request: Visit, pk: int) -> HttpResponse:
    """End a delegation. POST: 303 to the stages; 404 for a post out of reach."""
    units = request.reach.units(Right.MANAGE)
    one = found(
        Delegation.objects.filter(pk=pk, post__unit_id__in=units).select_related("post__unit").first()
    )
    end_delegation(delegation=one, by=request.actor, at=request.now)
    return see_other(_address(one.post.unit))


def _unit(request: Visit) -> Unit:
    told = request.GET.get("unit", "") or request.POST.get("unit", "")
    if not told:
        return request.reach.roots(Right.MANAGE)[0]
    units = request.reach.units(Right.MANAGE)
    number = int(told) if told.isascii() and told.isdecimal() and len(told) < 16 else 0
    return found(Unit.objects.filter(pk=number).filter(pk__in=units).first())


def _channels(request: Visit, unit: Unit) -> dict[int, Channel]:
    """Return the channels that the unit runs, by place."""
    own = registered_channels(units=[unit.pk], on=request.today).get(unit.pk, [])
    numbered = {place_number(channel.source): channel for channel in own}
    return {number: channel for number, channel in numbered.items() if number is not None}


def _place(request: Visit, channels: dict[int, Channel]) -> int | None:
    """Return the channel asked for, None for all of the unit; one that is not its own is not there."""
    told = request.GET.get("place", "")
    if not told:
        return None
    return found(next((number for number in channels if str(number) == told), None))


def _address(unit: Unit, place: int | None = None) -> str:
    channel = "" if place is None else f"&place={place}"
    return f"{reverse('publications:stages')}?unit={unit.pk}{channel}"


def _posts(request: Visit, standing: list[StageSetting]) -> list[Post]:
    """Return the posts that may hold a stage: those within the manager's reach, and those that hold one now."""
    posts = {post.pk: post for post in posts_of_units(units=request.reach.units(Right.MANAGE))[:500]}
    return list((posts | {setting.post_id: setting.post for setting in standing}).values())


def _stages_form(request: Visit, unit: Unit, place: int | None, *args: Any) -> StagesForm:
    standing = settings_of(unit=unit) if place is None else settings_of_place(unit=unit, place=place)
    model = plan_for(unit=unit, on=request.today) if place is not None else []
    posts = _posts(request, [*standing, *model])
    return StagesForm(*args, posts=posts, standing=standing, model=model)


def _delegation_form(request: Visit, unit: Unit, *args: Any) -> DelegationForm:
    """Return the form that offers the vacant ones of the posts that hold stages of the unit, in reach."""
    reach = request.reach.units(Right.MANAGE)
    posts = {
        one.post_id: one.post for one in plan_for(unit=unit, on=request.today) if one.post.unit_id in reach
    }
    held = {
        one.post_id for one in open_tenures(units={post.unit_id for post in posts.values()}, on=request.today)
    }
    vacant = [post for pk, post in posts.items() if pk not in held]
    people = people_of_units(units=reach)[:500]
    return DelegationForm(*args, posts=vacant, people=people, initial={"since": request.today})


def _page(
    request: Visit,
    unit: Unit,
    place: int | None,
    *,
    stages_form: StagesForm | None = None,
    delegation_form: DelegationForm | None = None,
) -> HttpResponse:
    plan = plan_for(unit=unit, on=request.today)
    inherited = bool(plan) and plan[0].unit_id != unit.pk
    units = Unit.objects.filter(pk__in=request.reach.units(Right.MANAGE), closed_on__isnull=True)
    own = places_with_settings(unit=unit)
    channels = _channels(request, unit)
    told = {
        "unit": unit,
        "place": place,
        "channels": [(number, one.label, number in own) for number, one in channels.items()],
        "channel": channels[place].label if place is not None else "",
        "own": place in own,
        "units": units.order_by("code", "name")[:400],
        "plan": plan,
        "inherited": plan[0].unit if inherited else None,
        "form": stages_form or _stages_form(request, unit, place),
        "delegation_form": delegation_form or _delegation_form(request, unit),
        "delegating": delegation_form is not None,
        "delegations": delegations_of(posts=[one.post_id for one in plan], on=request.today),
    }
    status = 422 if stages_form or delegation_form else 200
    return render(request, "publications/stages.html", told, status=status)
