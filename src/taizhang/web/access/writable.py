"""The units that a form offers to write for."""

from __future__ import annotations

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.web.access.visit import Visit

OFFERED = 400


def writable_units(request: Visit) -> list[Unit]:
    """Return the living units for which the person may write, their own first."""
    mine = Unit.objects.filter(pk__in=request.reach.units(Right.WRITE), closed_on__isnull=True)
    units = list(mine.order_by("code", "name")[:OFFERED])
    return sorted(units, key=lambda unit: unit.pk != request.actor.unit_id)
