"""The demo office's breakdown table of a year: handed down, undertaken, objected to, worked off, ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.selectors import person_by
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period
from taizhang.kernel.recurrence import stored
from taizhang.ledgers.duties import services
from taizhang.ledgers.duties.models import Scheme
from taizhang.ledgers.duties.rules import DutyState, Role, SchemeState, Sort
from taizhang.ledgers.duties.selectors import duties_within, open_within
from taizhang.processes.demo.days import CHINA, ONE_DAY, book_closing, is_workday
from taizhang.processes.demo.desk import Desk
from taizhang.processes.demo.fulfilling import close_off, confirm_until
from taizhang.processes.demo.months import Progress
from taizhang.processes.demo.people import CLERK_POST, LEADER_POST, REVIEWER_POST, UPPER
from taizhang.processes.demo.words.duties import (
    DAY_IS_OVER,
    DOCUMENT,
    DOCUMENT_NUMBERS,
    EXCUSES,
    FESTIVALS,
    OBJECTIONS,
    OVER,
    SCHEME_TITLE,
    TASKS,
    YEAR_IS_OVER,
    TaskPlan,
)
from taizhang.processes.demo.world import HEIR, MERGED, MERGED_ON, STREET, UNITS

MERGER_HEARD = dt.datetime(2025, 6, 27, 15, tzinfo=CHINA)


def live_through(desk: Desk, *, year: int, now: dt.datetime, progress: Progress) -> None:
    """Hand the year's table down where that is not done yet, and take it as far as the records go at `now`.

    At the end of the year it is ended: the next year's table takes its place. What was missed may
    still be made up for in the first quarter of that year, and is settled after it.
    """
    title = SCHEME_TITLE.format(year=year)
    scheme = Scheme.objects.filter(title=title, unit=desk.units[STREET.key]).first()
    if scheme is None:
        scheme = _hand_down(desk, year, title)
        _take_on(desk, scheme, _evening(_first_workday(year)))
    if scheme.state != SchemeState.ISSUED.value:
        _work_off(desk, scheme, year + 1, 1, now)
        _settle_left(desk, scheme, now)
        return
    for quarter in (1, 2, 3, 4):
        _excuse(desk, scheme, quarter, now)
        _work_off(desk, scheme, year, quarter, now)
        if quarter == 2 and year == MERGED_ON.year:
            _carry_over(desk)
        progress("责任", quarter, 4)
        if _closing(year, quarter) > now:
            return
    services.withdraw_scheme(
        scheme=scheme,
        on=dt.date(year + 1, 1, 1),
        reason=OVER.format(year=year, after=year + 1),
        by=desk.reviewer,
        at=_closing(year, 4) + dt.timedelta(hours=2),
    )


def _work_off(desk: Desk, scheme: Scheme, year: int, quarter: int, now: dt.datetime) -> None:
    """Confirm what the records up to a quarter's end fulfil, and close off once the quarter is over."""
    closing = _closing(year, quarter)
    confirm_until(desk, scheme, until=Period.quarter(year, quarter).until, at=min(closing, now))
    if closing <= now:
        close_off(desk, scheme, at=closing + dt.timedelta(hours=1))


def _settle_left(desk: Desk, scheme: Scheme, now: dt.datetime) -> None:
    """Excuse, each with its reason, what nobody made up for once the next year's first quarter is over."""
    at = _closing(scheme.year + 1, 1) + dt.timedelta(hours=2)
    if at > now:
        return
    street, county = desk.units[STREET.key], person_by(text=UPPER[0])
    left = open_within(units=[unit.pk for unit in desk.units.values()], until=dt.date.max)
    for occurrence in left.filter(duty__task__scheme=scheme):
        reason = DAY_IS_OVER if occurrence.duty.task.number in FESTIVALS else YEAR_IS_OVER
        by = county if occurrence.duty.unit_id == street.pk else desk.reviewer
        services.excuse(occurrence=occurrence, reason=reason.format(after=scheme.year + 1), by=by, at=at)


def _closing(year: int, quarter: int) -> dt.datetime:
    """Return when a quarter's records are accepted and looked through."""
    return book_closing(year=year, month=quarter * 3).replace(hour=15)


def _hand_down(desk: Desk, year: int, title: str) -> Scheme:
    author = desk.clerks[STREET.key]
    issued = _last_workday(year - 1)
    written = _evening(issued) - 14 * ONE_DAY
    street = desk.units[STREET.key]
    scheme = services.create_scheme(
        title=title, year=year, unit=street, sort=Sort.DUTY, by=author, at=written
    )
    clerks = {post.unit_id: post for post in Post.objects.filter(name=CLERK_POST)}
    services.add_tasks(
        scheme=scheme,
        tasks=[_new_task(task, year, desk.units, clerks) for task in TASKS],
        by=author,
        at=written,
    )
    document = DOCUMENT.format(year=year, before=year - 1, number=DOCUMENT_NUMBERS.get(year, 40))
    return services.issue_scheme(
        scheme=scheme, document=document, issued_on=issued, by=desk.reviewer, at=_evening(issued)
    )


def _new_task(
    task: TaskPlan, year: int, units: Mapping[str, Unit], clerks: Mapping[int, Post]
) -> services.NewTask:
    there = [plan for plan in UNITS if plan.lives_on(dt.date(year, 1, 1))]
    answering = [(task.lead, Role.LEAD)]
    answering += [
        (plan.key, Role.RESPONSIBLE) for plan in there if plan.sort in task.sorts and plan.key != task.lead
    ]
    answering += [(key, Role.SUPPORTING) for key in task.supporting]
    text = services.TaskText(
        number=task.number,
        content=task.content,
        goal=task.goal,
        frequency=stored(task.often(year)),
        basis=task.basis.format(before=year - 1),
        evidence=task.evidence,
        start=dt.date(year, 1, 1),
        kinds=task.kinds,
        words=task.words,
        closes_above=task.closes_above,
    )
    return services.NewTask(
        text,
        tuple(services.Answering(units[key], role, clerks.get(units[key].pk)) for key, role in answering),
    )


def _take_on(desk: Desk, scheme: Scheme, at: dt.datetime) -> None:
    """Let every unit undertake its duties, one of them after it objected; the street names who is responsible."""
    posts = {post.name: post for post in Post.objects.filter(unit=desk.units[STREET.key])}
    key_of = {unit.pk: key for key, unit in desk.units.items()}
    objection = OBJECTIONS.get(scheme.year)
    for duty in duties_within(units=key_of).filter(task__scheme=scheme):
        key, by = key_of[duty.unit_id], desk.clerks[key_of[duty.unit_id]]
        if objection and (key, duty.task.number) == (objection.unit, objection.number):
            services.object_to(duty=duty, reason=objection.reason, by=by, at=at)
            duty = services.answer_objection(
                duty=duty,
                release=objection.release,
                answer=objection.answer,
                on=(at + ONE_DAY).date(),
                by=desk.reviewer,
                at=at + ONE_DAY,
            )
            if objection.release:
                continue
        services.undertake(duty=duty, by=by, at=at + ONE_DAY)
        if key == STREET.key:
            services.appoint(
                duty=duty,
                post=duty.post,
                first=posts[LEADER_POST],
                direct=posts[REVIEWER_POST],
                by=desk.reviewer,
                at=at,
            )


def _excuse(desk: Desk, scheme: Scheme, quarter: int, until: dt.datetime) -> None:
    for excuse in EXCUSES:
        if (
            excuse.on.year != scheme.year
            or (excuse.on.month + 2) // 3 != quarter
            or _evening(excuse.on) > until
        ):
            continue
        running = open_within(units=[desk.units[excuse.unit].pk], until=dt.date.max).filter(
            duty__task__scheme=scheme,
            duty__task__number=excuse.number,
            opens__lte=excuse.on,
            due_on__gte=excuse.on,
        )
        for occurrence in running:
            services.excuse(
                occurrence=occurrence, reason=excuse.reason, by=desk.reviewer, at=_evening(excuse.on)
            )


def _carry_over(desk: Desk) -> None:
    """Let the heir of the merged village owe what the village still owed, and undertake it."""
    heir = desk.units[HEIR]
    services.carry_over(unit=desk.units[MERGED], into=heir, on=MERGED_ON, by=desk.reviewer, at=MERGER_HEARD)
    for duty in duties_within(units=[heir.pk]).filter(
        came_from__unit=desk.units[MERGED], state=DutyState.ASSIGNED.value
    ):
        services.undertake(duty=duty, by=desk.clerks[HEIR], at=_evening(MERGED_ON))


def _last_workday(year: int) -> dt.date:
    day = dt.date(year, 12, 31)
    while not is_workday(day):
        day -= ONE_DAY
    return day


def _first_workday(year: int) -> dt.date:
    day = dt.date(year, 1, 2)
    while not is_workday(day):
        day += ONE_DAY
    return day


def _evening(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(16, 30), CHINA)
