"""Reads of findings, incidents and the photos that show them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from taizhang.ledgers.premises.models import Finding, Incident, PlacePhoto, StepPhoto
from taizhang.ledgers.premises.rules import FindingState

_WITH = ("place__unit", "unit", "post__unit", "found_by", "rectified_by", "rechecked_by")


def findings_within(*, units: Collection[int]) -> QuerySet[Finding]:
    """Return the findings at places of these units, the earliest due first."""
    return Finding.objects.filter(unit_id__in=units).select_related(*_WITH).order_by("due_on", "pk")


def open_findings_of_posts(*, posts: Collection[int]) -> QuerySet[Finding]:
    """Return what is not closed and is to be put right by these posts, or stands at places for which they answer."""
    theirs = Q(post_id__in=posts) | Q(place__post_id__in=posts)
    rows = Finding.objects.filter(theirs).exclude(state=FindingState.CLOSED.value)
    return rows.select_related(*_WITH).order_by("due_on", "pk")


def finding_within(*, pk: int, units: Collection[int]) -> Finding | None:
    """Return the finding where one of the units answers for it, else None."""
    return findings_within(units=units).filter(pk=pk).first()


def incidents_within(*, units: Collection[int]) -> QuerySet[Incident]:
    """Return the incidents of channels of these units, the latest noticed first."""
    rows = Incident.objects.filter(unit_id__in=units).select_related("place", "unit", "by")
    return rows.order_by("-noticed_at", "-pk")


def incident_within(*, pk: int, units: Collection[int]) -> Incident | None:
    """Return the incident where one of the units answers for it, else None."""
    return incidents_within(units=units).filter(pk=pk).first()


def photo_of_place(*, pk: int, place: int) -> PlacePhoto | None:
    """Return a photo that shows the place, else None."""
    return PlacePhoto.objects.select_related("evidence").filter(pk=pk, place_id=place).first()


def photo_of_step(*, pk: int, finding: int) -> StepPhoto | None:
    """Return a photo of a step of the finding, else None."""
    return StepPhoto.objects.select_related("evidence").filter(pk=pk, step__finding_id=finding).first()
