"""Reads of occurrences and of what fulfils them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber

from taizhang.ledgers.duties.models import Duty, Fulfilment, Occurrence, Scheme
from taizhang.ledgers.duties.rules import BOOK, OPEN, OccurrenceState, occurrence_source

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
    return occurrences_of_posts(posts=posts).filter(due_on__lt=until, state__in=OPEN)


def occurrences_of_posts(*, posts: Collection[int]) -> QuerySet[Occurrence]:
    """Return what these posts carry out that is not lifted, the earliest due first."""
    rows = Occurrence.objects.filter(duty__post_id__in=posts).exclude(state=OccurrenceState.LIFTED.value)
    return rows.select_related(*_WITH).order_by("due_on", "pk")


def near_or_open(*, posts: Collection[int], since: dt.date, until: dt.date) -> QuerySet[Occurrence]:
    """Return what these posts carry out that is due in [since, until), or was before and is still open."""
    late = Q(due_on__lt=since, state__in=OPEN)
    return occurrences_of_posts(posts=posts).filter(late | Q(due_on__gte=since, due_on__lt=until))


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


def sources_of(*, duty: int) -> list[str]:
    """Return the pieces of work that fulfil any occurrence of a duty as it stands."""
    rows = Fulfilment.objects.filter(occurrence__duty_id=duty, withdrawn_at__isnull=True)
    return list(rows.values_list("source", flat=True))


def occurrences_by_source(*, sources: Iterable[str]) -> dict[str, Occurrence]:
    """Return the occurrences behind journal sources ("duties:o12"), by source."""
    found: dict[str, Occurrence] = {}
    ids = _ids(sources, "o")
    for start in range(0, len(ids), BATCH):
        rows = Occurrence.objects.filter(pk__in=ids[start : start + BATCH]).select_related("duty__task")
        found.update({row.source: row for row in rows})
    return found


@dataclass(frozen=True, slots=True)
class OccurrenceName:
    """How an occurrence is called: the task's number, the time, what is to be done."""

    number: str
    label: str
    content: str


def occurrence_names(*, sources: Iterable[str]) -> dict[str, OccurrenceName]:
    """Return how the occurrences behind journal sources are called; a county's year has tens of thousands."""
    found: dict[str, OccurrenceName] = {}
    ids = _ids(sources, "o")
    for start in range(0, len(ids), BATCH):
        rows = Occurrence.objects.filter(pk__in=ids[start : start + BATCH])
        for pk, *told in rows.values_list("pk", "duty__task__number", "label", "duty__task__content"):
            found[occurrence_source(pk)] = OccurrenceName(*told)
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
    """How a unit stands with one line of a scheme, or a day with what falls due on it: numbers of occurrences."""

    expected: int
    done: int
    late: int
    excused: int
    overdue: int

    def __add__(self, other: Cell) -> Cell:
        return Cell(
            expected=self.expected + other.expected,
            done=self.done + other.done,
            late=self.late + other.late,
            excused=self.excused + other.excused,
            overdue=self.overdue + other.overdue,
        )


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
    rows = Occurrence.objects.filter(due_on__gte=start, due_on__lt=until, duty_id__in=duties.values("pk"))
    counted = (
        rows.exclude(state=OccurrenceState.LIFTED.value)
        .values_list("duty_id")
        .annotate(**_numbers(on))
        .order_by()
    )
    cells: dict[tuple[int, int], Cell] = {}
    for duty, *numbers in counted:
        place = places[duty]
        cell = Cell(*numbers)
        cells[place] = cells[place] + cell if place in cells else cell
    return cells


def counts_by_day(*, rows: QuerySet[Occurrence], on: dt.date) -> dict[dt.date, Cell]:
    """Return due day -> how what falls due on it stands on the day `on`, for each day that has any."""
    counted = rows.select_related(None).values_list("due_on").annotate(**_numbers(on)).order_by()
    return {day: Cell(*numbers) for day, *numbers in counted}


def first_of_days(*, rows: QuerySet[Occurrence], most: int) -> QuerySet[Occurrence]:
    """Return the first few of what falls due on each day, what is still open before the rest."""
    rank = Case(When(state__in=OPEN, then=0), When(state=OccurrenceState.DONE.value, then=1), default=2)
    place = Window(
        RowNumber(),
        partition_by=F("due_on"),
        order_by=[rank.asc(), F("duty__task__order").asc(), F("pk").asc()],
    )
    return rows.annotate(place=place).filter(place__lte=most).order_by("due_on", "place")


def _numbers(on: dt.date) -> dict[str, Count]:
    """Return what is counted for a cell, in the order of its fields."""
    state = OccurrenceState
    return {
        "expected": Count("pk"),
        "done": Count("pk", filter=Q(state=state.DONE.value)),
        "late": Count("pk", filter=Q(state=state.DONE.value, late=True)),
        "excused": Count("pk", filter=Q(state=state.EXCUSED.value)),
        "overdue": Count("pk", filter=Q(state__in=OPEN, due_on__lt=on)),
    }
