"""How units were called on a day."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from taizhang.foundation.units.models import FormerName, Unit


def former_names_on(*, day: dt.date) -> dict[int, tuple[str, str]]:
    """Return unit id -> (name, code) of the units that were called otherwise on that day."""
    rows = FormerName.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day), valid_until__gt=day
    ).values_list("unit_id", "name", "code")
    return {unit: (name, code) for unit, name, code in rows}


def name_on(*, unit: Unit, day: dt.date) -> str:
    """Return how the unit was called on that day."""
    row = (
        FormerName.objects.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day), unit=unit)
        .filter(valid_until__gt=day)
        .values_list("name", flat=True)
        .first()
    )
    return unit.name if row is None else row


def ever_renamed() -> frozenset[int]:
    """Return the ids of the units that were ever called otherwise."""
    return frozenset(FormerName.objects.values_list("unit_id", flat=True))
