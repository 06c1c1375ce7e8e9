"""What the records pages show: rows, one record, what may be done with it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import Reach
from taizhang.foundation.audit.models import Act
from taizhang.foundation.audit.selectors import acts_on
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Record, RecordEvidence, RecordRevision
from taizhang.ledgers.records.rules import (
    Difference,
    RevisionState,
    State,
    check_can_accept,
    check_can_return,
    check_can_submit,
    check_can_void,
    differences,
    kind_by_code,
)

SIGNS = {
    State.DRAFT.value: ("mut", "draft"),
    State.SUBMITTED.value: ("soon", "clock"),
    State.ACCEPTED.value: ("ok", "check"),
    State.RETURNED.value: ("bad", "back"),
    State.VOIDED.value: ("mut", "void"),
}
"""State -> class and icon of its sign."""

DEEDS = {
    "record.create": "填写",
    "record.edit": "修改",
    "record.attach": "添加佐证",
    "record.detach": "移除佐证",
    "record.submit": "提交审核",
    "record.accept": "审核入账",
    "record.return": "退回",
    "record.void": "作废",
    "record.correct": "提出更正",
    "record.accept_correction": "审核更正",
    "record.return_correction": "退回更正",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of records."""

    number: str
    title: str
    on: dt.date
    until: dt.date
    unit: str
    kind: str
    people: str
    files: int
    state: str
    label: str
    sign: str
    icon: str
    author: str
    seen: str
    reason: str
    may_submit: bool
    may_accept: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to be done with a record, and if it cannot be now, why."""

    name: str
    label: str
    hindrance: str

    @property
    def possible(self) -> bool:
        return not self.hindrance


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


def seen(record: Record) -> str:
    """Return what stands now in short, to notice that somebody changed it meanwhile."""
    return hashlib.sha256(f"{record.state}:{record.revision}:{record.submitted_at}".encode()).hexdigest()[:16]


def row(record: Record, *, person: Person, reach: Reach) -> Row:
    """Return one line of the list; the acts shown are those its state and the person allow."""
    sign, icon = SIGNS[record.state]
    own = record.author_id == person.pk
    return Row(
        number=record.number,
        title=record.title,
        on=record.on,
        until=record.until,
        unit=record.unit.name,
        kind=kind_by_code(record.kind).label,
        people=record.people_text,
        files=record.files,  # type: ignore[attr-defined]
        state=record.state,
        label=State(record.state).label,
        sign=sign,
        icon=icon,
        author=record.author.name,
        seen=seen(record),
        reason=record.return_reason,
        may_submit=own and record.state in (State.DRAFT.value, State.RETURNED.value),
        may_accept=not own
        and record.state == State.SUBMITTED.value
        and reach.may(Right.REVIEW, record.unit_id),
    )


def deeds(record: Record, *, files: int, person: Person, reach: Reach) -> tuple[Deed, ...]:
    """Return what this person could do with the record, each with what hinders it now."""
    state, kind, own = State(record.state), kind_by_code(record.kind), record.author_id == person.pk
    found = []
    if own and state in (State.DRAFT, State.RETURNED):
        ask = lambda: check_can_submit(  # noqa: E731
            state=state,
            evidence=files,
            required=kind.evidence_required,
            ceiling=kind.evidence_ceiling,
            author=record.author_id,
            by=person.pk,
        )
        found.append(Deed("submit", "提交审核", _hindrance(ask)))
    if state is State.SUBMITTED and reach.may(Right.REVIEW, record.unit_id):
        author, by = record.author_id, person.pk
        found.append(
            Deed(
                "accept", "审核入账", _hindrance(lambda: check_can_accept(state=state, author=author, by=by))
            )
        )
        ask_back = lambda: check_can_return(state=state, reason="写明", author=author, by=by)  # noqa: E731
        found.append(Deed("return", "退回", _hindrance(ask_back)))
    may_void = own if state in (State.DRAFT, State.RETURNED) else reach.may(Right.REVIEW, record.unit_id)
    if may_void and state in (State.DRAFT, State.RETURNED, State.ACCEPTED):
        found.append(Deed("void", "作废", _hindrance(lambda: check_can_void(state=state, reason="写明"))))
    return tuple(found)


def _hindrance(check: Callable[[], None]) -> str:
    try:
        check()
    except Refused as refusal:
        return str(refusal)
    return ""


def tellings(record: Record) -> list[Telling]:
    """Return the record's revisions, the latest first, each with what it changed."""
    rows = list(record.revisions.select_related("author", "decided_by").order_by("number"))
    contents: list[RecordRevision | None] = [None, *rows[:-1]]
    return [
        Telling(
            number=now.number,
            by=now.author.name,
            at=now.at,
            reason=now.reason,
            state=_LABELS[now.state],
            decided_by=now.decided_by.name if now.decided_by else "",
            decided_at=now.decided_at,
            decision_reason=now.decision_reason,
            differences=differences(before=before.content, after=now.content) if before else (),
        )
        for before, now in reversed(list(zip(contents, rows, strict=True)))
    ]


_LABELS = {
    RevisionState.PENDING.value: "未定",
    RevisionState.ACCEPTED.value: "已采用",
    RevisionState.RETURNED.value: "已退回",
}


def history(record: Record) -> list[Done]:
    """Return what was done with the record, the latest first."""
    return [_done(act) for act in reversed(acts_on(subject=record.source))]


def _done(act: Act) -> Done:
    reason = str(act.detail.get("reason", ""))
    return Done(act.at, act.by.name if act.by else "系统", DEEDS.get(act.verb, act.verb), reason)


def files_of(record: Record) -> list[RecordEvidence]:
    """Return the record's files in the order they were added."""
    return list(record.evidence.select_related("evidence").order_by("id"))
