"""What a person could do with a record, and what hinders it now."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Right, check_different_eyes
from taizhang.foundation.accounts.selectors import Reach
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Record, RecordRevision
from taizhang.ledgers.records.rules import (
    State,
    check_can_accept,
    check_can_correct,
    check_can_return,
    check_can_submit,
    check_can_void,
    kind_by_code,
)

OWN = (State.DRAFT, State.RETURNED)
"""States in which a record is its author's alone."""
SAID = "写明"
"""A reason, so that the rules tell what hinders an act beside that."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to be done with a record, and if it cannot be now, why."""

    name: str
    label: str
    hindrance: str
    needs_reason: bool = False

    @property
    def possible(self) -> bool:
        return not self.hindrance


def seen(record: Record, correction: RecordRevision | None = None) -> str:
    """Return what stands now in short, to notice that somebody changed it meanwhile."""
    waiting = correction.number if correction else 0
    told = f"{record.state}:{record.revision}:{record.submitted_at}:{waiting}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def deeds(
    record: Record, *, correction: RecordRevision | None, files: int, person: Person, reach: Reach
) -> tuple[Deed, ...]:
    """Return what this person could do with the record; `correction` is the one that waits, if any."""
    state = State(record.state)
    own = record.author_id == person.pk
    reviews = reach.may(Right.REVIEW, record.unit_id)
    found = []
    if own and state in OWN:
        found.append(_submit(record, files, person))
    if reviews and state is State.SUBMITTED:
        found += _decide(record, person)
    if reviews and correction is not None:
        found += _decide_correction(correction, person)
    if reach.may(Right.WRITE, record.unit_id) and state is State.ACCEPTED:
        found.append(
            _deed(
                "correct",
                "提出更正",
                lambda: check_can_correct(
                    state=state, reason=SAID, pending=correction is not None, changed=True
                ),
            )
        )
    if (own and state in OWN) or (reviews and state is State.ACCEPTED):
        found.append(
            _deed(
                "void",
                "作废",
                lambda: check_can_void(state=state, reason=SAID, correcting=correction is not None),
                needs_reason=True,
            )
        )
    return tuple(found)


def _submit(record: Record, files: int, person: Person) -> Deed:
    kind = kind_by_code(record.kind)
    return _deed(
        "submit",
        "提交审核",
        lambda: check_can_submit(
            state=State(record.state),
            evidence=files,
            required=kind.evidence_required,
            ceiling=kind.evidence_ceiling,
            author=record.author_id,
            by=person.pk,
        ),
    )


def _decide(record: Record, person: Person) -> list[Deed]:
    state, author, by = State(record.state), record.author_id, person.pk
    return [
        _deed("accept", "审核入账", lambda: check_can_accept(state=state, author=author, by=by)),
        _deed(
            "return",
            "退回",
            lambda: check_can_return(state=state, reason=SAID, author=author, by=by),
            needs_reason=True,
        ),
    ]


def _decide_correction(correction: RecordRevision, person: Person) -> list[Deed]:
    author, by = correction.author_id, person.pk
    return [
        _deed(
            "accept-correction",
            "采用更正",
            lambda: check_different_eyes(author=author, by=by, deed="审核"),
        ),
        _deed(
            "return-correction",
            "退回更正",
            lambda: check_different_eyes(author=author, by=by, deed="退回"),
            needs_reason=True,
        ),
    ]


def _deed(name: str, label: str, check: Callable[[], None], *, needs_reason: bool = False) -> Deed:
    try:
        check()
    except Refused as refusal:
        return Deed(name, label, str(refusal), needs_reason)
    return Deed(name, label, "", needs_reason)
