"""How a record came to be what it is: its revisions with their differences, and the acts on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from taizhang.foundation.audit.models import Act
from taizhang.foundation.audit.selectors import acts_on
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.records.models import Record, RecordRevision
from taizhang.ledgers.records.rules import Difference, RevisionState, State, differences

DEEDS = {
    "record.create": "填写",
    "record.edit": "修改",
    "record.attach": "添加佐证",
    "record.detach": "移除佐证",
    "record.submit": "提交审核",
    "record.accept": "审核入账",
    "record.return": "退回",
    "record.void": "作废",
    "record.hand_over": "移交",
    "record.correct": "提出更正",
    "record.accept_correction": "采用更正",
    "record.return_correction": "退回更正",
}

LABELS = {
    RevisionState.PENDING.value: "未定",
    RevisionState.ACCEPTED.value: "已采用",
    RevisionState.RETURNED.value: "已退回",
}


@dataclass(frozen=True, slots=True)
class Telling:
    """One revision: who told it, when, what it changed, and what was decided."""

    number: int
    by: str
    at: dt.datetime
    reason: str
    state: str
    decided_by: str
    decided_at: dt.datetime | None
    decision_reason: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """One act, in words."""

    at: dt.datetime
    by: str
    deed: str
    reason: str


def tellings(revisions: Sequence[RecordRevision]) -> list[Telling]:
    """Return a record's revisions, given the first first, the latest first, each with what it changed.

    A revision is compared with the one in force when it was told: not with one that was turned down
    after the record counted.
    """
    told = []
    names = _unit_names(revisions)
    in_force: RecordRevision | None = None
    latest: RecordRevision | None = None
    for now in revisions:
        told.append(_telling(now, in_force or latest, names))
        latest = now
        if now.state == RevisionState.ACCEPTED.value:
            in_force = now
    return told[::-1]


def proposed(record: Record, revisions: Sequence[RecordRevision]) -> RecordRevision | None:
    """Return the correction that waits for a decision, if there is one."""
    if record.state != State.ACCEPTED.value:
        return None
    return next((one for one in revisions if one.state == RevisionState.PENDING.value), None)


def history(record: Record) -> list[Done]:
    """Return what was done with the record, the latest first."""
    return [_done(act) for act in reversed(acts_on(subject=record.source))]


def _unit_names(revisions: Sequence[RecordRevision]) -> dict[str, str]:
    """Return unit id, as text -> name, where the revisions name several units."""
    ids = {revision.content["unit"] for revision in revisions}
    if len(ids) < 2:
        return {}
    return {str(pk): name for pk, name in Unit.objects.filter(pk__in=ids).values_list("pk", "name")}


def _telling(now: RecordRevision, before: RecordRevision | None, names: Mapping[str, str]) -> Telling:
    changes = differences(before=before.content, after=now.content) if before else ()
    return Telling(
        number=now.number,
        by=now.author.name,
        at=now.at,
        reason=now.reason,
        state=LABELS[now.state],
        decided_by=now.decided_by.name if now.decided_by else "",
        decided_at=now.decided_at,
        decision_reason=now.decision_reason,
        differences=tuple(
            replace(one, before=names[one.before], after=names[one.after]) if one.field == "unit" else one
            for one in changes
        ),
    )


def _done(act: Act) -> Done:
    reason = str(act.detail.get("reason", ""))
    return Done(act.at, act.by.name if act.by else "系统", DEEDS.get(act.verb, act.verb), reason)
