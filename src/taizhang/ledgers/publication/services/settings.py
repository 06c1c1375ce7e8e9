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
from taizhang.ledgers.publication.rules import StageTold, check_delegation, check_plan


def set_stages(*, unit: Unit, stages: Sequence[StageTold], by: Person, at: dt.datetime) -> None:
    """Set the six stages of a unit in the order given, in the place of those before.

    Items that are in review go on by the order they were sent under.
    Raises:  PlanRefused.
    """
    check_plan(stages)
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)
        StageSetting.objects.filter(unit=unit).delete()
        StageSetting.objects.bulk_create(
            StageSetting(
                unit=unit,
                position=position,
                code=stage.code.value,
                post_id=stage.post,
                amount=stage.amount,
                measure=stage.measure.value,
            )
            for position, stage in enumerate(stages, start=1)
        )
        told = [f"{one.code.value}:{one.post}:{one.amount}{one.measure.value}" for one in stages]
        audit.record(
            verb="publication.stages", subject=f"unit:{unit.pk}", by=by, at=at, detail={"stages": told}
        )


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
