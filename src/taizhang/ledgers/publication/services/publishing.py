"""Keep the register: what went out and where, what was corrected, what was withdrawn."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.foundation.evidence.models import Evidence
from taizhang.ledgers.publication.models import Item, Release
from taizhang.ledgers.publication.rules import (
    OUT,
    Content,
    ItemNotPublishable,
    ReleaseAct,
    State,
    check_can_withdraw,
    check_release,
)
from taizhang.ledgers.publication.selectors import place_named
from taizhang.ledgers.publication.services.settling import (
    latest_version,
    locked,
    settle_stages,
    tell_journal,
)


def publish_item(
    *,
    item: Item,
    on: dt.date,
    today: dt.date,
    channel: str,
    link: str,
    photo: Evidence | None,
    text: str,
    reason: str,
    by: Person,
    at: dt.datetime,
) -> Release:
    """Write down that the approved item went out on a day, and return the entry of the register.

    Where an earlier version has gone out before, this is its correction. What has gone out may be
    told again for another channel. `text` is what stands there, "" where it was not read back.
    Raises:  ItemNotPublishable.
    """
    with transaction.atomic():
        item = locked(item)
        act = _act(item)
        check_release(
            on=on,
            today=today,
            correcting=act is ReleaseAct.CORRECT,
            reason=reason,
            link=link,
            photos=int(photo is not None),
        )
        version = latest_version(item)
        release = Release.objects.create(
            item=item,
            version=version,
            act=act.value,
            on=on,
            channel=channel.strip(),
            place_id=place_named(content=Content.from_dict(version.content), label=channel.strip()),
            link=link.strip(),
            photo=photo,
            text=text.strip(),
            reason=reason.strip(),
            by=by,
            at=at,
        )
        detail = {"version": item.version, "channel": channel, "link": link, "reason": reason}
        audit.record(
            verb=f"publication.{act.value.lower()}", subject=item.source, by=by, at=at, detail=detail
        )
        if item.state == State.APPROVED.value:
            correcting = act is ReleaseAct.CORRECT
            item.state = State.CORRECTED.value if correcting else State.PUBLISHED.value
            item.save(update_fields=["state"])
            tell_journal(item, "corrected" if correcting else "published", on=on, at=at)
    return release


def withdraw_item(*, item: Item, reason: str, on: dt.date, by: Person, at: dt.datetime) -> Release:
    """Write down that what went out was taken off the channels on a day, and why. Return the entry.

    Raises:  ItemNotWithdrawable.
    """
    with transaction.atomic():
        item = locked(item)
        check_can_withdraw(state=State(item.state), released=item.releases.exists(), reason=reason)
        release = Release.objects.create(
            item=item,
            version=latest_version(item),
            act=ReleaseAct.WITHDRAW.value,
            on=on,
            reason=reason.strip(),
            by=by,
            at=at,
        )
        item.state = State.WITHDRAWN.value
        item.save(update_fields=["state"])
        settle_stages(item, at=at, closed=True)
        audit.record(
            verb="publication.withdraw", subject=item.source, by=by, at=at, detail={"reason": reason}
        )
        tell_journal(item, "withdrawn", on=on, at=at)
    return release


def _act(item: Item) -> ReleaseAct:
    state = State(item.state)
    if state in OUT:
        return ReleaseAct.PUBLISH if state is State.PUBLISHED else ReleaseAct.CORRECT
    if state is not State.APPROVED:
        raise ItemNotPublishable(f"这篇稿件{state.label}，审校全部通过以后才能登记发布。")
    return ReleaseAct.CORRECT if item.releases.exists() else ReleaseAct.PUBLISH
