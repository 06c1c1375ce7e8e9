"""What somebody leaves unfinished goes on in another's hands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import State

UNFINISHED = (State.DRAFT.value, State.RETURNED.value, State.SUBMITTED.value)


class NotHandedOver(Refused):
    """The records cannot go on in these hands."""


def hand_over_records(
    *, person: Person, to: Person, units: Collection[int], by: Person, at: dt.datetime
) -> int:
    """Let another person go on with somebody's unfinished records of these units; return how many.

    What was told before stays told by whoever told it: neither of the two accepts it.
    Raises:  NotHandedOver where both are the same.
    """
    if person.pk == to.pk:
        raise NotHandedOver("接手的人就是离任的人，请另选一位。")
    with transaction.atomic():
        rows = Record.objects.select_for_update().filter(
            author=person, unit_id__in=units, state__in=UNFINISHED
        )
        records = list(rows.order_by("pk"))
        Record.objects.filter(pk__in=[record.pk for record in records]).update(author=to)
        for record in records:
            told = {"from": person.login, "to": to.login}
            audit.record(verb="record.hand_over", subject=record.source, by=by, at=at, detail=told)
    return len(records)
