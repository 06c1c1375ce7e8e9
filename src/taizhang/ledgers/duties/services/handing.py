"""What a unit does with a duty that lies on it: undertake, appoint posts, object, break down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.accounts.rules import check_different_eyes
from taizhang.foundation.audit import services as audit
from taizhang.foundation.journal import services as journal
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import bodies_of_offices
from taizhang.ledgers.duties.models import Duty
from taizhang.ledgers.duties.rules import (
    BOOK,
    DutyRefused,
    DutyState,
    Role,
    StepAct,
    check_reason,
    check_standing,
)
from taizhang.ledgers.duties.services.ending import end_duties, note
from taizhang.ledgers.duties.services.generating import generate_for


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a duty that is broken down: the unit that takes it, and where it is its own, the post.

    `first` and `direct` are the posts of that unit that are first and directly responsible.
    """

    unit: Unit
    role: Role = Role.RESPONSIBLE
    post: Post | None = None
    first: Post | None = None
    direct: Post | None = None


def undertake(*, duty: Duty, by: Person, at: dt.datetime) -> Duty:
    """Take a duty on and return it.

    Raises:  DutyRefused where it was taken on already, or ended.
    """
    with transaction.atomic():
        duty = _locked(duty)
        if duty.state != DutyState.ASSIGNED.value:
            raise DutyRefused(f"这项责任{DutyState(duty.state).label}，不能再承办。")
        duty.state = DutyState.UNDERTAKEN.value
        duty.save(update_fields=["state"])
        _tell(duty, StepAct.UNDERTAKE, by, at)
    return duty


def appoint(
    *,
    duty: Duty,
    post: Post | None,
    first: Post | None,
    direct: Post | None,
    by: Person,
    at: dt.datetime,
) -> Duty:
    """Say which posts carry a duty out and are responsible for it, and return it.

    Raises:  DutyRefused for a duty that is broken down or ended, or a post of another unit.
    """
    with transaction.atomic():
        duty = _locked(duty)
        check_standing(state=DutyState(duty.state), deed="定岗")
        _check_posts(duty.unit, (post, first, direct), since=max(duty.since, at.date()))
        duty.post, duty.first_post, duty.direct_post = post, first, direct
        duty.save(update_fields=["post", "first_post", "direct_post"])
        named = (("承办", post), ("第一责任", first), ("直接责任", direct))
        _tell(duty, StepAct.APPOINT, by, at, "、".join(f"{as_}：{one.name}" for as_, one in named if one))
    return duty


def object_to(*, duty: Duty, reason: str, by: Person, at: dt.datetime) -> Duty:
    """Object to a duty with a reason, for the issuing unit to answer; it is owed until then. Return it.

    Raises:  DutyRefused.
    """
    reason = check_reason(reason, refusal=DutyRefused, deed="提出异议")
    with transaction.atomic():
        duty = _locked(duty)
        check_standing(state=DutyState(duty.state), deed="提出异议")
        if duty.state == DutyState.OBJECTED.value:
            raise DutyRefused("这项责任已有异议在等答复，请等下发单位答复。")
        duty.state, duty.objection, duty.objected_by = DutyState.OBJECTED.value, reason, by
        duty.answer, duty.answered_by = "", None
        duty.save(update_fields=["state", "objection", "objected_by", "answer", "answered_by"])
        _tell(duty, StepAct.OBJECT, by, at, reason)
    return duty


def answer_objection(
    *, duty: Duty, release: bool, answer: str, on: dt.date, by: Person, at: dt.datetime
) -> Duty:
    """Answer an objection: release the unit from the duty from a day on, or uphold it. Return it.

    Raises:  DutyRefused without an objection or an answer; OwnWork if `by` raised it.
    """
    answer = check_reason(answer, refusal=DutyRefused, deed="答复异议")
    with transaction.atomic():
        duty = _locked(duty)
        if duty.state != DutyState.OBJECTED.value or duty.objected_by_id is None:
            raise DutyRefused("这项责任没有等待答复的异议。")
        check_different_eyes(author=duty.objected_by_id, by=by.pk, deed="答复")
        duty.answer, duty.answered_by, duty.state = answer, by, DutyState.ASSIGNED.value
        duty.save(update_fields=["answer", "answered_by", "state"])
        _tell(duty, StepAct.RELEASE if release else StepAct.UPHOLD, by, at, answer)
        if release:
            sources, _ = end_duties([duty], on=on, reason=f"异议成立：{answer}", by=by, at=at, all_open=True)
            journal.reverse(book=BOOK, sources=sources, at=at)
    return duty


def break_down(*, duty: Duty, parts: Sequence[Part], on: dt.date, by: Person, at: dt.datetime) -> list[Duty]:
    """Break a duty down to units or to own posts from a day on, and return the parts.

    The duty itself is owed no more from then on; what runs goes on where something was done for it.
    Raises:  DutyRefused for nothing, a part twice, or a duty that is broken down or ended.
    """
    with transaction.atomic():
        duty = _locked(duty)
        check_standing(state=DutyState(duty.state), deed="分解")
        if not parts:
            raise DutyRefused("请至少选一个承接的单位或岗位。")
        keys = [(part.unit.pk, part.post.pk if part.post else None) for part in parts]
        if len(set(keys)) < len(keys):
            raise DutyRefused("同一个单位、同一个岗位选了两次，请去掉重复的。")
        if (duty.unit_id, None) in keys:
            raise DutyRefused("分解给本单位时要选到岗位。")
        for part in parts:
            _check_posts(part.unit, (part.post, part.first, part.direct), since=max(on, duty.since))
        sources, running = end_duties(
            [duty],
            on=on,
            reason="分解到下级或岗位",
            by=by,
            at=at,
            state=DutyState.BROKEN_DOWN,
            act=StepAct.BREAK_DOWN,
        )
        start = max(on, duty.since, running.get((duty.unit_id, duty.role), on))
        made = [_part(duty, part, since=max(on, duty.since), start=start) for part in parts]
        note(made, StepAct.ASSIGN, by=by, at=at)
        audit.record(verb="duty.break_down", subject=f"duty:{duty.pk}", by=by, at=at)
        journal.reverse(book=BOOK, sources=sources, at=at)
        generate_for(made, until=duty.generated_until, at=at)
    return made


def _part(duty: Duty, part: Part, *, since: dt.date, start: dt.date) -> Duty:
    made = Duty(
        task=duty.task,
        unit=part.unit,
        role=part.role.value,
        post=part.post,
        first_post=part.first,
        direct_post=part.direct,
        came_from=duty,
        state=DutyState.ASSIGNED.value,
        since=since,
        owes=part.role is not Role.SUPPORTING or duty.task.supporting_owes,
        runs_from=start,
        generated_until=start,
    )
    made.save(force_insert=True)
    return made


def _check_posts(unit: Unit, posts: Sequence[Post | None], *, since: dt.date) -> None:
    """Refuse posts of other units; an internal office has also those of the body it is part of."""
    bodies = bodies_of_offices(units=[unit.pk], day=since)
    for post in posts:
        if post is not None and post.unit_id not in (unit.pk, bodies.get(unit.pk)):
            raise DutyRefused(f"岗位“{post.name}”不在承办单位{unit.name}，请选本单位的岗位。")


def _locked(duty: Duty) -> Duty:
    rows = Duty.objects.select_for_update(of=("self",)).select_related("task__scheme", "unit")
    return rows.get(pk=duty.pk)


def _tell(duty: Duty, act: StepAct, by: Person, at: dt.datetime, reason: str = "") -> None:
    note([duty], act, by=by, at=at, reason=reason)
    audit.record(verb=f"duty.{act.value.lower()}", subject=f"duty:{duty.pk}", by=by, at=at)
