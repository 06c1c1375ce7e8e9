"""Bring units in from a file that somebody uploaded, within what they manage."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import OutOfReach, Reach, reach_of
from taizhang.foundation.audit import services as audit
from taizhang.foundation.units.models import Reorganisation, Unit
from taizhang.foundation.units.services import ImportResult, import_units
from taizhang.reading.division import read_units


def import_units_file(*, path: Path, by: Person, reach: Reach, at: dt.datetime) -> ImportResult:
    """Import the units of a file, all or none, and return what became of them.

    Raises:  UnitsNotImported and the refusals of reading; OutOfReach for units beyond one's own.
    """
    rows = list(read_units(path=path))
    with transaction.atomic():
        known = set(Unit.objects.values_list("pk", flat=True))
        acts = set(Reorganisation.objects.values_list("pk", flat=True))
        result = import_units(rows=rows, by=by.name, at=at)
        _check_within(known, acts, by=by, reach=reach)
        audit.record(verb="units.import", subject="units", by=by, at=at, detail={"created": result.created})
    return result


def _check_within(known: set[int], acts: set[int], *, by: Person, reach: Reach) -> None:
    """Refuse, and so undo, an import that touched a unit beyond the tree that the person manages."""
    mine = reach_of(person=by, on=reach.on).units(Right.MANAGE)
    changed = Reorganisation.objects.exclude(pk__in=acts).exclude(unit__isnull=True)
    touched = {
        *Unit.objects.exclude(pk__in=known).values_list("pk", flat=True),
        *changed.values_list("unit_id", flat=True),
    }
    beyond = Unit.objects.filter(pk__in=touched - mine).order_by("pk").first()
    if beyond is not None:
        raise OutOfReach(f"文件里的“{beyond.name}”不在您管理的单位之下，没有导入。请只导入本单位的下级。")
