"""Decide on a stage of an item: pass it, or return the item with a reason."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import OwnWork
from taizhang.foundation.audit import services as audit
from taizhang.ledgers.publication.models import Decision, Delegation, Item, ItemStage, Seat
from taizhang.ledgers.publication.rules import (
    Code,
    StageNotDecidable,
    StageState,
    State,
    Verdict,
    check_can_decide,
)
from taizhang.ledgers.publication.selectors import entitlement, handled_by, passed_by
from taizhang.ledgers.publication.services.settling import (
    latest_version,
    locked,
    settle_stages,
    tell_journal,
)

_AFTERWARDS = frozenset({State.APPROVED, State.PUBLISHED, State.CORRECTED})


def pass_stage(*, item: Item, code: Code, digest: str, by: Person, on: dt.date, at: dt.datetime) -> Item:
    """Pass the stage whose turn it is, on the content with that digest, and return the item.

    The last pass that is wanted makes it approved, and is posted as reviewed.
    Raises:  StageNotDecidable, OwnWork.
    """
    with transaction.atomic():
        item = locked(item)
        stage, delegation = _to_decide(item, code, digest, by=by, on=on, passing=True)
        seat = _seat(item, stage, by)
        _write(item, stage, Verdict.PASS, reason="", seat=seat, delegation=delegation, by=by, at=at)
        ready = settle_stages(item, at=at)
        if ready and item.state == State.IN_REVIEW.value:
            item.state = State.APPROVED.value
            item.save(update_fields=["state"])
            tell_journal(item, "reviewed", on=on, at=at)
    return item


def return_item(
    *, item: Item, code: Code, digest: str, reason: str, by: Person, on: dt.date, at: dt.datetime
) -> Item:
    """Return an item from the stage whose turn it is to whoever has it in hand, with a reason. Return it.

    Of what has gone out already by the urgent path the state stays: it is to be corrected or withdrawn.
    Raises:  StageNotDecidable, OwnWork.
    """
    with transaction.atomic():
        item = locked(item)
        if not reason.strip():
            raise StageNotDecidable("退回要写明理由，让经办人知道改哪里。")
        stage, delegation = _to_decide(item, code, digest, by=by, on=on, passing=False)
        _write(item, stage, Verdict.RETURN, reason=reason.strip(), delegation=delegation, by=by, at=at)
        item.return_reason = reason.strip()
        if item.state not in (State.PUBLISHED.value, State.CORRECTED.value):
            item.state = State.RETURNED.value
            settle_stages(item, at=at, closed=True)
        item.save(update_fields=["state", "return_reason"])
        tell_journal(item, "returned", on=on, at=at)
    return item


def _to_decide(
    item: Item, code: Code, digest: str, *, by: Person, on: dt.date, passing: bool
) -> tuple[ItemStage, Delegation | None]:
    stage = ItemStage.objects.select_related("post").filter(item=item, code=code.value).first()
    if stage is None:
        raise StageNotDecidable("这篇稿件还没有送审。")
    entitled, delegation = entitlement(post=stage.post, person=by, on=on)
    elsewhere = passed_by(item=item, person=by).get(stage.sort) if passing else None
    check_can_decide(
        code=code,
        stage=StageState(stage.state),
        handled=handled_by(item=item),
        by=by.pk,
        entitled=entitled,
        elsewhere=None if elsewhere is code else elsewhere,
        same_content=digest == latest_version(item).digest,
    )
    return stage, delegation


def _seat(item: Item, stage: ItemStage, by: Person) -> Seat:
    """Return the person's seat at this stage, taken now if it is the first time.

    Raises:  StageNotDecidable where they have passed another stage of the sort meanwhile.
    """
    told = {"item": item, "stage": stage, "sort": stage.sort, "person": by}
    seat = Seat.objects.filter(**told).first()
    if seat is not None:
        return seat
    try:
        with transaction.atomic():
            return Seat.objects.create(**told, author_id=item.author_id)
    except IntegrityError as fault:
        if "own_item" in str(fault):
            raise OwnWork("不能审校自己写的或经办过的稿件，请由另一位同事办理。") from None
        raise StageNotDecidable("同一人不能办两个审核或两个校对环节，请由另一位同事办理。") from None


def _write(
    item: Item,
    stage: ItemStage,
    verdict: Verdict,
    *,
    reason: str,
    by: Person,
    at: dt.datetime,
    delegation: Delegation | None,
    seat: Seat | None = None,
) -> None:
    version = latest_version(item)
    Decision.objects.create(
        item=item,
        stage=stage,
        version=version,
        digest=version.digest,
        verdict=verdict.value,
        reason=reason.strip(),
        by=by,
        at=at,
        late=stage.due_at is not None and at > stage.due_at,
        afterwards=State(item.state) in _AFTERWARDS,
        seat=seat,
        delegation=delegation,
    )
    detail = {"stage": stage.code, "version": version.number, "digest": version.digest, "reason": reason}
    verb = "publication.pass" if verdict is Verdict.PASS else "publication.return"
    audit.record(verb=verb, subject=item.source, by=by, at=at, detail=detail)
