"""What the pages of a scheme show: its tasks with who answers, and what a frequency asks for next."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from taizhang.kernel.recurrence import Frequency, Planned, Slot, frequency_of, occurrences, say, say_planned
from taizhang.kernel.workdays import Notice, day_off
from taizhang.ledgers.duties.models import Assignment, Task
from taizhang.ledgers.duties.rules import Role, SchemeState

NEXT = 12
STATE_SIGNS: Mapping[str, tuple[str, str]] = {
    SchemeState.DRAFT.value: ("soon", "draft"),
    SchemeState.ISSUED.value: ("ok", "check"),
    SchemeState.WITHDRAWN.value: ("mut", "void"),
}


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task of a scheme: what it asks, of whom, how often, on what basis; `planned` of a session, when."""

    task: Task
    often: str
    planned: str
    lead: str
    responsible: str
    supporting: str
    post: str
    level: int


def task_lines(tasks: Iterable[Task]) -> list[TaskLine]:
    """Return the tasks with who answers for each. `tasks` come with their assignments."""
    return [_line(task) for task in tasks]


def next_slots(frequency: Frequency, *, start: dt.date, notice: Notice) -> tuple[Slot, ...]:
    """Return the next twelve occurrences from a day on, fewer where there are no more."""
    calendar = functools.partial(day_off, notice=notice)
    return tuple(itertools.islice(occurrences(frequency, start, calendar=calendar), NEXT))


def _line(task: Task) -> TaskLine:
    found = list(task.assignments.all())
    posts = [f"{one.post.name}（{one.unit.name}）" for one in found if one.post is not None]
    return TaskLine(
        task,
        say(frequency := frequency_of(task.frequency)),
        say_planned(Planned(frequency, task.start)),
        _names(found, Role.LEAD),
        _names(found, Role.RESPONSIBLE),
        _names(found, Role.SUPPORTING),
        "、".join(posts),
        min(task.number.count("."), 3),
    )


def _names(found: Sequence[Assignment], role: Role) -> str:
    return "、".join(one.unit.name for one in found if one.role == role.value)
