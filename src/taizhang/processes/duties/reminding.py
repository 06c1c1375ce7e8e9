"""Who is reminded of what is owed: the post or the unit that owes it, and in time the unit above."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, Count, QuerySet, When

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import Reach, WayUp
from taizhang.foundation.units.rules import sibling_order
from taizhang.kernel.workdays import Notice, workday_before
from taizhang.ledgers.duties.models import Occurrence, Urging
from taizhang.ledgers.duties.selectors import days_of_telling, lapsed_within, unmet_of, urged_of
from taizhang.processes.owing import own_units, posts_of

LINES = 30
"""So many lines are told of units below; all are counted."""

LONGEST = 40
"""Characters of a task that a line tells."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """One occurrence that a unit below has left open. `key` is its id."""

    key: str
    title: str
    due: dt.date


@dataclass(frozen=True, slots=True)
class LapsedUnit:
    """A unit below with what it has left open: the number of all, and the first of them."""

    unit: str
    number: int
    lapses: tuple[Lapse, ...]


@dataclass(frozen=True, slots=True)
class Below:
    """What units below have left open so long that the unit above is told, by unit in the order of codes.

    `days` are the numbers of worked days after which the schemes concerned tell it, `schemes` are
    those schemes, by id. At most thirty lines are told, `number` counts all.
    """

    days: tuple[int, ...] = ()
    schemes: tuple[tuple[int, str], ...] = ()
    units: tuple[LapsedUnit, ...] = ()
    number: int = 0

    @property
    def untold(self) -> int:
        """How many are counted but not told."""
        return self.number - sum(len(one.lapses) for one in self.units)

    @property
    def heading(self) -> str:
        """What all of them have in common, in words."""
        return f"下级单位逾期，已满{'、'.join(map(str, self.days))}个工作日"


def owed_by(*, reach: Reach, way: WayUp) -> QuerySet[Occurrence]:
    """Return what is owed by the posts of a reach, the earliest due first.

    That is what their duties name them for; and where a duty names no post, or one that nobody
    holds, what is owed by the unit of a post that writes records, by the closed units whose heir it
    is, and by units below in which nobody writes. What they are urged to is left out.
    """
    return unmet_of(posts=posts_of(reach), units=own_units(reach, way), on=reach.on)


def urged_to(*, reach: Reach, way: WayUp) -> QuerySet[Urging]:
    """Return to what of all that the posts of a reach owe a unit above urges them, the earliest due first."""
    return urged_of(posts=posts_of(reach), units=own_units(reach, way), on=reach.on)


def below(*, reach: Reach, way: WayUp, notice: Notice) -> Below:
    """Return what units below have left open as many worked days past its day as their schemes say.

    A unit tells the nearest unit above it in which somebody reviews, by the tree of the day. What
    the reach owes itself is not told again.
    """
    roots = {unit.pk for unit in reach.roots(Right.REVIEW)}
    units = {unit for unit in reach.units(Right.REVIEW) if way.nearest_above(unit, Right.REVIEW) in roots}
    units -= own_units(reach, way)
    latest = {days: workday_before(end=reach.on, days=days, notice=notice) for days in days_of_telling()}
    if not units or not latest:
        return Below()
    return _told(lapsed_within(units=units, latest=latest).exclude(duty__post_id__in=posts_of(reach)))


def words_of(occurrence: Occurrence) -> str:
    """Return an occurrence in a few words: the task and which time it falls due."""
    task = occurrence.duty.task
    content = task.content if len(task.content) <= LONGEST else f"{task.content[:LONGEST]}…"
    return f"{task.number} {content}，{occurrence.label}"


def _told(rows: QuerySet[Occurrence]) -> Below:
    """Return the rows counted by unit and scheme, and the first thirty told."""
    counted = (
        rows.values_list(
            "duty__unit_id",
            "duty__unit__code",
            "duty__unit__name",
            "duty__task__scheme_id",
            "duty__task__scheme__title",
            "duty__task__scheme__escalate_after",
        )
        .annotate(number=Count("pk"))
        .order_by()
    )
    numbers: dict[int, int] = {}
    names: dict[int, tuple[str, str]] = {}
    schemes: dict[int, str] = {}
    days = set()
    for unit, code, name, scheme, title, after, number in counted:
        numbers[unit] = numbers.get(unit, 0) + number
        names[unit], schemes[scheme] = (code, name), title
        days.add(after)
    order = sorted(names, key=lambda unit: (*sibling_order(*names[unit]), unit))
    lapses = _first(rows, order)
    return Below(
        days=tuple(sorted(days)),
        schemes=tuple(sorted(schemes.items())),
        units=tuple(LapsedUnit(names[unit][1], numbers[unit], tuple(told)) for unit, told in lapses.items()),
        number=sum(numbers.values()),
    )


def _first(rows: QuerySet[Occurrence], order: Collection[int]) -> dict[int, list[Lapse]]:
    """Return the first lines, by unit in this order and the earliest due first."""
    first = list(order)[:LINES]
    place = Case(*(When(duty__unit_id=unit, then=at) for at, unit in enumerate(first)))
    lapses: dict[int, list[Lapse]] = {}
    if first:
        for one in rows.filter(duty__unit_id__in=first).order_by(place, "due_on", "pk")[:LINES]:
            lapses.setdefault(one.duty.unit_id, []).append(Lapse(str(one.pk), words_of(one), one.due_on))
    return lapses
