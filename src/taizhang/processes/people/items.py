"""Items that somebody who leaves a post has in hand go on in another's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from taizhang.foundation.accounts.models import Person, Tenure
from taizhang.ledgers.publication.rules import ItemNotHandedOver
from taizhang.ledgers.publication.selectors import unfinished_of
from taizhang.ledgers.publication.services import hand_over_item
from taizhang.processes.people.handover import units_of


def hand_over_items(
    *,
    tenure: Tenure,
    items: Collection[int],
    to: Person,
    reason: str,
    by: Person,
    on: dt.date,
    at: dt.datetime,
) -> int:
    """Hand over these items of the handover list of a tenure, all or none, and return how many.

    Raises:  ItemNotHandedOver, with every item that cannot go to that person and why.
    """
    if not items:
        raise ItemNotHandedOver("请先勾选要移交的稿件。")
    rows = unfinished_of(person=tenure.person, units=units_of(tenure=tenure, on=on)).filter(pk__in=items)
    found = list(rows)
    if len(found) < len(set(items)):
        raise ItemNotHandedOver("勾选的稿件有的刚才已经移交或办完，请看最新的清单，重新勾选。")
    faults = []
    with transaction.atomic():
        for item in found:
            try:
                hand_over_item(item=item, to=to, reason=reason, by=by, on=on, at=at)
            except ItemNotHandedOver as refusal:
                faults.append(f"《{item.title}》：{refusal}")
        if faults:
            raise ItemNotHandedOver("\n".join(["一篇也没有移交，请去掉或另选以后再办。", *faults]))
    return len(found)
