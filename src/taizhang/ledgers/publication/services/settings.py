"""Set a unit's stages, and let somebody stand in for a vacant post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.accounts.selectors import holders_on
from taizhang.foundation.audit import services as audit
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.publication.models import Delegation, StageSetting
from taizhang.ledgers.publication.rules import (
    CHINA,
    PlanRefused,
    StageTold,
    check_delegation,
    check_plan,
    place_number,
)
from taizhang.ledgers.publication.selectors import registered_channels


def set_stages(
    *, unit: Unit, stages: Sequence[StageTold], by: Person, at: dt.datetime, place: int | None = None
) -> None:
    """Set the stages of a unit, or of one of its channels, in the order given, instead of those before.

    Items that are under way go on by the stages they began with.
    Raises:  PlanRefused.
    """
    check_plan(stages)
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)
        if place is not None:
            _check_channel(unit, place, on=at.astimezone(CHINA).date())
        StageSetting.objects.filter(unit=unit, place=place).delete()
        StageSetting.objects.bulk_create(
            StageSetting(
                unit=unit,
                place_id=place,
                position=position,
                code=stage.code.value,
                post_id=stage.post,
                amount=stage.amount,
                measure=stage.measure.value,
            )
            for position, stage in enumerate(stages, start=1)
        )
        told = [f"{one.code.value}:{one.post}:{one.amount}{one.measure.value}" for one in stages]
        detail = {"stages": told, "place": place}
        audit.record(verb="publication.stages", subject=f"unit:{unit.pk}", by=by, at=at, detail=detail)


def clear_stages(*, unit: Unit, place: int, by: Person, at: dt.datetime) -> None:
    """Let the unit's stages hold for one of its channels again; one that has none of its own stays as it is."""
    with transaction.atomic():
        gone, _ = StageSetting.objects.filter(unit=unit, place=place).delete()
        if gone:
            detail = {"stages": [], "place": place}
            audit.record(verb="publication.stages", subject=f"unit:{unit.pk}", by=by, at=at, detail=detail)


def _check_channel(unit: Unit, place: int, *, on: dt.date) -> None:
    own = registered_channels(units=[unit.pk], on=on).get(unit.pk, [])
    if place not in {place_number(channel.source) for channel in own}:
        raise PlanRefused("这不是本单位在用的渠道，请在“阵地”里看一看。")


def delegate_post(
    *,
    post: Post,
    person: Person,
    since: dt.date,
    last_day: dt.date,
    reason: str,
    by: Person,
    at: dt.datetime,
) -> Delegation:
    """Let a person stand in for a vacant post from a day to a day, both within, and return that.

    It rests as soon as somebody holds the post again.
    Raises:  DelegationRefused.
    """
    with transaction.atomic():
        post = Post.objects.select_for_update().get(pk=post.pk)
        holders = holders_on(post=post, on=since).values_list("person_id", flat=True)
        check_delegation(since=since, last_day=last_day, reason=reason, holders=list(holders))
        made = Delegation.objects.create(
            post=post, person=person, since=since, last_day=last_day, reason=reason.strip(), by=by, at=at
        )
        detail = {"to": person.login, "since": str(since), "last_day": str(last_day), "reason": reason}
        audit.record(verb="publication.delegate", subject=f"post:{post.pk}", by=by, at=at, detail=detail)
    return made


def end_delegation(*, delegation: Delegation, by: Person, at: dt.datetime) -> None:
    """End a delegation before its last day; one that has ended stays as it is."""
    with transaction.atomic():
        changed = Delegation.objects.filter(pk=delegation.pk, ended_at__isnull=True).update(ended_at=at)
        if changed:
            subject = f"post:{delegation.post_id}"
            audit.record(verb="publication.end_delegation", subject=subject, by=by, at=at)
