"""The states of a record and the checks before each verb."""

from __future__ import annotations

import enum

from taizhang.foundation.accounts.rules import check_different_eyes
from taizhang.kernel.refusal import Refused


class State(enum.StrEnum):
    """Where a record stands. Only an accepted record counts."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    ACCEPTED = "ACCEPTED"
    RETURNED = "RETURNED"
    VOIDED = "VOIDED"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    State.DRAFT: "草稿",
    State.SUBMITTED: "待审核",
    State.ACCEPTED: "已入账",
    State.RETURNED: "已退回",
    State.VOIDED: "已作废",
}

TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.VOIDED}),
    State.SUBMITTED: frozenset({State.ACCEPTED, State.RETURNED}),
    State.RETURNED: frozenset({State.SUBMITTED, State.VOIDED}),
    State.ACCEPTED: frozenset({State.VOIDED}),
    State.VOIDED: frozenset(),
}


class RevisionState(enum.StrEnum):
    """Where one revision of a record's content stands."""

    PENDING = "PENDING"
    ACCEPTED = "ACCEPTED"
    RETURNED = "RETURNED"


class RecordNotSubmittable(Refused):
    """The record cannot be submitted as it stands."""


class RecordNotAcceptable(Refused):
    """The record cannot be accepted as it stands."""


class RecordNotReturnable(Refused):
    """The record cannot be returned as it stands."""


class RecordNotCorrectable(Refused):
    """The record cannot be corrected as it stands."""


class RecordNotVoidable(Refused):
    """The record cannot be voided as it stands."""


def _check_move(state: State, to: State, refusal: type[Refused], deed: str) -> None:
    if to not in TRANSITIONS[state]:
        raise refusal(f"这条记录{state.label}，不能{deed}。")


def check_can_submit(
    *, state: State, evidence: int, required: int, ceiling: int, author: int, by: int
) -> None:
    """Refuse a submission by somebody else, from a wrong state, or with too little or too much evidence.

    Raises:  RecordNotSubmittable.
    """
    _check_move(state, State.SUBMITTED, RecordNotSubmittable, "提交")
    if author != by:
        raise RecordNotSubmittable("只有填报人本人可以提交，请由填报人提交。")
    if evidence < required:
        raise RecordNotSubmittable(f"这类记录至少要有 {required} 份佐证，现有 {evidence} 份，请补充后提交。")
    if evidence > ceiling:
        raise RecordNotSubmittable(f"这类记录的佐证至多 {ceiling} 份，现有 {evidence} 份，请挑选后提交。")


def check_can_accept(*, state: State, author: int, by: int) -> None:
    """Refuse acceptance from a wrong state, or by the author.

    Raises:  RecordNotAcceptable, OwnWork.
    """
    _check_move(state, State.ACCEPTED, RecordNotAcceptable, "审核入账")
    check_different_eyes(author=author, by=by, deed="审核")


def check_can_return(*, state: State, reason: str, author: int, by: int) -> None:
    """Refuse a return from a wrong state, without a reason, or by the author.

    Raises:  RecordNotReturnable, OwnWork.
    """
    _check_move(state, State.RETURNED, RecordNotReturnable, "退回")
    check_different_eyes(author=author, by=by, deed="退回")
    if not reason.strip():
        raise RecordNotReturnable("退回要写明理由，让填报人知道改哪里。")


def check_can_correct(*, state: State, reason: str, pending: bool, changed: bool) -> None:
    """Refuse the correction of a record that does not count, without a reason or a change, or twice at once.

    Raises:  RecordNotCorrectable.
    """
    if state is not State.ACCEPTED:
        raise RecordNotCorrectable(f"这条记录{state.label}，只有已入账的记录才需要更正。")
    if pending:
        raise RecordNotCorrectable("这条记录已有一份更正在等审核，请先处理那一份。")
    if not reason.strip():
        raise RecordNotCorrectable("更正要写明理由。")
    if not changed:
        raise RecordNotCorrectable("更正后的内容与原来相同，没有需要更正的地方。")


def check_can_void(*, state: State, reason: str, correcting: bool) -> None:
    """Refuse voiding from a wrong state, while a correction waits, or without a reason.

    Raises:  RecordNotVoidable.
    """
    _check_move(state, State.VOIDED, RecordNotVoidable, "作废")
    if correcting:
        raise RecordNotVoidable("这条记录有一份更正在等审核，请先处理更正再作废。")
    if not reason.strip():
        raise RecordNotVoidable("作废要写明理由。")
