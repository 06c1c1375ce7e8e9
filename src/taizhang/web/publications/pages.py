"""What the pages of items show: remarks, pictures, stages with who and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from taizhang.ledgers.publication.models import Decision, Item, ItemStage
from taizhang.ledgers.publication.rules import (
    Code,
    Content,
    Picture,
    StageState,
    State,
    Verdict,
)
from taizhang.proofing import Remark, proof_picture
from taizhang.web.publications.text_shown import LEVELS

STATE_SIGNS: Mapping[str, tuple[str, str]] = {
    State.DRAFT.value: ("mut", "draft"),
    State.IN_REVIEW.value: ("soon", "review"),
    State.RETURNED.value: ("bad", "back"),
    State.APPROVED.value: ("ok", "check"),
    State.PUBLISHED.value: ("ok", "publish"),
    State.CORRECTED.value: ("soon", "edit"),
    State.WITHDRAWN.value: ("mut", "void"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A remark as it is listed."""

    number: int
    label: str
    sign: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class PictureShown:
    """A picture with what is told and remarked about it."""

    picture: Picture
    remarks: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage: who decided and when, or who is to, until when."""

    label: str
    state: str
    sign: str
    icon: str
    post: str
    who: str
    at: dt.datetime | None
    due: dt.datetime | None
    overdue: bool
    told: str


def found_on(remarks: Iterable[Remark]) -> list[Found]:
    """Return the remarks as they are listed, numbered in the order of their places."""
    return [
        Found(number, *LEVELS[remark.level], remark.text, remark.source)
        for number, remark in enumerate(remarks, start=1)
    ]


def pictures_of(content: Content) -> list[PictureShown]:
    """Return the pictures, each with what is remarked on it."""
    return [
        PictureShown(
            one,
            tuple(
                found_on(proof_picture(alternative=one.alternative, source=one.source, licence=one.licence))
            ),
        )
        for one in content.pictures
    ]


def stage_lines(
    stages: Sequence[ItemStage], decisions: Sequence[Decision], *, holders: str, now: dt.datetime
) -> list[StageLine]:
    """Return the stages in their order. `holders` names who is to decide on the one that is open."""
    return [_stage_line(stage, decisions, holders, now) for stage in stages]


def _stage_line(stage: ItemStage, decisions: Sequence[Decision], holders: str, now: dt.datetime) -> StageLine:
    state = StageState(stage.state)
    standing = [one for one in decisions if one.stage_id == stage.pk and one.voided_at is None]
    passed = next((one for one in reversed(standing) if one.verdict == Verdict.PASS.value), None)
    if state is StageState.PASSED and passed is not None:
        told = "事后补办" if passed.afterwards else ""
        told += "，逾期" if passed.late and told else "逾期" if passed.late else ""
        who = passed.by.name + (f"（{passed.delegation.by.name}委托代办）" if passed.delegation else "")
        return StageLine(
            stage.label, state.label, "ok", "check", stage.post.name, who, passed.at, None, False, told
        )
    if state is StageState.OPEN:
        overdue = stage.due_at is not None and now > stage.due_at
        sign = "bad" if overdue else "soon"
        told = "已逾期" if overdue else ""
        return StageLine(
            stage.label,
            state.label,
            sign,
            "clock",
            stage.post.name,
            holders,
            None,
            stage.due_at,
            overdue,
            told,
        )
    return StageLine(stage.label, state.label, "mut", "clock", stage.post.name, "", None, None, False, "")


def open_code(stages: Iterable[ItemStage]) -> Code | None:
    """Return the stage that is open, None where none is."""
    return next((Code(stage.code) for stage in stages if stage.state == StageState.OPEN.value), None)


def signed(items: Iterable[Item]) -> list[tuple[Item, tuple[str, str]]]:
    """Return the items each with the sign of its state."""
    return [(item, STATE_SIGNS[item.state]) for item in items]
