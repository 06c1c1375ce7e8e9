"""Reads of schemes and their tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from taizhang.ledgers.duties.models import Duty, Scheme, Task
from taizhang.ledgers.duties.rules import SchemeRefused, SchemeState


def schemes_within(*, units: Collection[int]) -> QuerySet[Scheme]:
    """Return the schemes that these units issue or have duties from, the latest year first."""
    laid = Duty.objects.filter(task__scheme=OuterRef("pk"), unit_id__in=units)
    rows = Scheme.objects.filter(Q(unit_id__in=units) | Exists(laid))
    return rows.select_related("unit", "author").order_by("-year", "-pk")


def scheme_within(*, pk: int, units: Collection[int]) -> Scheme | None:
    """Return the scheme where these units issue it or have duties from it, else None."""
    return schemes_within(units=units).filter(pk=pk).first()


def draft_by(*, text: str) -> Scheme:
    """Return the draft of that number or title.

    Raises:  SchemeRefused for one that was handed down, that is not there, or for a title of several.
    """
    told = text.strip()
    rows = Scheme.objects.filter(Q(title=told) | Q(pk=int(told) if told.isdecimal() else None))
    found = list(rows.select_related("unit").order_by("pk"))
    drafts = [one for one in found if one.state == SchemeState.DRAFT.value]
    if len(drafts) == 1:
        return drafts[0]
    if drafts:
        shown = "；".join(f"{one.pk} {one.unit.name}" for one in drafts)
        raise SchemeRefused(f"有几份草稿叫“{told[:60]}”，请写编号：{shown}。")
    if found:
        state = SchemeState(found[0].state).label
        raise SchemeRefused(f"“{found[0].title}”{state}，不能再导入；改动请用“修订”。")
    raise SchemeRefused(f"没有草稿“{told[:60]}”，请写草稿的编号或名称；编号在它的网址里。")


def tasks_of(*, scheme: Scheme) -> QuerySet[Task]:
    """Return the lines of a scheme that are in force, or of a draft all, in their order."""
    return scheme.tasks.filter(valid_until__isnull=True).order_by("order", "pk")


def with_answering(rows: QuerySet[Task]) -> QuerySet[Task]:
    """Return the tasks each with its parent and who answers for it: as many rows more as there are units."""
    posts = ("post", "first_post", "direct_post")
    return rows.select_related("parent").prefetch_related(
        "assignments__unit", *(f"assignments__{post}__unit" for post in posts)
    )


def amendments_of(*, task: Task) -> QuerySet[Task]:
    """Return every telling of a task, the first first."""
    return Task.objects.filter(Q(pk=task.origin) | Q(first_id=task.origin)).order_by("pk")


def tellings_on(*, scheme: Scheme, on: dt.date) -> list[Task]:
    """Return every task that the scheme ever had, as told on a day, in the order of their numbers.

    One that was told later only is there as first told. Each comes with who answers for it.
    """
    told: dict[int, Task] = {}
    rows = scheme.tasks.order_by("pk").prefetch_related("assignments__unit")
    for task in rows:
        if task.origin not in told or task.valid_from is None or task.valid_from <= on:
            told[task.origin] = task
    return in_order_of_numbers(told.values())


def with_task_counts(rows: QuerySet[Scheme]) -> QuerySet[Scheme]:
    """Return the schemes with `tasks_standing` and `bare`: how many tasks stand, how many without a basis."""
    standing = Q(tasks__valid_until__isnull=True)
    return rows.annotate(
        tasks_standing=Count("tasks", filter=standing),
        bare=Count("tasks", filter=standing & Q(tasks__basis="")),
    )


def in_order_of_numbers(tasks: Iterable[Task]) -> list[Task]:
    """Return tasks by their numbers, part by part: 3.2 before 3.10."""
    return sorted(tasks, key=lambda task: _number_key(task.number))


def _number_key(number: str) -> tuple[tuple[int, int, str], ...]:
    parts = number.replace("-", ".").split(".")
    return tuple((0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts)
