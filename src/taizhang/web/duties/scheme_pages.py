"""What the pages of a scheme show: its tasks with who answers, and what a frequency asks for next."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.units.models import Unit
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
    first: str
    direct: str
    level: int
    above: str


def task_lines(tasks: Iterable[Task]) -> list[TaskLine]:
    """Return the tasks with who answers for each, every task behind the one it lies under.

    `tasks` come with their assignments and parents, siblings in their order. `level` is how deep a
    task lies, `above` the number it lies under, "" for none.
    """
    rows = list(tasks)
    standing = {task.origin: task for task in rows}
    below: dict[int | None, list[Task]] = {}
    for task in rows:
        above = task.parent.origin if task.parent is not None else None
        below.setdefault(above if above in standing else None, []).append(task)
    lines: list[TaskLine] = []
    waiting = [(task, 0, "") for task in reversed(below.get(None, []))]
    while waiting:
        task, level, number = waiting.pop()
        lines.append(_line(task, level, number))
        waiting.extend((child, level + 1, task.number) for child in reversed(below.get(task.origin, [])))
    return lines


def next_slots(frequency: Frequency, *, start: dt.date, notice: Notice) -> tuple[Slot, ...]:
    """Return the next twelve occurrences from a day on, fewer where there are no more."""
    calendar = functools.partial(day_off, notice=notice)
    return tuple(itertools.islice(occurrences(frequency, start, calendar=calendar), NEXT))


def _line(task: Task, level: int, above: str) -> TaskLine:
    found = list(task.assignments.all())
    return TaskLine(
        task,
        say(frequency := frequency_of(task.frequency)),
        say_planned(Planned(frequency, task.start)),
        _names(found, Role.LEAD),
        _names(found, Role.RESPONSIBLE),
        _names(found, Role.SUPPORTING),
        _posts((one.post, one.unit) for one in found),
        _posts((one.first_post, one.unit) for one in found),
        _posts((one.direct_post, one.unit) for one in found),
        min(level, 3),
        above,
    )


def _posts(found: Iterable[tuple[Post | None, Unit]]) -> str:
    return "、".join(f"{post.name}（{unit.name}）" for post, unit in found if post is not None)


def _names(found: Sequence[Assignment], role: Role) -> str:
    return "、".join(one.unit.name for one in found if one.role == role.value)
