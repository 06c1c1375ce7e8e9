"""Which records may fulfil an occurrence: proposed with reasons, for a person to confirm."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection
from dataclasses import dataclass

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import stock_scope
from taizhang.foundation.units.selectors.walks import carriers_of
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import Occurrence, Task
from taizhang.ledgers.duties.rules import session_name, suit
from taizhang.ledgers.duties.selectors import open_within, sources_of, standing_fulfilments
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import State, match_kind

MOST, MOST_FAINT = 12, 3
CANDIDATES = 400
MADE_UP = 8


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record that may fulfil an occurrence, and why: 类型相符、在期限内、同一单位. `faint` as in `Suit`."""

    record: Record
    score: int
    reasons: tuple[str, ...]
    faint: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """An occurrence that a record may fulfil, and why."""

    occurrence: Occurrence
    score: int
    reasons: tuple[str, ...]


def proposals_for(*, occurrence: Occurrence, on: dt.date) -> list[Proposal]:
    """Return the accepted records that may fulfil an occurrence, the likeliest first, at most twelve.

    They are of the duty's unit or below it, from the day it opened up to its due day, or where that
    is past up to the day `on`; and of the task's kind, or with its words in the title. One of the kind
    alone, where the task names words, is proposed in time only, and where nothing suits better: the
    last three. What fulfils another occurrence of the duty is not proposed again.
    """
    units = units_that_fulfil(unit=occurrence.duty.unit, on=on)
    known = set(sources_of(duty=occurrence.duty_id))
    rows = Record.objects.filter(
        unit_id__in=units,
        on__gte=occurrence.opens,
        on__lte=max(occurrence.due_on, on),
        state=State.ACCEPTED.value,
    ).select_related("unit")
    found = []
    for record in rows.order_by("-on", "-number")[:CANDIDATES]:
        proposal = _judged(record, occurrence)
        if proposal is not None and record.source not in known:
            found.append(proposal)
    best = [one for one in found if not one.faint] or found[:MOST_FAINT]
    return sorted(best, key=lambda one: (-one.score, one.record.on, one.record.number))[:MOST]


def openings_for(*, record: Record, units: Collection[int], on: dt.date) -> list[Opening]:
    """Return what is still open for these units that an accepted record may fulfil, the likeliest first, at most twelve.

    The same matching as `proposals_for`, seen from the record: what had opened on its day, of its own
    unit, of one above it, or of the heir of a closed one. A task that names neither kind nor word
    would suit every record, so it is looked for from its own page only.
    """
    if record.state != State.ACCEPTED.value:
        return []
    answering = set(carriers_of(unit=record.unit_id, day=on)) & set(units)
    fulfilled = standing_fulfilments(sources=[record.source]).values_list("occurrence__duty_id", flat=True)
    rows = open_within(units=answering, until=dt.date.max).filter(opens__lte=record.on)
    found = []
    for occurrence in rows.exclude(duty_id__in=list(fulfilled))[:CANDIDATES]:
        proposal = _judged(record, occurrence)
        if proposal is not None and (occurrence.duty.task.words or _kinds(occurrence.duty.task)):
            found.append((proposal, Opening(occurrence, proposal.score, proposal.reasons)))
    sure = [one for proposal, one in found if not proposal.faint]
    rest = sorted((one for _, one in found), key=lambda one: _nearness(record, one))[:MOST_FAINT]
    return sorted(sure, key=lambda one: _nearness(record, one))[:MOST] or rest


def _nearness(record: Record, opening: Opening) -> tuple[bool, int, int]:
    """Sort what is in time first, then what suits better, then what is due nearest to the record's day."""
    due_on = opening.occurrence.due_on
    return record.on > due_on, -opening.score, abs((due_on - record.on).days)


def name_of(occurrence: Occurrence) -> str:
    """Return what a session is called where a record says that it makes it up."""
    task = occurrence.duty.task
    return session_name(number=task.number, topic=task.content, label=occurrence.label)


def units_that_fulfil(*, unit: Unit, on: dt.date) -> set[int]:
    """Return the units whose records fulfil what a unit owes: itself and those below it, with the closed ones it carries on."""
    return {unit.pk, *(span.unit for span in stock_scope(unit=unit, day=on).spans)}


def _judged(record: Record, occurrence: Occurrence) -> Proposal | None:
    """Return how well a record suits an occurrence by kind, words, day and unit, None where it does not."""
    task = occurrence.duty.task
    text = f"{record.note} {' '.join(map(str, record.fields.values()))}"
    how = suit(
        kinds=_kinds(task),
        words=task.words,
        kind=record.kind,
        title=f"{record.title} {' '.join(record.tags)}",
        text=text,
    )
    makes_up = record.fields.get("makeup_of") == name_of(occurrence)
    in_time = record.on <= occurrence.due_on
    if how is None or (how.faint and not in_time and not makes_up):
        return None
    reasons, score, faint = list(how.reasons), how.score, how.faint and not makes_up
    if makes_up:
        reasons, score = ["写明补学这一次", *reasons], score + MADE_UP
    if in_time:
        reasons, score = [*reasons, "在期限内"], score + 2
    else:
        reasons.append("已过期限")
    if record.unit_id == occurrence.duty.unit_id:
        reasons, score = [*reasons, "同一单位"], score + 1
    else:
        reasons.append("下属单位")
    return Proposal(record, score, tuple(reasons), faint)


def _kinds(task: Task) -> frozenset[str]:
    """Return the kinds the task names; where it names none, the one its content tells, if it tells one."""
    return frozenset(task.kinds) if task.kinds else _kinds_told(task.content)


@functools.lru_cache(maxsize=1024)
def _kinds_told(content: str) -> frozenset[str]:
    try:
        return frozenset({match_kind(name="", title=content).kind.code})
    except Refused:
        return frozenset()
