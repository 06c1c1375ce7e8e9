"""Reads of theme plans, each with how many of its items were published."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from taizhang.ledgers.publication.models import ThemePlan
from taizhang.ledgers.publication.rules import OUT


def themes_within(*, units: Collection[int]) -> QuerySet[ThemePlan]:
    """Return the theme plans of these units, the latest to end first, with `written` and `published`."""
    out = Q(items__state__in=[state.value for state in OUT])
    rows = ThemePlan.objects.filter(unit_id__in=units).annotate(
        written=Count("items"), published=Count("items", filter=out)
    )
    return rows.select_related("unit", "author").order_by("-until", "-pk")


def theme_within(*, pk: int, units: Collection[int]) -> ThemePlan | None:
    """Return a theme plan of these units, else None."""
    return themes_within(units=units).filter(pk=pk).first()
