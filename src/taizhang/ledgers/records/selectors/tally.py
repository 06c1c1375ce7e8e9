"""How many records stand where, for the home page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from taizhang.foundation.accounts.models import Person
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import State


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of records. `drafts` and `returned` are the person's own; the others the units'."""

    drafts: int
    returned: int
    month: int
    month_accepted: int
    month_without_evidence: int


def tally_of(*, person: Person, units: Collection[int], start: dt.date, until: dt.date) -> Tally:
    """Return the numbers of a person's own open records, and of the units' records in [start, until)."""
    own = dict(
        Record.objects.filter(author=person, state__in=[State.DRAFT.value, State.RETURNED.value])
        .values_list("state")
        .annotate(number=Count("pk"))
        .order_by()
    )
    month = Record.objects.filter(unit_id__in=units, on__gte=start, on__lt=until)
    month = month.exclude(state=State.VOIDED.value)
    by_state = dict(month.values_list("state").annotate(number=Count("pk")).order_by())
    return Tally(
        drafts=own.get(State.DRAFT.value, 0),
        returned=own.get(State.RETURNED.value, 0),
        month=sum(by_state.values()),
        month_accepted=by_state.get(State.ACCEPTED.value, 0),
        month_without_evidence=month.filter(evidence__isnull=True).count(),
    )


def days_with_records(*, units: Collection[int], start: dt.date, until: dt.date) -> dict[dt.date, int]:
    """Return how many records, none voided, the units have on each day of [start, until) that has any."""
    rows = Record.objects.filter(unit_id__in=units, on__gte=start, on__lt=until)
    rows = rows.exclude(state=State.VOIDED.value)
    return dict(rows.values_list("on").annotate(number=Count("pk")).order_by())
