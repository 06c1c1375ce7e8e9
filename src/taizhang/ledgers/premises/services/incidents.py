"""Incidents of channels: written down, contained, restored, reported, learnt from."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.foundation.journal import services as journal
from taizhang.ledgers.premises.models import Incident, IncidentStep, Place
from taizhang.ledgers.premises.rules import (
    INSPECTIONS,
    IncidentRefused,
    IncidentSort,
    IncidentStage,
    check_stage,
    check_text,
    incident_source,
    type_by_code,
)
from taizhang.ledgers.premises.services.lines import posting_of_incident


def write_incident(
    *,
    place: Place,
    sort: IncidentSort,
    what: str,
    noticed_at: dt.datetime,
    on: dt.date,
    by: Person,
    at: dt.datetime,
) -> Incident:
    """Write down what happened to a channel and return it. `on` is the day of `noticed_at` where the unit is.

    Raises:  IncidentRefused.
    """
    what = check_text(what, refusal=IncidentRefused, name="发生了什么")
    if not type_by_code(place.type).channel:
        raise IncidentRefused("只有宣传渠道登记事件；设施的问题在检查里填。")
    if noticed_at > at:
        raise IncidentRefused("发现时间还没有到，请核对。")
    with transaction.atomic():
        made = Incident.objects.create(
            place=place,
            unit_id=place.unit_id,
            sort=sort.value,
            what=what,
            noticed_at=noticed_at,
            on=on,
            by=by,
            at=at,
        )
        audit.record(verb="incident.write", subject=f"incident:{made.pk}", by=by, at=at)
        journal.post(postings=[posting_of_incident(made)], at=at)
    return made


def take_step(
    *, incident: Incident, stage: IncidentStage, text: str, when: dt.datetime, by: Person, at: dt.datetime
) -> Incident:
    """Write down one stage of dealing with an incident, done at the moment `when`; the lessons close it.

    Raises:  IncidentRefused.
    """
    text = check_text(text, refusal=IncidentRefused, name=stage.asks, longest=2000)
    with transaction.atomic():
        incident = (
            Incident.objects.select_for_update(of=("self",)).select_related("place").get(pk=incident.pk)
        )
        done = {IncidentStage(one.stage): one.when for one in incident.steps.all()}
        check_stage(stage=stage, done=done, when=when, noticed=incident.noticed_at, now=at)
        IncidentStep.objects.create(incident=incident, stage=stage.value, text=text, when=when, by=by, at=at)
        audit.record(verb=f"incident.{stage.value.lower()}", subject=f"incident:{incident.pk}", by=by, at=at)
        if stage is IncidentStage.LESSONS:
            incident.closed_at = at
            incident.revision += 1
            incident.save(update_fields=["closed_at", "revision"])
            journal.reverse(book=INSPECTIONS, sources=[incident_source(incident.pk)], at=at)
            journal.post(postings=[posting_of_incident(incident)], at=at)
    return incident
