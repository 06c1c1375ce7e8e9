"""What the rules need to know of a unit before it changes."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from taizhang.foundation.units import rules
from taizhang.foundation.units.models import Affiliation, FormerName, Unit
from taizhang.foundation.units.selectors.walks import units_above


def facts_of(*, unit: Unit, on: dt.date | None) -> rules.UnitFacts:
    """Return the facts of a unit for an act on that day; None is since ever."""
    return rules.UnitFacts(
        id=unit.pk,
        name=unit.name,
        level=rules.Level(unit.level),
        founded_on=unit.founded_on,
        closed_on=unit.closed_on,
        settled_until=_settled_until(unit),
        above=frozenset(units_above(unit=unit.pk, start=on or dt.date.min)),
    )


def open_affiliation(*, unit: Unit) -> Affiliation | None:
    """Return the unit's affiliation until further notice, None for a unit at the top."""
    return Affiliation.objects.filter(unit=unit, valid_until__isnull=True).first()


def affiliations_under(*, parent: Unit, on: dt.date) -> QuerySet[Affiliation]:
    """Return the affiliations to a parent that reach past that day."""
    return (
        Affiliation.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), parent=parent)
        .select_related("unit")
        .order_by("unit_id", "pk")
    )


def renamed_on(*, unit: Unit) -> dt.date | None:
    """Return the day of the unit's latest renaming."""
    return (
        FormerName.objects.filter(unit=unit)
        .order_by("-valid_until")
        .values_list("valid_until", flat=True)
        .first()
    )


def _settled_until(unit: Unit) -> dt.date | None:
    rows = Affiliation.objects.filter(unit=unit).values_list("valid_from", "valid_until")
    days = [day for row in rows for day in row if day is not None]
    return max(days, default=None)
