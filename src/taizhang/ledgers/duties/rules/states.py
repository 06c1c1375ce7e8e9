"""The states of schemes, duties and occurrences, who answers for what, and the checks before each verb."""

from __future__ import annotations

import enum

from taizhang.foundation.accounts.rules import check_different_eyes
from taizhang.kernel.refusal import Refused


class Sort(enum.StrEnum):
    """What a scheme plans: duties, or sessions of study."""

    DUTY = "DUTY"
    STUDY = "STUDY"

    @property
    def label(self) -> str:
        return {Sort.DUTY: "任务分解", Sort.STUDY: "学习计划"}[self]


class SchemeState(enum.StrEnum):
    """Where a scheme stands. Only an issued one puts duties on units."""

    DRAFT = "DRAFT"
    ISSUED = "ISSUED"
    WITHDRAWN = "WITHDRAWN"

    @property
    def label(self) -> str:
        return {"DRAFT": "草稿", "ISSUED": "已下发", "WITHDRAWN": "已停止"}[self.value]


class Role(enum.StrEnum):
    """How a unit answers for a task. A supporting unit owes nothing unless the task says so."""

    LEAD = "LEAD"
    RESPONSIBLE = "RESPONSIBLE"
    SUPPORTING = "SUPPORTING"

    @property
    def label(self) -> str:
        return {"LEAD": "牵头", "RESPONSIBLE": "责任", "SUPPORTING": "配合"}[self.value]


class DutyState(enum.StrEnum):
    """Where a duty stands with the unit it was handed down to."""

    ASSIGNED = "ASSIGNED"
    UNDERTAKEN = "UNDERTAKEN"
    OBJECTED = "OBJECTED"
    BROKEN_DOWN = "BROKEN_DOWN"
    ENDED = "ENDED"

    @property
    def label(self) -> str:
        return _DUTY_LABELS[self]


_DUTY_LABELS = {
    DutyState.ASSIGNED: "待承办",
    DutyState.UNDERTAKEN: "已承办",
    DutyState.OBJECTED: "有异议",
    DutyState.BROKEN_DOWN: "已分解",
    DutyState.ENDED: "已结束",
}

STANDING = (DutyState.ASSIGNED.value, DutyState.UNDERTAKEN.value, DutyState.OBJECTED.value)
"""A duty in these states is owed: an objection suspends nothing until it is answered."""


class OccurrenceState(enum.StrEnum):
    """Where one occurrence stands. LIFTED is owed by nobody any more and counts nowhere."""

    DUE = "DUE"
    PARTIAL = "PARTIAL"
    DONE = "DONE"
    EXCUSED = "EXCUSED"
    LIFTED = "LIFTED"

    @property
    def label(self) -> str:
        return _OCCURRENCE_LABELS[self]


_OCCURRENCE_LABELS = {
    OccurrenceState.DUE: "待办",
    OccurrenceState.PARTIAL: "部分完成",
    OccurrenceState.DONE: "已完成",
    OccurrenceState.EXCUSED: "已免除",
    OccurrenceState.LIFTED: "已解除",
}

OPEN = (OccurrenceState.DUE.value, OccurrenceState.PARTIAL.value)

ESCALATE_AFTER, LATEST_ESCALATION = 5, 60
"""Worked days past its due day after which an open occurrence is told above: by default, and at most."""


class StepAct(enum.StrEnum):
    """One entry in the history of a duty or of an occurrence."""

    ASSIGN = "ASSIGN"
    UNDERTAKE = "UNDERTAKE"
    APPOINT = "APPOINT"
    OBJECT = "OBJECT"
    UPHOLD = "UPHOLD"
    RELEASE = "RELEASE"
    BREAK_DOWN = "BREAK_DOWN"
    END = "END"
    CARRY = "CARRY"
    MOVE = "MOVE"
    EXCUSE = "EXCUSE"
    DEMAND = "DEMAND"
    CLOSE = "CLOSE"
    REOPEN = "REOPEN"
    LIFT = "LIFT"

    @property
    def label(self) -> str:
        return _STEP_LABELS[self]


_STEP_LABELS = {
    StepAct.ASSIGN: "下发",
    StepAct.UNDERTAKE: "承办",
    StepAct.APPOINT: "定岗",
    StepAct.OBJECT: "提出异议",
    StepAct.UPHOLD: "答复：维持",
    StepAct.RELEASE: "答复：解除",
    StepAct.BREAK_DOWN: "分解",
    StepAct.END: "结束",
    StepAct.CARRY: "承接",
    StepAct.MOVE: "调整期限",
    StepAct.EXCUSE: "免除",
    StepAct.DEMAND: "取消免除",
    StepAct.CLOSE: "核销",
    StepAct.REOPEN: "撤回核销",
    StepAct.LIFT: "解除",
}


class SchemeRefused(Refused):
    """The scheme or its task cannot be changed or issued as it stands."""


class DutyRefused(Refused):
    """The duty cannot be undertaken, objected to, broken down or ended as it stands."""


class OccurrenceRefused(Refused):
    """The occurrence cannot be moved, excused or closed as it stands."""


class FulfilmentRefused(Refused):
    """The record cannot be taken as fulfilling the occurrence, or cannot be taken back from it."""


def check_can_edit(*, state: SchemeState) -> None:
    """Refuse to change the tasks of a scheme that was issued: they are amended, so that history is kept.

    Raises:  SchemeRefused.
    """
    if state is not SchemeState.DRAFT:
        raise SchemeRefused(f"方案{state.label}，任务不能直接改，请用“修订”写明生效日期和理由。")


def check_can_issue(*, state: SchemeState, tasks: int, unassigned: list[str], author: int, by: int) -> None:
    """Refuse to issue twice, nothing, a task that nobody leads, or one's own draft.

    Raises:  SchemeRefused, OwnWork.
    """
    if state is not SchemeState.DRAFT:
        raise SchemeRefused(f"方案{state.label}，不能再次下发；新增要求请用“修订”。")
    if not tasks:
        raise SchemeRefused("方案里还没有任务，请先填写或导入。")
    if unassigned:
        shown = "、".join(unassigned[:5])
        raise SchemeRefused(f"任务 {shown} 还没有牵头或责任单位，请补充后下发。")
    check_different_eyes(author=author, by=by, deed="下发")


def check_reason(reason: str, *, refusal: type[Refused], deed: str) -> str:
    """Return the reason without space around it.

    Raises:  the refusal when there is none.
    """
    if not reason.strip():
        raise refusal(f"{deed}要写明理由，请补充。")
    return reason.strip()


def check_standing(*, state: DutyState, deed: str) -> None:
    """Refuse to act on a duty that is broken down or ended.

    Raises:  DutyRefused.
    """
    if state.value not in STANDING:
        raise DutyRefused(f"这项责任{state.label}，不能{deed}。")


def check_can_close(
    *, state: OccurrenceState, met: bool, closes_above: bool, confirmers: set[int], by: int
) -> None:
    """Refuse to close off what needs no closing, what is not met, or what one confirmed oneself.

    Raises:  OccurrenceRefused, OwnWork.
    """
    if not closes_above:
        raise OccurrenceRefused("这项任务不要求上级核销，完成即可。")
    if state is OccurrenceState.DONE:
        raise OccurrenceRefused("这一期已经核销。")
    if state is not OccurrenceState.PARTIAL or not met:
        raise OccurrenceRefused("这一期还没有做够次数，不能核销。")
    for confirmer in confirmers:
        check_different_eyes(author=confirmer, by=by, deed="核销")
