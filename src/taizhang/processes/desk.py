"""What waits for one person, from records, items, reports, duties and places, and by when it is to be done."""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import Reach
from taizhang.kernel.workdays import Notice, workday_after
from taizhang.ledgers.duties.models import Occurrence, Urging
from taizhang.ledgers.premises.rules import OwedAtPlace, Owing
from taizhang.ledgers.publication.selectors import returned_to, taken_over_by, waiting_for
from taizhang.ledgers.records.rules import State
from taizhang.ledgers.records.selectors import own_open, to_review
from taizhang.processes.duties import Below, below, owed_by, urged_to, words_of
from taizhang.processes.owing import way_of
from taizhang.processes.places_owed import counts_at_places, places_owed_by, words_at_place
from taizhang.reporting.waiting import reports_in_review, reports_to_sign, returned_reports

CHINA = ZoneInfo("Asia/Shanghai")
WORKDAYS = 3
"""Worked days within which something is reviewed, mended or signed."""

DRAFT_DAYS = 7
"""Days after which a draft should have been submitted."""

AHEAD = dt.timedelta(days=7)
"""What is owed stands on the desk when it is overdue or due within a week."""

MOST = 20
"""So many of each sort are told; all are counted."""


class Task(enum.StrEnum):
    """What is to be done."""

    MEND = "退回待改"
    REVIEW = "待审核"
    FINISH = "草稿待交"
    MEND_REPORT = "报告退回待改"
    SIGN = "报告待签发"
    PASS = "稿件待审校"
    MEND_ITEM = "稿件退回待改"
    TAKEN_ITEM = "接手的稿件"
    LAPSED = "责任逾期"
    DUE = "责任到期"
    URGED = "上级催办"
    CHECK_LAPSED = Owing.CHECK_LAPSED.label
    CHECK = Owing.CHECK.label
    RECTIFY_LAPSED = Owing.RECTIFY_LAPSED.label
    RECTIFY = Owing.RECTIFY.label
    RECHECK = Owing.RECHECK.label


AT_PLACES = {owing: Task[owing.name] for owing in Owing}
"""What is owed at a place -> what is to be done."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. `key` is the record's number, or the id of the item, the report, the occurrence,
    the inspection or the finding.

    `note` is what the unit above wrote that urges it, with who and when. `place` is the id of a place
    whose checklist the person may fill in.
    """

    task: Task
    key: str
    title: str
    unit: str
    since: dt.date
    due: dt.date
    note: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for a person, what is urged and then what is due first, at most twenty of each sort.

    `numbers` has all.

    `in_review` is how many reports wait for a signature where the person writes or signs reports.
    `below` is what units below have left open for long.
    """

    waiting: tuple[Waiting, ...]
    numbers: Counter[Task]
    in_review: int
    below: Below

    @property
    def total(self) -> int:
        """How many things wait."""
        return self.numbers.total()

    @property
    def owed(self) -> int:
        """How many duties are urged, overdue or due within a week."""
        return self.numbers[Task.URGED] + self.numbers[Task.LAPSED] + self.numbers[Task.DUE]

    @property
    def at_places(self) -> int:
        """How many inspections and findings wait."""
        return sum(self.numbers[task] for task in AT_PLACES.values())

    @property
    def lapsed_at_places(self) -> int:
        """How many inspections, and findings not put right, are past their day."""
        return self.numbers[Task.CHECK_LAPSED] + self.numbers[Task.RECTIFY_LAPSED]


def desk_of(*, reach: Reach, notice: Notice) -> Desk:
    """Return what waits for the person whose reach it is, on the day of that reach.

    `notice` is what the office tells of public holidays.
    """
    numbers: Counter[Task] = Counter()
    way = way_of(reach=reach)
    found = [
        *_own(reach, numbers, notice),
        *_to_review(reach, numbers, notice),
        *_items(reach, numbers, notice),
        *_reports(reach, numbers, notice),
        *_urged(urged_to(reach=reach, way=way), numbers),
        *_owed(reach, numbers, owed_by(reach=reach, way=way)),
        *_at_places(
            reach, numbers, places_owed_by(reach=reach, way=way, until=reach.on + AHEAD, most=MOST), notice
        ),
    ]
    desks = reach.units(Right.REPORT) | reach.units(Right.SIGN)
    return Desk(
        waiting=tuple(sorted(found, key=_urged_and_due_first)),
        numbers=numbers,
        in_review=reports_in_review(units=desks) if desks else 0,
        below=below(reach=reach, way=way, notice=notice),
    )


def _own(reach: Reach, numbers: Counter[Task], told: Notice) -> Iterator[Waiting]:
    rows = own_open(person=reach.person, units=reach.units(Right.READ))
    for state, task in ((State.RETURNED, Task.MEND), (State.DRAFT, Task.FINISH)):
        for record in _shown(rows.filter(state=state.value), task, numbers):
            since = _day(record.since)
            due = since + dt.timedelta(days=DRAFT_DAYS) if task is Task.FINISH else _soon(since, told)
            yield Waiting(task, record.number, record.title, record.unit.name, since, due)


def _to_review(reach: Reach, numbers: Counter[Task], told: Notice) -> Iterator[Waiting]:
    units = reach.units(Right.REVIEW)
    if not units:
        return
    rows = to_review(person=reach.person, units=units)
    for record in _shown(rows, Task.REVIEW, numbers):
        since = _day(record.since)
        yield Waiting(Task.REVIEW, record.number, record.title, record.unit.name, since, _soon(since, told))


def _items(reach: Reach, numbers: Counter[Task], told: Notice) -> Iterator[Waiting]:
    held = [post.pk for post in reach.posts()]
    stages = waiting_for(person=reach.person, on=reach.on, held=held)
    for stage in _shown(stages, Task.PASS, numbers):
        item, since, due = stage.item, _day(stage.opened_at), _day(stage.due_at)
        yield Waiting(Task.PASS, str(item.pk), f"{stage.label}：{item.title}", item.unit.name, since, due)
    for item in _shown(returned_to(person=reach.person), Task.MEND_ITEM, numbers):
        since = _day(item.returned_at)
        yield Waiting(Task.MEND_ITEM, str(item.pk), item.title, item.unit.name, since, _soon(since, told))
    for item in _shown(taken_over_by(person=reach.person), Task.TAKEN_ITEM, numbers):
        since = _day(item.taken_at)
        due = since + dt.timedelta(days=DRAFT_DAYS)
        yield Waiting(Task.TAKEN_ITEM, str(item.pk), item.title, item.unit.name, since, due)


def _reports(reach: Reach, numbers: Counter[Task], told: Notice) -> Iterator[Waiting]:
    returned = returned_reports(person=reach.person, units=reach.units(Right.REPORT))
    to_sign = reports_to_sign(person=reach.person, units=reach.units(Right.SIGN))
    asked = ((Right.REPORT, Task.MEND_REPORT, returned), (Right.SIGN, Task.SIGN, to_sign))
    for right, task, rows in asked:
        if not reach.holds(right):
            continue
        for report in _shown(rows, task, numbers):
            since = _day(report.decided_at if task is Task.MEND_REPORT else report.sent_at)
            title = f"{report.period}{report.subject}"
            yield Waiting(task, str(report.pk), title, report.unit.name, since, _soon(since, told))


def _urged(rows: QuerySet[Urging], numbers: Counter[Task]) -> Iterator[Waiting]:
    for urging in _shown(rows, Task.URGED, numbers):
        one = urging.occurrence
        note = f"{urging.unit.name}{urging.day.month}月{urging.day.day}日催办"
        note = f"{note}：{urging.note}" if urging.note else note
        unit = one.duty.unit.name
        yield Waiting(Task.URGED, str(one.pk), words_of(one), unit, one.opens, one.due_on, note)


def _owed(reach: Reach, numbers: Counter[Task], rows: QuerySet[Occurrence]) -> Iterator[Waiting]:
    sorts = {
        Task.LAPSED: Q(due_on__lt=reach.on),
        Task.DUE: Q(due_on__gte=reach.on, due_on__lte=reach.on + AHEAD),
    }
    # Always counted, so that the page of a unit that owes much costs as many queries as another's.
    counted = rows.order_by().aggregate(**{task.name: Count("pk", filter=of) for task, of in sorts.items()})
    for task, of in sorts.items():
        numbers[task] = counted[task.name]
        for one in rows.filter(of)[:MOST]:
            yield Waiting(task, str(one.pk), words_of(one), one.duty.unit.name, one.opens, one.due_on)


def _at_places(
    reach: Reach, numbers: Counter[Task], found: list[OwedAtPlace], told: Notice
) -> Iterator[Waiting]:
    numbers.update({AT_PLACES[owing]: count for owing, count in counts_at_places(found).items()})
    for one in found:
        since, due = one.since, one.due
        if one.owing is Owing.RECHECK:
            since, due = one.due, _soon(one.due, told)
        fills_in = one.owing.is_check and reach.may(Right.WRITE, one.unit_id)
        yield Waiting(
            AT_PLACES[one.owing],
            str(one.pk),
            words_at_place(one),
            one.unit,
            since,
            due,
            place=str(one.place) if fills_in else "",
        )


def _urged_and_due_first(one: Waiting) -> tuple[bool, dt.date, dt.date, str]:
    return (one.task is not Task.URGED, one.due, one.since, one.key)


def _shown(rows: QuerySet[Any], task: Task, numbers: Counter[Task]) -> list[Any]:
    """Return the first of a sort, all of which are counted."""
    shown = list(rows[:MOST])
    numbers[task] = len(shown) if len(shown) < MOST else rows.count()
    return shown


def _soon(since: dt.date, told: Notice) -> dt.date:
    return workday_after(start=since, days=WORKDAYS, notice=told)


def _day(moment: dt.datetime | None) -> dt.date:
    """Return the day in China; what stands in these states always has its moment."""
    if moment is None:
        raise ValueError("what waits has no moment since when")
    return moment.astimezone(CHINA).date()
