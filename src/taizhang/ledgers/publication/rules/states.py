"""The states of an item and the checks before each verb. Pure."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Collection

from taizhang.foundation.accounts.rules import OwnWork
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.publication.rules.stages import Code


class State(enum.StrEnum):
    """Where an item stands."""

    DRAFT = "DRAFT"
    IN_REVIEW = "IN_REVIEW"
    RETURNED = "RETURNED"
    APPROVED = "APPROVED"
    PUBLISHED = "PUBLISHED"
    CORRECTED = "CORRECTED"
    WITHDRAWN = "WITHDRAWN"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    State.DRAFT: "草稿",
    State.IN_REVIEW: "审校中",
    State.RETURNED: "已退回",
    State.APPROVED: "可发布",
    State.PUBLISHED: "已发布",
    State.CORRECTED: "已更正",
    State.WITHDRAWN: "已撤回",
}

TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.IN_REVIEW}),
    State.IN_REVIEW: frozenset({State.RETURNED, State.APPROVED, State.WITHDRAWN}),
    State.RETURNED: frozenset({State.IN_REVIEW, State.WITHDRAWN}),
    State.APPROVED: frozenset(
        {State.IN_REVIEW, State.RETURNED, State.PUBLISHED, State.CORRECTED, State.WITHDRAWN}
    ),
    State.PUBLISHED: frozenset({State.IN_REVIEW, State.WITHDRAWN}),
    State.CORRECTED: frozenset({State.IN_REVIEW, State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}

OUT = frozenset({State.PUBLISHED, State.CORRECTED})
"""What has gone out and stands."""


class StageState(enum.StrEnum):
    """Where one stage of an item stands."""

    WAITING = "WAITING"
    OPEN = "OPEN"
    PASSED = "PASSED"

    @property
    def label(self) -> str:
        return {StageState.WAITING: "未到", StageState.OPEN: "待办", StageState.PASSED: "通过"}[self]


class Verdict(enum.StrEnum):
    """What somebody decided at a stage."""

    PASS = "PASS"
    RETURN = "RETURN"

    @property
    def label(self) -> str:
        return {Verdict.PASS: "通过", Verdict.RETURN: "退回"}[self]


class ReleaseAct(enum.StrEnum):
    """What was done on the channels."""

    PUBLISH = "PUBLISH"
    CORRECT = "CORRECT"
    WITHDRAW = "WITHDRAW"

    @property
    def label(self) -> str:
        return {ReleaseAct.PUBLISH: "发布", ReleaseAct.CORRECT: "更正", ReleaseAct.WITHDRAW: "撤回"}[self]


class ItemNotEditable(Refused):
    """The item cannot be changed so."""


class ItemNotSubmittable(Refused):
    """The item cannot be sent to review as it stands."""


class StageNotDecidable(Refused):
    """This person cannot decide on this stage now."""


class ItemNotPublishable(Refused):
    """Nothing can be told of the item's publication."""


class ItemNotWithdrawable(Refused):
    """The item cannot be withdrawn."""


class DelegationRefused(Refused):
    """The stage cannot be handed to that person for a while."""


def check_can_edit(*, state: State, handler: int, by: int, released: bool, reason: str) -> None:
    """Refuse a change by somebody else, of what is withdrawn, or without a reason where it has gone out.

    Raises:  ItemNotEditable.
    """
    if handler != by:
        raise ItemNotEditable("只有经办人本人可以修改稿件；需要改动的，请写明意见退回。")
    if state is State.WITHDRAWN:
        raise ItemNotEditable("这篇稿件已撤回，不能再改，请另写一篇。")
    if released and not reason.strip():
        raise ItemNotEditable("这篇稿件已经发布，修改要写明更正的理由。")


def check_can_submit(*, state: State, handler: int, by: int, channels: int, text: str) -> None:
    """Refuse to send to review what is there already, somebody else's, empty, or meant for no channel.

    Raises:  ItemNotSubmittable.
    """
    if state not in (State.DRAFT, State.RETURNED):
        raise ItemNotSubmittable(f"这篇稿件{state.label}，不能再送审。")
    if handler != by:
        raise ItemNotSubmittable("只有经办人本人可以送审。")
    if not text.strip():
        raise ItemNotSubmittable("正文还是空的，请写好再送审。")
    if not channels:
        raise ItemNotSubmittable("还没有选发布渠道，请至少填一个再送审。")


def check_can_decide(
    *,
    code: Code,
    stage: StageState,
    handled: Collection[int],
    by: int,
    entitled: bool,
    elsewhere: Code | None,
    same_content: bool,
) -> None:
    """Refuse a decision on one's own item, out of turn, without the post, twice in one sort, or on another text.

    `handled` are its author and all to whom it was ever handed over.
    `elsewhere` is another stage of the same sort that this person has passed before, None for none.
    Raises:  StageNotDecidable, OwnWork.
    """
    if by in handled:
        raise OwnWork("不能审校自己写的或经办过的稿件，请由另一位同事办理。")
    if stage is not StageState.OPEN:
        raise StageNotDecidable(f"现在没有轮到{code.label}，请刷新页面看看进行到哪一步。")
    if not entitled:
        raise StageNotDecidable(f"{code.label}由指定的岗位办理，您现在不在这个岗位上，也没有受托代办。")
    if elsewhere is not None:
        raise StageNotDecidable(
            f"您已办过这篇稿件的{elsewhere.label}，同一人不能再办{code.label}，请由另一位同事办理。"
        )
    if not same_content:
        raise StageNotDecidable("稿件在您打开以后改过，请看过最新的稿件再决定。")


def check_release(
    *, on: dt.date, today: dt.date, correcting: bool, reason: str, link: str, photos: int
) -> None:
    """Refuse a publication on a day to come, a correction without a reason, or nothing to show for it.

    Raises:  ItemNotPublishable.
    """
    if on > today:
        raise ItemNotPublishable("发布日期在今天以后，请改正。")
    if correcting and not reason.strip():
        raise ItemNotPublishable("更正要写明原来错在哪里。")
    if not link.strip() and not photos:
        raise ItemNotPublishable("请附上发布后的网页地址或照片。")
    if link.strip() and not link.strip().startswith(("http://", "https://")):
        raise ItemNotPublishable("网页地址应以 http:// 或 https:// 开头。")


def check_can_withdraw(*, state: State, released: bool, reason: str) -> None:
    """Refuse to withdraw what has not gone out, or is withdrawn already, or without a reason.

    Raises:  ItemNotWithdrawable.
    """
    if state is State.WITHDRAWN:
        raise ItemNotWithdrawable("这篇稿件已经撤回。")
    if not released:
        raise ItemNotWithdrawable("这篇稿件还没有发布过，不用撤回。")
    if not reason.strip():
        raise ItemNotWithdrawable("撤回要写明理由。")


def check_delegation(*, since: dt.date, last_day: dt.date, reason: str, holders: Collection[int]) -> None:
    """Refuse to hand on a post that somebody holds, without an end or a reason.

    Raises:  DelegationRefused.
    """
    if holders:
        raise DelegationRefused("这个岗位现在有人在任，不用委托；岗位空缺时才能委托代办。")
    if last_day < since:
        raise DelegationRefused("委托的截止日期早于开始日期，请改正。")
    if (last_day - since).days > 183:
        raise DelegationRefused("委托至多半年，请尽快配备人员。")
    if not reason.strip():
        raise DelegationRefused("委托要写明理由。")
