"""Names in a breakdown table that are the unit's own internal offices: entered in the tree once, known from then on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import Level, level_by_name
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import TableUpload
from taizhang.processes import reorganise
from taizhang.processes.import_duties.check import CheckedBreakdown
from taizhang.processes.import_duties.uploads import check_table

_LIKELY = re.compile(
    r".*(?:办|办公室|科|科室|股|部|局|所|站|队|中心|委员会|纪工委|团工委|团委|妇联|工会|科协|武装部)"
)


class NoOffice(Refused):
    """Nothing was ticked, or a name that the table does not have or the tree knows already."""


def may_be_offices(checked: CheckedBreakdown) -> list[tuple[str, bool]]:
    """Return the unknown names that may be internal offices, and of each whether it ends as offices do.

    A name that ends as communities, streets or counties do is none.
    """
    return [
        (name, _LIKELY.fullmatch(name) is not None) for name in checked.unknown if level_by_name(name) is None
    ]


def found_offices(
    *,
    upload: TableUpload,
    names: Sequence[str],
    on: dt.date,
    basis: str,
    by: Person,
    today: dt.date,
    at: dt.datetime,
) -> list[Unit]:
    """Enter names of an upload as internal offices of its unit from a day on, all or none; return them.

    Raises:  NoOffice; UnitNotFounded, NameNotUsable.
    """
    offered = {name for name, _ in may_be_offices(check_table(upload=upload, today=today))}
    if not names:
        raise NoOffice("请至少勾选一个名称。")
    if strange := [name for name in names if name not in offered]:
        raise NoOffice(f"“{'、'.join(strange)}”已经在单位里，或不在这份表里，请重新核对。")
    with transaction.atomic():
        return [
            reorganise.found(
                name=name,
                level=Level.OFFICE.value,
                code="",
                parent=upload.unit,
                on=on,
                basis=basis,
                by=by,
                at=at,
            )
            for name in names
        ]
