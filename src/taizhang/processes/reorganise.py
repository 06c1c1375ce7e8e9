"""Acts on the tree of units by somebody who manages it, written down in the audit too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.foundation.units import services
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import Level
from taizhang.processes.heirs import carry_over


def found(
    *,
    name: str,
    level: str,
    code: str,
    parent: Unit,
    on: dt.date | None,
    basis: str,
    by: Person,
    at: dt.datetime,
) -> Unit:
    """Found a unit under another and return it.

    Raises:  UnitNotFounded, NameNotUsable, CodeNotUnderstood.
    """
    with transaction.atomic():
        unit = services.found_unit(
            name=name, level=Level(level), code=code, parent=parent, on=on, by=by.name, at=at, basis=basis
        )
        _note("unit.found", unit, by, at, on)
    return unit


def rename(*, unit: Unit, name: str, on: dt.date, basis: str, by: Person, at: dt.datetime) -> None:
    """Let a unit bear another name from a day on.

    Raises:  UnitNotRenamed, NameNotUsable.
    """
    _do("unit.rename", unit, services.rename_unit, {"name": name}, on=on, basis=basis, by=by, at=at)


def move(*, unit: Unit, to: Unit, on: dt.date, basis: str, by: Person, at: dt.datetime) -> None:
    """Let a unit belong to another from a day on.

    Raises:  UnitNotMoved.
    """
    _do("unit.move", unit, services.move_unit, {"to": to}, on=on, basis=basis, by=by, at=at)


def merge(*, unit: Unit, into: Unit, on: dt.date, basis: str, by: Person, at: dt.datetime) -> None:
    """Close a unit from a day on; the other carries on its work and what it still owes.

    Raises:  UnitsNotMerged.
    """
    merge_all(units=[unit], into=into, on=on, basis=basis, by=by, at=at)


def merge_all(
    *, units: Sequence[Unit], into: Unit, on: dt.date, basis: str, by: Person, at: dt.datetime
) -> None:
    """Close several units from a day on; `into`, which may be one of them, carries on for all.

    Raises:  UnitsNotMerged.
    """
    with transaction.atomic():
        services.merge_units(predecessors=units, successor=into, on=on, basis=basis, by=by.name, at=at)
        for unit in dict.fromkeys(units):
            if unit.pk != into.pk:
                _note("unit.merge", unit, by, at, on)
                carry_over(unit=unit, into=into, on=on, by=by, at=at)


def split(*, unit: Unit, into: Sequence[Unit], on: dt.date, basis: str, by: Person, at: dt.datetime) -> None:
    """Let others, founded before, carry on a unit's work from a day on.

    Where the unit closes, the first of them, its heir, owes what it still owed.
    Raises:  UnitNotSplit.
    """
    with transaction.atomic():
        _do("unit.split", unit, services.split_unit, {"into": into}, on=on, basis=basis, by=by, at=at)
        if all(part.pk != unit.pk for part in into):
            carry_over(unit=unit, into=into[0], on=on, by=by, at=at)


def _do(
    verb: str,
    unit: Unit,
    act: Callable[..., object],
    told: dict[str, Any],
    *,
    on: dt.date,
    basis: str,
    by: Person,
    at: dt.datetime,
) -> None:
    with transaction.atomic():
        act(unit=unit, on=on, basis=basis, by=by.name, at=at, **told)
        _note(verb, unit, by, at, on)


def _note(verb: str, unit: Unit, by: Person, at: dt.datetime, on: dt.date | None) -> None:
    detail = {"on": on.isoformat()} if on else {}
    audit.record(verb=verb, subject=f"unit:{unit.pk}", by=by, at=at, detail=detail)
