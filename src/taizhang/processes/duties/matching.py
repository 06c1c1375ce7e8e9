"""Which records may fulfil an occurrence: proposed with reasons, for a person to confirm."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from taizhang.foundation.units.selectors import stock_scope
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import Occurrence, Task
from taizhang.ledgers.duties.rules import session_name
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import State, match_kind

MOST = 12
CANDIDATES = 400


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record that may fulfil an occurrence, and why: 类型相符、在期限内、同一单位."""

    record: Record
    score: int
    reasons: tuple[str, ...]


def proposals_for(*, occurrence: Occurrence, on: dt.date) -> list[Proposal]:
    """Return the accepted records that may fulfil an occurrence, the likeliest first, at most twelve.

    They are of the duty's unit or below it, from the day it opened up to its due day, or where that
    is past up to the day `on`; and of the task's kind, or with its words where it names any.
    """
    task = occurrence.duty.task
    units = _units(occurrence, on)
    standing = occurrence.fulfilments.filter(withdrawn_at__isnull=True).values_list("source", flat=True)
    rows = Record.objects.filter(
        unit_id__in=units,
        on__gte=occurrence.opens,
        on__lte=max(occurrence.due_on, on),
        state=State.ACCEPTED.value,
    ).select_related("unit")
    kinds, known = _kinds(task), set(standing)
    found = []
    for record in rows.order_by("-on", "-number")[:CANDIDATES]:
        proposal = _judged(record, occurrence, kinds)
        if proposal is not None and record.source not in known:
            found.append(proposal)
    return sorted(found, key=lambda one: (-one.score, one.record.on, one.record.number))[:MOST]


def may_fulfil(*, record: Record, occurrence: Occurrence, on: dt.date) -> bool:
    """Return whether a record's unit is the duty's or below it."""
    return record.unit_id in _units(occurrence, on)


def name_of(occurrence: Occurrence) -> str:
    """Return what a session is called where a record says that it makes it up."""
    task = occurrence.duty.task
    return session_name(number=task.number, topic=task.content, label=occurrence.label)


def _units(occurrence: Occurrence, on: dt.date) -> set[int]:
    unit = occurrence.duty.unit
    return {unit.pk, *(span.unit for span in stock_scope(unit=unit, day=on).spans)}


def _judged(record: Record, occurrence: Occurrence, kinds: frozenset[str]) -> Proposal | None:
    task = occurrence.duty.task
    text = (
        f"{record.title} {record.note} {' '.join(record.tags)} {' '.join(map(str, record.fields.values()))}"
    )
    words = [word for word in task.words if word in text]
    of_kind = record.kind in kinds
    if (kinds or task.words) and not (of_kind or words):
        return None
    reasons: list[str] = []
    score = 0
    if record.fields.get("makeup_of") == name_of(occurrence):
        reasons, score = ["写明补学这一次"], score + 8
    if of_kind:
        reasons, score = [*reasons, "类型相符"], score + 4
    if words:
        reasons, score = [*reasons, f"提到“{'”“'.join(words[:3])}”"], score + 2 * min(len(words), 3)
    if record.on <= occurrence.due_on:
        reasons, score = [*reasons, "在期限内"], score + 2
    else:
        reasons.append("已过期限")
    if record.unit_id == occurrence.duty.unit_id:
        reasons, score = [*reasons, "同一单位"], score + 1
    else:
        reasons.append("下属单位")
    return Proposal(record, score, tuple(reasons))


def _kinds(task: Task) -> frozenset[str]:
    """Return the kinds the task names; where it names none, the one its content tells, if it tells one."""
    if task.kinds:
        return frozenset(task.kinds)
    try:
        return frozenset({match_kind(name="", title=task.content).kind.code})
    except Refused:
        return frozenset()
