"""Write down an inspection that a device has kept: once, however often and by whichever way it arrives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict

from taizhang.ledgers.premises.models import Inspection, Place
from taizhang.ledgers.premises.rules import InspectionRefused, type_by_code
from taizhang.ledgers.premises.selectors import inspection_by_key
from taizhang.ledgers.premises.services import InspectedBefore, inspect
from taizhang.web.access import Visit
from taizhang.web.access.devices import is_key
from taizhang.web.shell.checklist import answers_of, judged, rows_told, wrongs_of
from taizhang.web.shell.post_choices import posts_offered, said_posts

LONGEST_AWAY = dt.timedelta(days=60)
"""How long an inspection may have waited on a device."""


class FaultyChecklist(Exception):
    """Questions of a checklist that are not answered as they should be, with what is wrong by question."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = faults


def take_inspection(
    request: Visit, *, place: Place, key: str, told: Mapping[str, str], files: MultiValueDict[str, Any]
) -> Inspection:
    """Write down an inspection to which a device gave the id `key`, and return it.

    `told` is what its checklist says, with the day on which it was `entered`.
    Raises:  InspectedBefore for a key that stands, FaultyChecklist, InspectionRefused, UnfitEvidence.
    """
    if not is_key(key):
        raise InspectionRefused("这次检查没有可用的编码，没有保存，请在本机打开它再存一次。")
    known = inspection_by_key(key=key)
    if known is not None:
        raise InspectedBefore(known)
    on = _day_made(told.get("entered", ""), request.today)
    posts = dict(said_posts(posts_offered(unit=place.unit_id, on=request.today)))
    rows = judged(rows_told(type=type_by_code(place.type), sent=told, files=files), posts=posts, today=on)
    faults = {row.item.code: row.error for row in rows if row.error}
    if faults:
        raise FaultyChecklist(faults)
    return inspect(
        place=place,
        answers=answers_of(rows),
        wrongs=wrongs_of(rows, at=request.now),
        note=told.get("note", "")[:500],
        on=on,
        by=request.actor,
        at=request.now,
        client_key=key,
    )


def _day_made(told: str, today: dt.date) -> dt.date:
    """Return the day on which the device says that it was made.

    Raises:  InspectionRefused for a day that its clock cannot mean.
    """
    try:
        on = dt.date.fromisoformat(told)
    except ValueError:
        on = dt.date.min
    if not dt.timedelta(0) <= today - on <= LONGEST_AWAY:
        raise InspectionRefused("这台设备的日期不对，请核对手机的日期，再打开这次检查重新存一次。")
    return on
