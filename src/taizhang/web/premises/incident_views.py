"""Incidents of channels: listed, written down, taken through their four stages."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.premises.models import Incident
from taizhang.ledgers.premises.rules import IncidentSort, IncidentStage, type_by_code
from taizhang.ledgers.premises.selectors import incident_within, incidents_within
from taizhang.ledgers.premises.services import take_step, write_incident
from taizhang.web.access import Visit, allowed, found, once
from taizhang.web.access.answers import refused, see_other
from taizhang.web.premises.forms import IncidentForm, StageForm
from taizhang.web.premises.place_views import place_of
from taizhang.web.shell.deeds import was_done
from taizhang.web.shell.leaf import leaf_of


@allowed(Right.READ)
def incidents(request: Visit) -> HttpResponse:
    """List the incidents of channels in reach, the latest first. GET only."""
    page = leaf_of(request, incidents_within(units=request.reach.units(Right.READ)))
    return render(request, "premises/incidents.html", {"page": page})


@allowed(Right.WRITE)
def new_incident(request: Visit, pk: int) -> HttpResponse:
    """Write down what happened to a channel. GET: the form. POST: 303 to the incident; 422 with the faults."""
    place = place_of(request, pk)
    request.reach.check(Right.WRITE, place.unit_id)
    if not type_by_code(place.type).channel:
        return refused(request, "只有宣传渠道登记事件；设施的问题在检查里填。")
    if request.method == "POST" and (address := once.claimed(request)):
        return see_other(address)
    sorts = {"led_screen": IncidentSort.HIJACKED, "official_account": IncidentSort.TAKEN_OVER}
    form = IncidentForm(
        request.POST if request.method == "POST" else None,
        initial={
            "noticed_at": request.now,
            "sort": sorts.get(place.type, IncidentSort.WRONG).value,
        },
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        noticed = told["noticed_at"]
        try:
            made = write_incident(
                place=place,
                sort=IncidentSort(told["sort"]),
                what=told["what"],
                noticed_at=noticed,
                on=noticed.date(),
                by=request.actor,
                at=request.now,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            address = reverse("premises:incident", args=[made.pk])
            once.remember(request, address)
            return see_other(address)
    status = 422 if form.errors else 200
    return render(request, "premises/new_incident.html", {"place": place, "form": form}, status=status)


def _incident_of(request: Visit, pk: int) -> Incident:
    return found(incident_within(pk=pk, units=request.reach.units(Right.READ)))


@allowed(Right.READ)
def incident(request: Visit, pk: int) -> HttpResponse:
    """Show an incident with its stages, done and to be done. GET only."""
    return _page(request, _incident_of(request, pk))


def _page(request: Visit, incident: Incident, *, faulty: StageForm | None = None) -> HttpResponse:
    done = {step.stage: step for step in incident.steps.select_related("by").order_by("pk")}
    may_write = request.reach.may(Right.WRITE, incident.place.unit_id)
    stages = []
    for stage in IncidentStage:
        form = StageForm(stage=stage, initial={"when": request.now})
        if faulty is not None and faulty.prefix == form.prefix:
            form = faulty
        stages.append((stage, done.get(stage.value), form))
    told = {
        "incident": incident,
        "type": type_by_code(incident.place.type),
        "stages": stages,
        "may_write": may_write,
    }
    return render(request, "premises/incident.html", told, status=422 if faulty else 200)


@allowed(Right.WRITE)
@require_POST
def step(request: Visit, pk: int) -> HttpResponse:
    """Write down a stage of dealing with an incident. POST: 303 to it; 422 with the faults."""
    incident = _incident_of(request, pk)
    request.reach.check(Right.WRITE, incident.place.unit_id)
    name = request.POST.get("stage", "")
    stage = found(next((one for one in IncidentStage if one.value == name), None))
    form = StageForm(request.POST, stage=stage)

    def deed(told: dict[str, Any]) -> object:
        return take_step(incident=incident, stage=stage, by=request.actor, at=request.now, **told)

    if was_done(form, deed):
        return see_other(reverse("premises:incident", args=[pk]))
    return _page(request, incident, faulty=form)
