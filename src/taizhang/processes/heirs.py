"""What a unit that closes leaves to its heir, book by book: what it still owes, and what it runs."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.duties import services as duties
from taizhang.ledgers.premises import services as premises


def carry_over(*, unit: Unit, into: Unit, on: dt.date, by: Person | None, at: dt.datetime) -> None:
    """Let `into` owe what a unit that closes on a day still owes, and run the premises that it ran."""
    with transaction.atomic():
        duties.carry_over(unit=unit, into=into, on=on, by=by, at=at)
        premises.carry_over(unit=unit, into=into, on=on, by=by, at=at)
