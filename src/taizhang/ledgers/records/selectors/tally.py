"""How many records stand where, for the home page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import State


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of records, none of them voided."""

    records: int
    accepted: int
    without_evidence: int


def tally_of(*, units: Collection[int], start: dt.date, until: dt.date) -> Tally:
    """Return the numbers of the units' records in [start, until)."""
    rows = Record.objects.filter(unit_id__in=units, on__gte=start, on__lt=until)
    rows = rows.exclude(state=State.VOIDED.value)
    by_state = dict(rows.values_list("state").annotate(number=Count("pk")).order_by())
    return Tally(
        records=sum(by_state.values()),
        accepted=by_state.get(State.ACCEPTED.value, 0),
        without_evidence=rows.filter(evidence__isnull=True).count(),
    )


def days_with_records(*, units: Collection[int], start: dt.date, until: dt.date) -> dict[dt.date, int]:
    """Return how many records, none voided, the units have on each day of [start, until) that has any."""
    rows = Record.objects.filter(unit_id__in=units, on__gte=start, on__lt=until)
    rows = rows.exclude(state=State.VOIDED.value)
    return dict(rows.values_list("on").annotate(number=Count("pk")).order_by())
