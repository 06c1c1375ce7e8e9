"""What falls due at places by the day, done or not: inspections, and findings that are to be put right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber

from taizhang.ledgers.premises.models import Finding, Inspection
from taizhang.ledgers.premises.rules import DueAtPlace, FindingState, InspectionState

_OPEN = (InspectionState.DUE.value, FindingState.OPEN.value)
_CHECK = ("place_id", "place__name", "label", "unit_id", "unit__name", "place__post__name")
_FINDING = ("place_id", "place__name", "what", "unit_id", "unit__name", "post__name")
_STANDS = ("due_on", "state", "late", "revision")


@dataclass(frozen=True, slots=True)
class DueRows:
    """Inspections that are not lifted, and findings."""

    checks: QuerySet[Inspection]
    findings: QuerySet[Finding]

    def narrowed(self, condition: Q) -> DueRows:
        """Return those that meet a condition which both can be asked."""
        return DueRows(self.checks.filter(condition), self.findings.filter(condition))

    def between(self, start: dt.date, until: dt.date) -> DueRows:
        """Return those that are due in [start, until)."""
        return self.narrowed(Q(due_on__gte=start, due_on__lt=until))

    def near_or_open(self, since: dt.date, until: dt.date) -> DueRows:
        """Return those that are due in [since, until), or were before and are still open."""
        return self.narrowed(Q(due_on__lt=since, state__in=_OPEN) | Q(due_on__gte=since, due_on__lt=until))


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many fall due on a day, how many of them are done, were done late, are open past the day."""

    expected: int = 0
    done: int = 0
    late: int = 0
    overdue: int = 0

    def __add__(self, other: DayCount) -> DayCount:
        return DayCount(
            expected=self.expected + other.expected,
            done=self.done + other.done,
            late=self.late + other.late,
            overdue=self.overdue + other.overdue,
        )


def due_of_posts(*, posts: Collection[int]) -> DueRows:
    """Return what posts are named for: inspections of places for which they answer, findings that they put right."""
    return _rows(Q(place__post_id__in=posts), Q(post_id__in=posts))


def due_within(*, units: Collection[int]) -> DueRows:
    """Return what units owe at their places."""
    return _rows(Q(unit_id__in=units), Q(unit_id__in=units))


def _rows(checks: Q, findings: Q) -> DueRows:
    planned = Inspection.objects.filter(checks).exclude(state=InspectionState.LIFTED.value)
    return DueRows(planned, Finding.objects.filter(findings))


def counts_at_places(*, rows: DueRows, on: dt.date) -> dict[dt.date, DayCount]:
    """Return due day -> how what falls due on it stands on the day `on`, for each day that has any. Two queries."""
    undone = Q(state__in=(*_OPEN, FindingState.RECTIFIED.value))
    numbers = {
        "expected": Count("pk"),
        "done": Count("pk", filter=~undone),
        "late": Count("pk", filter=~undone & Q(late=True)),
        "overdue": Count("pk", filter=Q(state__in=_OPEN, due_on__lt=on)),
    }
    told: dict[dt.date, DayCount] = {}
    found: QuerySet[Any]
    for found in (rows.checks, rows.findings):
        for day, *counted in found.order_by().values_list("due_on").annotate(**numbers):
            told[day] = told.get(day, DayCount()) + DayCount(*counted)
    return told


def first_of_days_at_places(*, rows: DueRows, most: int) -> list[DueAtPlace]:
    """Return the first few of each sort that fall due on each day, what is still open before the rest. Two queries."""
    rank = Case(When(state__in=_OPEN, then=0), default=1)
    place = Window(RowNumber(), partition_by=F("due_on"), order_by=[rank.asc(), F("pk").asc()])

    def first(found: QuerySet[Any]) -> QuerySet[Any]:
        cut: QuerySet[Any] = found.annotate(rank=place).filter(rank__lte=most).order_by("due_on", "rank")
        return cut

    return told_at_places(rows=DueRows(first(rows.checks), first(rows.findings)))


def told_at_places(*, rows: DueRows) -> list[DueAtPlace]:
    """Return the rows as they are told, inspections before findings. Two queries."""
    checks = rows.checks.values_list("pk", *_CHECK, *_STANDS)
    findings = rows.findings.values_list("pk", *_FINDING, *_STANDS)
    return [DueAtPlace(True, *row) for row in checks] + [DueAtPlace(False, *row) for row in findings]
