"""The states of inspections, findings and incidents, and the checks before each verb. Pure."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from taizhang.foundation.accounts.rules import check_different_eyes
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.premises.rules.types import Item

MOST_PHOTOS = 3
"""Photos that may show one thing that is wrong. What is fine needs none."""

RETURNS_WITHIN = dt.timedelta(days=90)
"""A closed finding on the same item of the same place is reopened when it is found anew within these days."""


class PlaceAct(enum.StrEnum):
    """One entry in the history of a place."""

    REGISTER = "REGISTER"
    CHANGE = "CHANGE"
    CORRECT = "CORRECT"
    MOVE = "MOVE"
    WITHDRAW = "WITHDRAW"
    RESTORE = "RESTORE"

    @property
    def label(self) -> str:
        return _PLACE_ACTS[self]


_PLACE_ACTS = {
    PlaceAct.REGISTER: "登记",
    PlaceAct.CHANGE: "变更",
    PlaceAct.CORRECT: "更正",
    PlaceAct.MOVE: "移交",
    PlaceAct.WITHDRAW: "停用",
    PlaceAct.RESTORE: "恢复使用",
}


class InspectionState(enum.StrEnum):
    """Where one inspection stands. LIFTED is owed by nobody any more and counts nowhere."""

    DUE = "DUE"
    DONE = "DONE"
    LIFTED = "LIFTED"

    @property
    def label(self) -> str:
        return {"DUE": "待检查", "DONE": "已检查", "LIFTED": "已解除"}[self.value]


class Answer(enum.StrEnum):
    """The answer to one question of a checklist."""

    FINE = "FINE"
    WRONG = "WRONG"
    NA = "NA"

    @property
    def label(self) -> str:
        return {"FINE": "正常", "WRONG": "有问题", "NA": "不适用"}[self.value]


class Severity(enum.StrEnum):
    """How grave a finding is. `days` is in how many it is to be put right unless another day is named."""

    MINOR = "MINOR"
    SERIOUS = "SERIOUS"
    URGENT = "URGENT"

    @property
    def label(self) -> str:
        return {"MINOR": "一般", "SERIOUS": "较重", "URGENT": "紧急"}[self.value]

    @property
    def days(self) -> int:
        return {"MINOR": 15, "SERIOUS": 7, "URGENT": 1}[self.value]


class FindingState(enum.StrEnum):
    """Where a finding stands: put right by one, re-checked by another, closed."""

    OPEN = "OPEN"
    RECTIFIED = "RECTIFIED"
    CLOSED = "CLOSED"

    @property
    def label(self) -> str:
        return {"OPEN": "待整改", "RECTIFIED": "待复查", "CLOSED": "已销号"}[self.value]


class FindingAct(enum.StrEnum):
    """One entry in the history of a finding."""

    FIND = "FIND"
    RECTIFY = "RECTIFY"
    RETURN = "RETURN"
    CLOSE = "CLOSE"
    REOPEN = "REOPEN"
    MOVE = "MOVE"

    @property
    def label(self) -> str:
        return _FINDING_ACTS[self]


_FINDING_ACTS = {
    FindingAct.FIND: "发现",
    FindingAct.RECTIFY: "整改",
    FindingAct.RETURN: "复查退回",
    FindingAct.CLOSE: "复查销号",
    FindingAct.REOPEN: "重新打开",
    FindingAct.MOVE: "移交",
}


class IncidentSort(enum.StrEnum):
    """What happened to a channel."""

    TAKEN_OVER = "TAKEN_OVER"
    HIJACKED = "HIJACKED"
    WRONG = "WRONG"
    OUTDATED = "OUTDATED"

    @property
    def label(self) -> str:
        return {
            "TAKEN_OVER": "账号被盗用",
            "HIJACKED": "屏幕被篡改",
            "WRONG": "发布内容有误",
            "OUTDATED": "发布内容过期",
        }[self.value]


class IncidentStage(enum.StrEnum):
    """What is done about an incident, in this order; reporting may come at any time before the lessons."""

    CONTAIN = "CONTAIN"
    RESTORE = "RESTORE"
    REPORT = "REPORT"
    LESSONS = "LESSONS"

    @property
    def label(self) -> str:
        return {"CONTAIN": "处置", "RESTORE": "恢复", "REPORT": "报告", "LESSONS": "总结"}[self.value]

    @property
    def asks(self) -> str:
        return {
            "CONTAIN": "怎样止住的：关停、下线、改密",
            "RESTORE": "怎样恢复的",
            "REPORT": "报告了哪个单位、哪个岗位",
            "LESSONS": "原因和今后的做法",
        }[self.value]


class PlaceRefused(Refused):
    """The place cannot be registered, changed, moved or taken out of use like this."""


class InspectionRefused(Refused):
    """The inspection cannot be filled in like this."""


class FindingRefused(Refused):
    """The finding cannot be rectified, re-checked or reopened as it stands."""


class IncidentRefused(Refused):
    """The incident cannot be taken a step further like this."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What an inspection found wrong with one item: what, how grave, whose, until when."""

    item: str
    what: str
    severity: Severity
    post: int
    due_on: dt.date
    photos: tuple[int, ...] = field(default_factory=tuple)
    """Ids of evidence."""


def check_text(text: str, *, refusal: type[Refused], name: str, longest: int = 500) -> str:
    """Return the text without space around it.

    Raises:  the refusal when there is none, or it is too long.
    """
    plain = text.strip()
    if not plain:
        raise refusal(f"请写明{name}。")
    if len(plain) > longest:
        raise refusal(f"{name}至多 {longest} 个字，请精简。")
    return plain


def check_inspection(
    *, items: Sequence[Item], answers: Mapping[str, Answer], wrongs: Collection[Wrong], on: dt.date
) -> None:
    """Refuse an inspection that leaves a question open, or whose findings do not match its answers.

    Raises:  InspectionRefused.
    """
    labels = {item.code: item.label for item in items}
    unknown = set(answers) - set(labels)
    if unknown:
        raise InspectionRefused(f"检查项目“{sorted(unknown)[0]}”不在这份检查表里，请刷新页面后重填。")
    missing = [label for code, label in labels.items() if code not in answers]
    if missing:
        raise InspectionRefused(f"还有 {len(missing)} 项没有填：{'；'.join(missing[:3])}。")
    told = {wrong.item for wrong in wrongs}
    for code, answer in answers.items():
        if (answer is Answer.WRONG) != (code in told):
            raise InspectionRefused(
                f"“{labels[code]}”填了有问题，请写明问题和整改岗位。"
                if answer is Answer.WRONG
                else f"“{labels[code]}”没有填有问题，不用写问题。"
            )
    if len(told) != len(wrongs):
        raise InspectionRefused("同一个检查项目写了两次问题，请合成一条。")
    for wrong in wrongs:
        check_text(wrong.what, refusal=InspectionRefused, name=f"“{labels[wrong.item]}”的问题")
        if wrong.due_on < on:
            raise InspectionRefused(f"“{labels[wrong.item]}”的整改期限早于检查日期，请改正。")
        check_photos(len(wrong.photos), refusal=InspectionRefused)


def check_photos(count: int, *, refusal: type[Refused]) -> None:
    """Refuse more photos than are needed to see a thing.

    Raises:  the refusal.
    """
    if count > MOST_PHOTOS:
        raise refusal(f"一处问题至多 {MOST_PHOTOS} 张照片，能看清就够，请少选几张。")


def returns(*, closed_on: dt.date | None, on: dt.date) -> bool:
    """Return whether what is found on a day is the return of a finding closed before."""
    return closed_on is not None and on - closed_on <= RETURNS_WITHIN


def check_can_recheck(*, state: FindingState, rectified_by: int | None, by: int) -> None:
    """Refuse to re-check what is not put right, or what one put right oneself.

    Raises:  FindingRefused, OwnWork.
    """
    if state is not FindingState.RECTIFIED or rectified_by is None:
        raise FindingRefused(f"这个问题{state.label}，不能复查。")
    check_different_eyes(author=rectified_by, by=by, deed="复查")


def check_stage(
    *,
    stage: IncidentStage,
    done: Mapping[IncidentStage, dt.datetime],
    when: dt.datetime,
    noticed: dt.datetime,
    now: dt.datetime,
) -> None:
    """Refuse a step that was taken, that comes before another, or whose time cannot be.

    Raises:  IncidentRefused.
    """
    if stage in done:
        raise IncidentRefused(f"“{stage.label}”已经填过。")
    before = {
        IncidentStage.CONTAIN: (),
        IncidentStage.RESTORE: (IncidentStage.CONTAIN,),
        IncidentStage.REPORT: (),
        IncidentStage.LESSONS: (IncidentStage.CONTAIN, IncidentStage.RESTORE, IncidentStage.REPORT),
    }[stage]
    for earlier in before:
        if earlier not in done:
            raise IncidentRefused(f"请先填“{earlier.label}”，再填“{stage.label}”。")
        if earlier is IncidentStage.CONTAIN and when < done[earlier]:
            raise IncidentRefused(f"“{stage.label}”的时间早于“{earlier.label}”，请核对。")
    if when < noticed:
        raise IncidentRefused(f"“{stage.label}”的时间早于发现时间，请核对。")
    if when > now:
        raise IncidentRefused(f"“{stage.label}”的时间还没有到，请核对。")
