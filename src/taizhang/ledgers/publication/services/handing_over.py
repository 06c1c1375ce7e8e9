"""Let an item go on in another's hands."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import reach_of
from taizhang.foundation.audit import services as audit
from taizhang.ledgers.publication.models import Item, ItemHandover
from taizhang.ledgers.publication.rules import State, check_can_hand_over, check_handover_reason
from taizhang.ledgers.publication.selectors import decided_by
from taizhang.ledgers.publication.services.settling import locked


def hand_over_item(
    *, item: Item, to: Person, reason: str, by: Person, on: dt.date, at: dt.datetime
) -> ItemHandover:
    """Give an item to somebody who goes on with it as its author could, and return the act.

    Its author stays its author, and its stages, passes and state stay as they are. Whoever had it in
    hand once reviews it never.
    Raises:  ItemNotHandedOver.
    """
    reason = check_handover_reason(reason)
    with transaction.atomic():
        item = locked(item)
        giver = item.in_hand_of
        check_can_hand_over(
            state=State(item.state),
            handler=giver.pk,
            by=by.pk,
            manages=reach_of(person=by, on=on).may(Right.MANAGE, item.unit_id),
            to=to.pk,
            name=to.name,
            writes=reach_of(person=to, on=on).may(Right.WRITE, item.unit_id),
            decided=decided_by(item=item, person=to),
        )
        act = ItemHandover.objects.create(item=item, giver=giver, receiver=to, reason=reason, by=by, at=at)
        item.handler = to
        item.save(update_fields=["handler"])
        detail = {"from": giver.login, "to": to.login, "reason": reason}
        audit.record(verb="publication.hand_over", subject=item.source, by=by, at=at, detail=detail)
    return act
