"""The states of a report on its way and the checks before each verb. Pure."""

from __future__ import annotations

import enum

from taizhang.foundation.accounts.rules import check_different_eyes
from taizhang.kernel.refusal import Refused


class ReportState(enum.StrEnum):
    """Where a report stands."""

    DRAFTING = "DRAFTING"
    IN_REVIEW = "IN_REVIEW"
    RETURNED = "RETURNED"
    SIGNED = "SIGNED"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    ReportState.DRAFTING: "起草中",
    ReportState.IN_REVIEW: "待签发",
    ReportState.RETURNED: "已退回",
    ReportState.SIGNED: "已签发",
}

TRANSITIONS: dict[ReportState, frozenset[ReportState]] = {
    ReportState.DRAFTING: frozenset({ReportState.IN_REVIEW}),
    ReportState.RETURNED: frozenset({ReportState.IN_REVIEW}),
    ReportState.IN_REVIEW: frozenset({ReportState.RETURNED, ReportState.SIGNED}),
    ReportState.SIGNED: frozenset(),
}


class ReportNotChangeable(Refused):
    """The report cannot be changed as it stands."""


class ReportNotSendable(Refused):
    """The report cannot be sent for signature as it stands."""


class ReportNotDecidable(Refused):
    """The report cannot be signed or returned as it stands."""


def check_can_change(*, state: ReportState) -> None:
    """Refuse changing what waits for signature or was signed.

    Raises:  ReportNotChangeable.
    """
    if state not in (ReportState.DRAFTING, ReportState.RETURNED):
        raise ReportNotChangeable(f"这份报告{state.label}，不能修改；要改请先由签发人退回。")


def check_can_send(*, state: ReportState, findings: int) -> None:
    """Refuse sending what is on its way already, or has open places.

    Raises:  ReportNotSendable.
    """
    if ReportState.IN_REVIEW not in TRANSITIONS[state]:
        raise ReportNotSendable(f"这份报告{state.label}，不用再送。")
    if findings:
        raise ReportNotSendable(f"还有 {findings} 处没有完成，补齐后才能送签。")


def check_can_return_report(*, state: ReportState, reason: str, author: int, by: int) -> None:
    """Refuse a return of what does not wait, without a reason, or by the author.

    Raises:  ReportNotDecidable, OwnWork.
    """
    _check_waits(state, "退回")
    check_different_eyes(author=author, by=by, deed="退回")
    if not reason.strip():
        raise ReportNotDecidable("退回要写明理由，让起草人知道改哪里。")


def check_can_sign(*, state: ReportState, author: int, by: int) -> None:
    """Refuse signing what does not wait, or one's own.

    Raises:  ReportNotDecidable, OwnWork.
    """
    _check_waits(state, "签发")
    check_different_eyes(author=author, by=by, deed="签发")


def _check_waits(state: ReportState, deed: str) -> None:
    if state is not ReportState.IN_REVIEW:
        raise ReportNotDecidable(f"这份报告{state.label}，不能{deed}。")
