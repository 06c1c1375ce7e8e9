"""Press for what is owed: urge an occurrence, and say after how many worked days the unit above is told."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.duties.models import Occurrence, Scheme, Urging
from taizhang.ledgers.duties.rules import OccurrenceState, SchemeState, check_can_urge, check_escalation
from taizhang.ledgers.duties.services.settling import locked, settle_urgings


def urge(
    *, occurrence: Occurrence, unit: Unit, note: str, on: dt.date, by: Person, at: dt.datetime
) -> Urging:
    """Ask, for a unit above and on a day, that an occurrence be seen to; an older asking is settled by it.

    Raises:  OccurrenceRefused for what is not open, met, not begun, or urged on that day already.
    """
    with transaction.atomic():
        occurrence = locked(occurrence)
        check_can_urge(
            state=OccurrenceState(occurrence.state),
            met=occurrence.done_on is not None,
            opens=occurrence.opens,
            on=on,
            urged_today=Urging.objects.filter(occurrence=occurrence, day=on).exists(),
        )
        settle_urgings([occurrence], at=at)
        note = note.strip()
        made = Urging.objects.create(occurrence=occurrence, unit=unit, day=on, note=note, by=by, at=at)
        audit.record(
            verb="occurrence.urge",
            subject=f"occurrence:{occurrence.pk}",
            by=by,
            at=at,
            detail={"note": note} if note else None,
        )
    return made


def set_escalation(*, scheme: Scheme, after: int, by: Person, at: dt.datetime) -> Scheme:
    """Let the unit above be told of what is open so many worked days past its day, 0 for never. Return the scheme.

    Raises:  SchemeRefused for a scheme that is stopped, or a number that nobody means.
    """
    with transaction.atomic():
        scheme = Scheme.objects.select_for_update().get(pk=scheme.pk)
        check_escalation(state=SchemeState(scheme.state), after=after)
        was, scheme.escalate_after = scheme.escalate_after, after
        if was == after:
            return scheme
        scheme.save(update_fields=["escalate_after"])
        audit.record(
            verb="scheme.escalation",
            subject=f"scheme:{scheme.pk}",
            by=by,
            at=at,
            detail={"was": was, "now": after},
        )
    return scheme
