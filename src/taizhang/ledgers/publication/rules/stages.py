"""The stages of 三审三校: their sorts, which a unit or a channel asks for in which order, when each is due. Pure."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from taizhang.kernel.refusal import Refused
from taizhang.kernel.workdays import NO_NOTICE, Notice, workday_after

CHINA = ZoneInfo("Asia/Shanghai")
LONGEST_HOURS = 240
LONGEST_DAYS = 30


class PlanRefused(Refused):
    """The order of stages cannot be as asked."""


class Sort(enum.StrEnum):
    """Whether a stage looks at the matter or at the letters."""

    REVIEW = "REVIEW"
    PROOF = "PROOF"

    @property
    def label(self) -> str:
        return {Sort.REVIEW: "审核", Sort.PROOF: "校对"}[self]


class Code(enum.StrEnum):
    """One stage."""

    FIRST_REVIEW = "FIRST_REVIEW"
    SECOND_REVIEW = "SECOND_REVIEW"
    FINAL_REVIEW = "FINAL_REVIEW"
    FIRST_PROOF = "FIRST_PROOF"
    SECOND_PROOF = "SECOND_PROOF"
    THIRD_PROOF = "THIRD_PROOF"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def sort(self) -> Sort:
        return Sort.REVIEW if self in REVIEWS else Sort.PROOF


REVIEWS = (Code.FIRST_REVIEW, Code.SECOND_REVIEW, Code.FINAL_REVIEW)
PROOFS = (Code.FIRST_PROOF, Code.SECOND_PROOF, Code.THIRD_PROOF)
_LABELS = {
    Code.FIRST_REVIEW: "初审",
    Code.SECOND_REVIEW: "复审",
    Code.FINAL_REVIEW: "终审",
    Code.FIRST_PROOF: "一校",
    Code.SECOND_PROOF: "二校",
    Code.THIRD_PROOF: "三校",
}
USUAL_ORDER = (
    Code.FIRST_REVIEW,
    Code.FIRST_PROOF,
    Code.SECOND_REVIEW,
    Code.SECOND_PROOF,
    Code.THIRD_PROOF,
    Code.FINAL_REVIEW,
)
"""The order that a unit is offered first: whoever reviews last sees the text as it goes out."""


class Measure(enum.StrEnum):
    """In what a stage's time is measured."""

    WORKDAYS = "WORKDAYS"
    HOURS = "HOURS"

    @property
    def label(self) -> str:
        return {Measure.WORKDAYS: "个工作日", Measure.HOURS: "小时"}[self]


@dataclass(frozen=True, slots=True)
class StageTold:
    """One stage as a unit sets it: the post that holds it, and in how long it is due."""

    code: Code
    post: int
    amount: int
    measure: Measure


def check_plan(stages: Sequence[StageTold]) -> None:
    """Refuse an order that lacks the last review, has a stage twice, turns them around, or gives no time.

    Three reviews and three proofreadings are usual; all but the last review may be left out.

    Raises:  PlanRefused.
    """
    codes = [stage.code for stage in stages]
    if len(set(codes)) < len(codes):
        raise PlanRefused("每个环节至多一次，请去掉重复的。")
    if REVIEWS[-1] not in codes:
        raise PlanRefused(f"{REVIEWS[-1].label}不能省，请排上。")
    for row in (REVIEWS, PROOFS):
        asked = [code for code in row if code in codes]
        if [code for code in codes if code in row] != asked:
            said = "、".join(code.label for code in asked)
            raise PlanRefused(f"先后次序应为{said}，请调整。")
    for stage in stages:
        most = LONGEST_HOURS if stage.measure is Measure.HOURS else LONGEST_DAYS
        if not 1 <= stage.amount <= most:
            raise PlanRefused(f"{stage.code.label}的时限应在 1 到 {most} {stage.measure.label}之间。")
    posts = [stage.post for stage in stages if stage.code in REVIEWS]
    if len(set(posts)) < len(posts):
        said = "、".join(code.label for code in REVIEWS if code in codes)
        raise PlanRefused(f"{said}要由不同的岗位承担，请另选岗位。")


def due_at(*, opened: dt.datetime, amount: int, measure: Measure, notice: Notice = NO_NOTICE) -> dt.datetime:
    """Return until when a stage is due that opened at a moment: so many hours, or the end of a worked day."""
    if measure is Measure.HOURS:
        return opened + dt.timedelta(hours=amount)
    day = workday_after(start=opened.astimezone(CHINA).date(), days=amount, notice=notice)
    return dt.datetime.combine(day, dt.time(23, 59), CHINA)
