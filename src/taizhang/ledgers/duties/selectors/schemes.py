"""Reads of schemes and their tasks."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from taizhang.ledgers.duties.models import Duty, Scheme, Task


def schemes_within(*, units: Collection[int]) -> QuerySet[Scheme]:
    """Return the schemes that these units issue or have duties from, the latest year first."""
    laid = Duty.objects.filter(task__scheme=OuterRef("pk"), unit_id__in=units)
    rows = Scheme.objects.filter(Q(unit_id__in=units) | Exists(laid))
    return rows.select_related("unit").order_by("-year", "-pk")


def scheme_within(*, pk: int, units: Collection[int]) -> Scheme | None:
    """Return the scheme where these units issue it or have duties from it, else None."""
    return schemes_within(units=units).filter(pk=pk).first()


def tasks_of(*, scheme: Scheme) -> QuerySet[Task]:
    """Return the lines of a scheme that are in force, or of a draft all, each with who answers for it."""
    rows = scheme.tasks.filter(valid_until__isnull=True).order_by("order", "pk")
    return rows.select_related("parent").prefetch_related("assignments__unit", "assignments__post")


def amendments_of(*, task: Task) -> QuerySet[Task]:
    """Return every telling of a task, the first first."""
    return Task.objects.filter(Q(pk=task.origin) | Q(first_id=task.origin)).order_by("pk")
