"""What the page of a study plan shows: its sessions month by month, planned, held, made up, with the records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from taizhang.kernel.recurrence import Once, frequency_of
from taizhang.ledgers.duties.models import Fulfilment, Occurrence, Task
from taizhang.ledgers.duties.rules import OPEN, OccurrenceState
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import ActSort
from taizhang.ledgers.records.selectors import told_content
from taizhang.processes.duties import name_of


@dataclass(frozen=True, slots=True)
class Behind:
    """A record that held a session, or made it up; `who` took part, as a head count or as posts."""

    made: Fulfilment
    record: Record | None
    who: str


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session of one unit: what it is, how it stands in words and signs, which records held it.

    `name` is what a makeup of it names.
    """

    task: Task
    occurrence: Occurrence
    told: str
    sign: str
    icon: str
    behind: tuple[Behind, ...]
    missed: bool
    name: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sessions are planned, held, held on time, made up, and missed so far; excused ones beside."""

    planned: int
    held: int
    on_time: int
    made_up: int
    missed: int
    excused: int


@dataclass(frozen=True, slots=True)
class Month:
    """The sessions planned for one month."""

    year: int
    month: int
    lines: tuple[SessionLine, ...]
    tally: Tally


def months_of(
    sessions: Iterable[Occurrence], records: Mapping[str, Record], *, on: dt.date
) -> tuple[Month, ...]:
    """Return the sessions by the month they are planned for. Each comes with its `standing` fulfilments."""
    ordered = sorted(sessions, key=_month)
    found = []
    for (year, month), group in groupby(ordered, key=_month):
        lines = tuple(_line(one, records, on) for one in group)
        found.append(Month(year, month, lines, tally_of(lines)))
    return tuple(found)


def tally_of(lines: Sequence[SessionLine]) -> Tally:
    """Return the numbers of sessions, as the counting rules of study plans count them."""
    rows = [line.occurrence for line in lines]
    excused = sum(one.state == OccurrenceState.EXCUSED.value for one in rows)
    held = [one for one in rows if one.state == OccurrenceState.DONE.value]
    return Tally(
        planned=len(rows) - excused,
        held=len(held),
        on_time=sum(not one.late for one in held),
        made_up=sum(one.made_up for one in held),
        missed=sum(line.missed for line in lines),
        excused=excused,
    )


def _month(session: Occurrence) -> tuple[int, int]:
    """Return the month a session is planned for: as written, where a day off has moved its due day."""
    planned = frequency_of(session.duty.task.frequency)
    written = isinstance(planned, Once) and abs((planned.by - session.due_on).days) < 15
    day = planned.by if written and isinstance(planned, Once) else session.due_on
    return day.year, day.month


def _line(session: Occurrence, records: Mapping[str, Record], on: dt.date) -> SessionLine:
    missed = session.state in OPEN and session.due_on < on
    standing: list[Fulfilment] = getattr(session, "standing")  # noqa: B009 -- the selector's prefetch
    behind = tuple(_behind(made, records.get(made.source)) for made in standing)
    return SessionLine(session.duty.task, session, *_told(session, missed), behind, missed, name_of(session))


def _behind(made: Fulfilment, record: Record | None) -> Behind:
    if record is None:
        return Behind(made, None, "")
    posts = [act.name for act in told_content(record).acts if act.sort is ActSort.ATTENDED]
    return Behind(made, record, "，".join(filter(None, (record.people_text, "、".join(posts)))))


def _told(session: Occurrence, missed: bool) -> tuple[str, str, str]:
    if session.state == OccurrenceState.DONE.value:
        words = "补学完成" if session.made_up else "逾期学习" if session.late else "已学"
        return words, "ok", "check"
    if session.state == OccurrenceState.EXCUSED.value:
        return "已免除", "mut", "void"
    if missed:
        return "逾期未学", "bad", "alert"
    return ("待核销" if session.done else "待学"), "mut", "clock"
