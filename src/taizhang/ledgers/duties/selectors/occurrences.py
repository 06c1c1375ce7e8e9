"""Reads of occurrences and of what fulfils them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from taizhang.ledgers.duties.models import Duty, Fulfilment, Occurrence, Scheme
from taizhang.ledgers.duties.rules import BOOK, OPEN, OccurrenceState

BATCH = 500
_WITH = ("duty__task__scheme", "duty__unit", "duty__post")


def occurrences_within(*, units: Collection[int]) -> QuerySet[Occurrence]:
    """Return the occurrences of these units that are not lifted, the earliest due first."""
    rows = Occurrence.objects.filter(duty__unit_id__in=units).exclude(state=OccurrenceState.LIFTED.value)
    return rows.select_related(*_WITH).order_by("due_on", "pk")


def open_within(*, units: Collection[int], until: dt.date) -> QuerySet[Occurrence]:
    """Return what these units have still to do that is due before a day, the earliest first."""
    return occurrences_within(units=units).filter(due_on__lt=until, state__in=OPEN)


def occurrence_within(*, pk: int, units: Collection[int]) -> Occurrence | None:
    """Return the occurrence, also a lifted one, where its duty lies on one of the units, else None."""
    rows = Occurrence.objects.select_related(*_WITH, "excused_by", "closed_by", "duty__first_post")
    return rows.select_related("duty__direct_post").filter(pk=pk, duty__unit_id__in=units).first()


def open_of_posts(*, posts: Collection[int], until: dt.date) -> QuerySet[Occurrence]:
    """Return what these posts have still to carry out that is due before a day, the earliest first."""
    rows = Occurrence.objects.filter(duty__post_id__in=posts, due_on__lt=until, state__in=OPEN)
    return rows.select_related(*_WITH).order_by("due_on", "pk")


def waiting_to_close(*, units: Collection[int]) -> QuerySet[Occurrence]:
    """Return what these units have met and the unit above is to close off, the earliest due first."""
    return occurrences_within(units=units).filter(
        state=OccurrenceState.PARTIAL.value, duty__task__closes_above=True, done_on__isnull=False
    )


def fulfilments_of(*, occurrence: Occurrence) -> QuerySet[Fulfilment]:
    """Return everything that was confirmed for an occurrence, also what was taken back, in order."""
    return occurrence.fulfilments.select_related("by", "withdrawn_by").order_by("on", "pk")


def standing_fulfilments(*, sources: Collection[str]) -> QuerySet[Fulfilment]:
    """Return what these pieces of work fulfil as it stands."""
    rows = Fulfilment.objects.filter(source__in=sources, withdrawn_at__isnull=True)
    return rows.select_related("occurrence__duty__task__scheme", "occurrence__duty__unit").order_by("pk")


def occurrences_by_source(*, sources: Iterable[str]) -> dict[str, Occurrence]:
    """Return the occurrences behind journal sources ("duties:o12"), by source."""
    found: dict[str, Occurrence] = {}
    ids = _ids(sources, "o")
    for start in range(0, len(ids), BATCH):
        rows = Occurrence.objects.filter(pk__in=ids[start : start + BATCH]).select_related("duty__task")
        found.update({row.source: row for row in rows})
    return found


def fulfilments_by_source(*, sources: Iterable[str]) -> dict[str, Fulfilment]:
    """Return the fulfilments behind journal sources ("duties:f34"), by source."""
    found: dict[str, Fulfilment] = {}
    ids = _ids(sources, "f")
    for start in range(0, len(ids), BATCH):
        rows = Fulfilment.objects.filter(pk__in=ids[start : start + BATCH])
        found.update({f"{BOOK}:f{row.pk}": row for row in rows})
    return found


def _ids(sources: Iterable[str], mark: str) -> list[int]:
    prefix = f"{BOOK}:{mark}"
    return sorted(int(source.removeprefix(prefix)) for source in sources if source.startswith(prefix))


@dataclass(frozen=True, slots=True)
class Cell:
    """How a unit stands with one line of a scheme: numbers of occurrences."""

    expected: int
    done: int
    late: int
    excused: int
    overdue: int


def matrix_of(
    *, scheme: Scheme, units: Collection[int], start: dt.date, until: dt.date, on: dt.date
) -> dict[tuple[int, int], Cell]:
    """Return (unit, first telling of the task) -> how it stands with what falls due in [start, until).

    `overdue` is what is still open and was due before the day `on`.
    """
    duties = Duty.objects.filter(task__scheme=scheme, unit_id__in=units)
    places = {
        pk: (unit, first or task)
        for pk, unit, task, first in duties.values_list("pk", "unit_id", "task_id", "task__first_id")
    }
    state = OccurrenceState
    rows = Occurrence.objects.filter(due_on__gte=start, due_on__lt=until, duty_id__in=duties.values("pk"))
    counted = (
        rows.exclude(state=state.LIFTED.value)
        .values_list("duty_id")
        .annotate(
            expected=Count("pk"),
            done=Count("pk", filter=Q(state=state.DONE.value)),
            late=Count("pk", filter=Q(state=state.DONE.value, late=True)),
            excused=Count("pk", filter=Q(state=state.EXCUSED.value)),
            overdue=Count("pk", filter=Q(state__in=OPEN, due_on__lt=on)),
        )
        .order_by()
    )
    cells: dict[tuple[int, int], Cell] = {}
    for duty, *numbers in counted:
        place = places[duty]
        cells[place] = _added(cells.get(place), Cell(*numbers))
    return cells


def _added(one: Cell | None, other: Cell) -> Cell:
    if one is None:
        return other
    return Cell(
        expected=one.expected + other.expected,
        done=one.done + other.done,
        late=one.late + other.late,
        excused=one.excused + other.excused,
        overdue=one.overdue + other.overdue,
    )
