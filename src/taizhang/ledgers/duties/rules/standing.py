"""How an occurrence stands, told by its rows alone. Pure: the one place that decides it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from taizhang.kernel.posting import Posting
from taizhang.ledgers.duties.rules.states import OccurrenceState, Role, Sort

BOOK = "duties"
ON_TIME, LATE = "按时", "逾期"
MADE_UP = "补学"
FULFILMENT = "fulfilment"


@dataclass(frozen=True, slots=True)
class Standing:
    """The state, and for a met occurrence the day on which it was met.

    `late`: that day is after the due day; `made_up`: besides, it would not be met without makeups.
    """

    state: OccurrenceState
    met: bool
    done_on: dt.date | None
    late: bool
    made_up: bool


def standing_of(
    *,
    required: int,
    days: Collection[dt.date],
    due_on: dt.date,
    excused: bool,
    closes_above: bool,
    closed: bool,
    makeups: Collection[dt.date] = (),
) -> Standing:
    """Return how an occurrence stands. `days` are the days of the work that fulfils it, `makeups` of
    the sessions held for those who had missed one.

    Done beats excused: what was done is told as done. Where the unit above closes off, an
    occurrence that is met stays partial until it is closed. A makeup within the time is the session
    itself, held on time.
    """
    done = sorted([*days, *makeups])
    met = len(done) >= required
    done_on = done[required - 1] if met else None
    late = done_on is not None and done_on > due_on
    if met and (closed or not closes_above):
        state = OccurrenceState.DONE
    elif excused:
        state = OccurrenceState.EXCUSED
    elif done:
        state = OccurrenceState.PARTIAL
    else:
        state = OccurrenceState.DUE
    return Standing(state, met, done_on, late, late and len(days) < required)


def occurrence_source(occurrence: int) -> str:
    """Return the journal source of an occurrence: "duties:o12"."""
    return f"{BOOK}:o{occurrence}"


def fulfilment_source(fulfilment: int) -> str:
    """Return the journal source of a fulfilment: "duties:f34"."""
    return f"{BOOK}:f{fulfilment}"


def duty_tags(*, scheme: int, task: int, role: Role, sort: Sort) -> tuple[str, ...]:
    """Return the tags that every posting of a duty bears. `task` is the first of the task's amendments."""
    return tuple(sorted((f"role:{role.value}", f"scheme:{scheme}", f"sort:{sort.value}", f"task:{task}")))


def occurrence_posting(
    *,
    occurrence: int,
    revision: int,
    unit: int,
    due_on: dt.date,
    state: OccurrenceState,
    late: bool,
    tags: tuple[str, ...],
    made_up: bool = False,
) -> Posting:
    """Return what the journal is told about an occurrence as it stands; not for a lifted one."""
    timely: tuple[str, ...] = ()
    if state is OccurrenceState.DONE:
        timely = (LATE if late else ON_TIME, *((MADE_UP,) if made_up else ()))
    return Posting(
        book=BOOK,
        source=occurrence_source(occurrence),
        revision=revision,
        unit=unit,
        on=due_on,
        kind=state.value.lower(),
        tags=tuple(sorted((*tags, *timely))),
    )


def fulfilment_posting(*, fulfilment: int, unit: int, on: dt.date, tags: tuple[str, ...]) -> Posting:
    """Return what the journal is told about a fulfilment: it stands for the record that it names."""
    return Posting(
        book=BOOK,
        source=fulfilment_source(fulfilment),
        revision=1,
        unit=unit,
        on=on,
        kind=FULFILMENT,
        tags=tags,
    )
