"""The demo's clerks confirm, quarter by quarter, which of their records fulfil what they owe."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from taizhang.ledgers.duties import services
from taizhang.ledgers.duties.models import Fulfilment, Occurrence, Scheme, Task
from taizhang.ledgers.duties.selectors import open_within, waiting_to_close
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import State
from taizhang.processes.demo.desk import Desk
from taizhang.processes.demo.dice import Dice
from taizhang.processes.duties import confirm_matches

MADE_UP = 0.7
"""The share of what was missed that is made up for later, where there is work to show."""

Match = tuple[Occurrence, Record]


def confirm_until(desk: Desk, scheme: Scheme, *, until: dt.date, at: dt.datetime) -> None:
    """Confirm what the records before a day fulfil: first what is in time, then what makes up late."""
    key_of = {unit.pk: key for key, unit in desk.units.items()}
    running = open_within(units=key_of, until=dt.date.max).filter(duty__task__scheme=scheme, opens__lt=until)
    owed: dict[int, list[Occurrence]] = defaultdict(list)
    for occurrence in running:
        owed[occurrence.duty.unit_id].append(occurrence)
    rows = Record.objects.filter(on__gte=dt.date(scheme.year, 1, 1), on__lt=until, state=State.ACCEPTED.value)
    done: dict[int, list[Record]] = defaultdict(list)
    for record in rows.order_by("on", "number"):
        done[record.unit_id].append(record)
    used = set(
        Fulfilment.objects.filter(
            occurrence__duty__task__scheme=scheme, withdrawn_at__isnull=True
        ).values_list("occurrence__duty_id", "source")
    )
    for unit, occurrences in sorted(owed.items()):
        if matches := _matches(occurrences, done[unit], used):
            confirm_matches(matches=matches, by=desk.clerks[key_of[unit]], on=at.date(), at=at)


def close_off(desk: Desk, scheme: Scheme, *, at: dt.datetime) -> None:
    """Close off what is met and is to be closed."""
    units = [unit.pk for unit in desk.units.values()]
    for occurrence in waiting_to_close(units=units).filter(duty__task__scheme=scheme):
        services.close(occurrence=occurrence, by=desk.reviewer, at=at)


def _matches(
    occurrences: Sequence[Occurrence], records: Sequence[Record], used: set[tuple[int, str]]
) -> list[Match]:
    """Return which of a unit's records fulfil which of its occurrences; a record fulfils a duty once."""
    found: list[Match] = []
    for late in (False, True):
        for occurrence in occurrences:
            task = occurrence.duty.task
            missing = occurrence.required - occurrence.done - sum(one is occurrence for one, _ in found)
            if late and not Dice("补办", occurrence.duty.unit.code, task.number, occurrence.label).chance(
                MADE_UP
            ):
                continue
            for record in _suiting(task, records):
                if (
                    missing
                    and (occurrence.duty_id, record.source) not in used
                    and _timely(occurrence, record, late)
                ):
                    used.add((occurrence.duty_id, record.source))
                    found.append((occurrence, record))
                    missing -= 1
    return found


def _suiting(task: Task, records: Sequence[Record]) -> Iterable[Record]:
    for record in records:
        if record.kind in task.kinds and (not task.words or any(word in record.title for word in task.words)):
            yield record


def _timely(occurrence: Occurrence, record: Record, late: bool) -> bool:
    return record.on > occurrence.due_on if late else occurrence.opens <= record.on <= occurrence.due_on
