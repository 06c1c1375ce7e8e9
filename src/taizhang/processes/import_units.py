"""Bring units in from a file that somebody uploaded, within what they manage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import OutOfReach, Reach, reach_of
from taizhang.foundation.audit import services as audit
from taizhang.foundation.units.models import Affiliation, Reorganisation, Unit
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.services import ImportResult, import_units
from taizhang.reading.division import read_units

SHOWN = 200
"""So many changes a preview tells one by one; all are counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """One unit that the file would change: what would happen to it, where it would belong, since when."""

    deed: str
    unit: str
    level: str
    above: str
    on: dt.date | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do, at most two hundred changes one by one."""

    result: ImportResult
    changes: tuple[Change, ...]
    more: int


def preview_units_file(*, path: Path, by: Person, reach: Reach, at: dt.datetime) -> Preview:
    """Return what an import of the file would do, by doing it and taking it back.

    Raises:  as import_units_file.
    """
    with transaction.atomic():
        known = dict(Unit.objects.values_list("pk", "name"))
        acts = set(Reorganisation.objects.values_list("pk", flat=True))
        result = import_units_file(path=path, by=by, reach=reach, at=at)
        changes = _changes(known, acts)
        transaction.set_rollback(True)
    return Preview(result, tuple(changes[:SHOWN]), max(len(changes) - SHOWN, 0))


def _changes(known: Mapping[int, str], acts: set[int]) -> list[Change]:
    units = {unit.pk: unit for unit in Unit.objects.exclude(pk__in=known)}
    done = Reorganisation.objects.exclude(pk__in=acts).exclude(unit__isnull=True)
    moved = [act for act in done.select_related("unit").order_by("pk") if act.unit_id in known]
    touched = [*units, *(act.unit_id for act in moved if act.unit_id is not None)]
    above = {
        row.unit_id: row.parent.name
        for row in Affiliation.objects.filter(unit_id__in=touched, valid_until__isnull=True).select_related(
            "parent"
        )
    }
    told = [
        Change("新增", unit.name, Level(unit.level).label, above.get(unit.pk, ""), unit.founded_on)
        for unit in units.values()
    ]
    for act in moved:
        if unit := act.unit:
            before = known[unit.pk]
            name = unit.name if before == unit.name else f"{before} → {unit.name}"
            place = above.get(unit.pk, "")
            told.append(Change(act.get_act_display(), name, Level(unit.level).label, place, act.on))
    return told


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
