"""Lay duties on units, and end them: what is owed no more is lifted, what was begun goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from taizhang.foundation.accounts.models import Person
from taizhang.ledgers.duties.models import Duty, DutyStep, Occurrence, Task
from taizhang.ledgers.duties.rules import OPEN, DutyState, OccurrenceState, Role, StepAct
from taizhang.ledgers.duties.services.settling import BATCH, lift

ONE_DAY = dt.timedelta(days=1)
POSTS = ("post_id", "first_post_id", "direct_post_id")
Named = Mapping[tuple[int, str], tuple[int | None, int | None]]
"""(unit, which post) -> the post that the task told, and the one that its duty has."""


def lay_on(
    task: Task,
    *,
    since: dt.date,
    by: Person,
    at: dt.datetime,
    runs_from: Mapping[tuple[int, str], dt.date] | None = None,
    named: Named | None = None,
) -> list[Duty]:
    """Lay a task on every unit that is to answer for it and return the duties.

    Occurrences run from `since`, or for a (unit, role) in `runs_from` from that later day. Posts are
    those of the task; where it tells the same as the task before it, those that the unit had named.
    """
    later = runs_from or {}
    before = named or {}
    duties = []
    for one in task.assignments.order_by("pk"):
        start = later.get((one.unit_id, one.role), since)
        posts = {}
        for which in POSTS:
            told = getattr(one, which)
            was, has = before.get((one.unit_id, which), (told, told))
            posts[which] = has if was == told else told
        duties.append(
            Duty(
                task=task,
                unit_id=one.unit_id,
                role=one.role,
                **posts,
                state=DutyState.ASSIGNED.value,
                since=since,
                owes=one.role != Role.SUPPORTING.value or task.supporting_owes,
                runs_from=start,
                generated_until=start,
            )
        )
    Duty.objects.bulk_create(duties, batch_size=BATCH)
    note(duties, StepAct.ASSIGN, by=by, at=at)
    return duties


def posts_named(task: Task, duties: Sequence[Duty]) -> Named:
    """Return, for each unit with a duty of the task, the posts that the task told and the duty has."""
    told = {one.unit_id: one for one in task.assignments.all()}
    first = {duty.unit_id: duty for duty in sorted(duties, key=lambda duty: -duty.pk)}
    return {
        (unit, which): (getattr(told.get(unit), which, None), getattr(duty, which))
        for unit, duty in first.items()
        for which in POSTS
    }


def note(
    duties: Sequence[Duty], act: StepAct, *, by: Person | None, at: dt.datetime, reason: str = ""
) -> None:
    """Write a step into the history of each duty."""
    DutyStep.objects.bulk_create(
        [DutyStep(duty=duty, act=act.value, reason=reason, by=by, at=at) for duty in duties], batch_size=BATCH
    )


def end_duties(
    duties: Sequence[Duty],
    *,
    on: dt.date,
    reason: str,
    by: Person | None,
    at: dt.datetime,
    state: DutyState = DutyState.ENDED,
    act: StepAct = StepAct.END,
    all_open: bool = False,
) -> tuple[list[str], dict[tuple[int, str], dt.date]]:
    """End duties on a day and lift what falls due from then on.

    What runs on that day goes on where something was done for it, unless `all_open`. Return the
    journal sources to take back, and for each (unit, role) of which something goes on the day after
    its due day.
    """
    end = {duty.pk: duty for duty in duties}
    rows = Occurrence.objects.select_for_update().filter(duty_id__in=end, due_on__gte=on).order_by("pk")
    lifted, running = [], dict[tuple[int, str], dt.date]()
    for occurrence in rows.exclude(state=OccurrenceState.LIFTED.value):
        to_come, done = occurrence.opens >= on, occurrence.state == OccurrenceState.DONE.value
        untouched = occurrence.state == OccurrenceState.DUE.value
        if untouched or (to_come and not done) or (all_open and occurrence.state in OPEN):
            lifted.append(occurrence)
        elif not to_come:
            duty = end[occurrence.duty_id]
            key = (duty.unit_id, duty.role)
            running[key] = max(running.get(key, on), occurrence.due_on + ONE_DAY)
    for duty in duties:
        duty.state = state.value
        if state is DutyState.ENDED:
            duty.until = max(on, duty.since)
    Duty.objects.bulk_update(duties, ["state", "until"], batch_size=BATCH)
    note(duties, act, by=by, at=at, reason=reason)
    return lift(lifted, reason=reason, by=by, at=at), running
