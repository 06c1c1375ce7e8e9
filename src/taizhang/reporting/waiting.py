"""Reports that wait for somebody."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from taizhang.foundation.accounts.models import Person
from taizhang.reporting.models import Report
from taizhang.reporting.states import ReportState

_SHOWN = ("subject", "period", "state", "sent_at", "decided_at", "unit__name")


def returned_reports(*, person: Person, units: Collection[int]) -> QuerySet[Report]:
    """Return the reports of these units that were returned to the person, the longest waiting first."""
    rows = Report.objects.filter(author=person, unit_id__in=units, state=ReportState.RETURNED.value)
    return rows.select_related("unit").only(*_SHOWN).order_by("decided_at", "pk")


def open_reports(*, person: Person, units: Collection[int]) -> QuerySet[Report]:
    """Return the reports of these units that the person has begun or mended and nobody has signed."""
    rows = Report.objects.filter(author=person, unit_id__in=units).exclude(state=ReportState.SIGNED.value)
    return rows.select_related("unit").only(*_SHOWN).order_by("pk")


def reports_to_sign(*, person: Person, units: Collection[int]) -> QuerySet[Report]:
    """Return the reports of these units that wait for a signature, none of the person's own."""
    rows = Report.objects.filter(unit_id__in=units, state=ReportState.IN_REVIEW.value).exclude(author=person)
    return rows.select_related("unit").only(*_SHOWN).order_by("sent_at", "pk")


def reports_in_review(*, units: Collection[int]) -> int:
    """Return how many reports of these units wait for a signature."""
    return Report.objects.filter(unit_id__in=units, state=ReportState.IN_REVIEW.value).count()
