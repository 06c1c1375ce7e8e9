"""The acts that change the tree, one at a time: found, move, merge, split, rename."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import connection, transaction

from taizhang.foundation.units import rules
from taizhang.foundation.units.models import Affiliation, FormerName, Reorganisation, Succession, Unit
from taizhang.foundation.units.selectors.facts import (
    affiliations_under,
    facts_of,
    open_affiliation,
    renamed_on,
)

TREE_LOCK = 0x7461_697A
"""One act at a time: two moves that are right one by one could make a circle together."""


def hold_tree() -> None:
    """Wait until no other transaction changes the tree. SQLite writes one at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (TREE_LOCK,))


@transaction.atomic
def found_unit(
    *,
    name: str,
    level: rules.Level,
    code: str = "",
    parent: Unit | None = None,
    on: dt.date | None = None,
    by: str,
    at: dt.datetime,
    basis: str = "",
) -> Unit:
    """Found a unit and return it. `on` None is since ever; `code` may be written short.

    Raises:  UnitNotFounded, NameNotUsable, CodeNotUnderstood.
    """
    hold_tree()
    name = rules.check_name(name)
    level = rules.Level(level)
    code = rules.read_code(code).padded if code else ""
    above = None if parent is None else facts_of(unit=fresh(parent), on=on)
    rules.check_can_found(name=name, level=level, parent=above, on=on)
    _require_free_code(name, level, code, rules.UnitNotFounded)
    unit = Unit.objects.create(name=name, level=level, code=code, founded_on=on)
    if parent is not None:
        Affiliation.objects.create(unit=unit, parent=parent, valid_from=on)
    _note(rules.Act.FOUND, unit=unit, on=on, basis=basis, by=by, at=at)
    return unit


@transaction.atomic
def move_unit(*, unit: Unit, to: Unit | None, on: dt.date, basis: str, by: str, at: dt.datetime) -> None:
    """Let the unit belong to `to` from that day on, its own sub-units going along; None is the top.

    Raises:  UnitNotMoved.
    """
    hold_tree()
    unit = fresh(unit)
    now = open_affiliation(unit=unit)
    rules.check_can_move(
        unit=facts_of(unit=unit, on=on),
        parent_now=now.parent_id if now else None,
        to=None if to is None else facts_of(unit=fresh(to), on=on),
        on=on,
    )
    _affiliate(unit, to, on, now=now)
    _note(rules.Act.MOVE, unit=unit, on=on, basis=basis, by=by, at=at)


@transaction.atomic
def merge_units(
    *, predecessors: Sequence[Unit], successor: Unit, on: dt.date, basis: str, by: str, at: dt.datetime
) -> None:
    """Close the predecessors from that day; the successor, which may be one of them, carries on.

    Their sub-units belong to the successor from then on, and their stocks are its stocks.
    Raises:  UnitsNotMerged.
    """
    hold_tree()
    successor = fresh(successor)
    closing = [fresh(unit) for unit in _distinct(predecessors) if unit.pk != successor.pk]
    rules.check_can_merge(
        predecessors=[facts_of(unit=unit, on=on) for unit in closing],
        successor=facts_of(unit=successor, on=on),
        on=on,
    )
    act = _note(rules.Act.MERGE, unit=successor, on=on, basis=basis, by=by, at=at)
    for unit in closing:
        _close(unit, successor, on, refusal=rules.UnitsNotMerged)
        Succession.objects.create(reorganisation=act, predecessor=unit, successor=successor, heir=True)


@transaction.atomic
def split_unit(
    *, unit: Unit, into: Sequence[Unit], on: dt.date, basis: str, by: str, at: dt.datetime
) -> None:
    """Let the units of `into`, founded before, carry on the unit's work from that day on.

    Found among them, the unit goes on beside the others; otherwise it closes, and the first of
    `into` is its heir: it takes the sub-units, which can be moved on, and the stocks.
    Raises:  UnitNotSplit.
    """
    hold_tree()
    unit = fresh(unit)
    parts = [fresh(part) for part in into]
    rules.check_can_split(
        unit=facts_of(unit=unit, on=on), into=[facts_of(unit=part, on=on) for part in parts], on=on
    )
    act = _note(rules.Act.SPLIT, unit=unit, on=on, basis=basis, by=by, at=at)
    closes = all(part.pk != unit.pk for part in parts)
    if closes:
        _close(unit, parts[0], on, refusal=rules.UnitNotSplit)
    for part in parts:
        if part.pk != unit.pk:
            Succession.objects.create(
                reorganisation=act, predecessor=unit, successor=part, heir=closes and part.pk == parts[0].pk
            )


@transaction.atomic
def rename_unit(
    *,
    unit: Unit,
    name: str,
    on: dt.date,
    basis: str,
    by: str,
    at: dt.datetime,
    code: str | None = None,
) -> None:
    """Let the unit bear another name, and with `code` another code, from that day on.

    Reports of earlier days keep the earlier name.
    Raises:  UnitNotRenamed, NameNotUsable, CodeNotUnderstood.
    """
    hold_tree()
    unit = fresh(unit)
    name = rules.check_name(name)
    code = unit.code if code is None else code and rules.read_code(code).padded
    latest = renamed_on(unit=unit)
    now = (unit.name, unit.code)
    rules.check_can_rename(
        unit=facts_of(unit=unit, on=on), name=name, code=code, now=now, on=on, renamed_on=latest
    )
    if code != unit.code:
        _require_free_code(name, rules.Level(unit.level), code, rules.UnitNotRenamed)
    begun = latest or unit.founded_on
    if begun is None or begun < on:
        FormerName.objects.create(unit=unit, name=unit.name, code=unit.code, valid_from=begun, valid_until=on)
    Unit.objects.filter(pk=unit.pk).update(name=name, code=code)
    _note(rules.Act.RENAME, unit=unit, on=on, basis=basis, by=by, at=at)


def fresh(unit: Unit) -> Unit:
    """Return the unit as the database has it now: the caller's may be from before another act."""
    return Unit.objects.get(pk=unit.pk)


def _close(unit: Unit, heir: Unit, on: dt.date, *, refusal: type[rules.ActRefused]) -> None:
    below = list(affiliations_under(parent=unit, on=on))
    later = {each.unit.name for each in below if each.valid_until or (each.valid_from or on) > on}
    rules.check_children_follow(unit=unit.name, later=later, on=on, refusal=refusal)
    for each in below:
        _affiliate(each.unit, heir, on, now=each)
    _affiliate(unit, None, on, now=open_affiliation(unit=unit))
    Unit.objects.filter(pk=unit.pk).update(closed_on=on)


def _affiliate(unit: Unit, to: Unit | None, on: dt.date, *, now: Affiliation | None) -> None:
    """End the affiliation of now and begin another; one that begins on the same day gives way."""
    if now is not None and now.valid_from == on:
        now.delete()
    elif now is not None:
        Affiliation.objects.filter(pk=now.pk).update(valid_until=on)
    if to is not None:
        Affiliation.objects.create(unit=unit, parent=to, valid_from=on)


def _require_free_code(name: str, level: rules.Level, code: str, refusal: type[rules.ActRefused]) -> None:
    taken = Unit.objects.filter(level=level, code=code, closed_on__isnull=True).first() if code else None
    if taken is not None:
        raise refusal(
            f"区划代码{code}已经是{taken.name}（{level.label}）的，{name}请改用别的代码，或先为{taken.name}换代码。"
        )


def _note(
    act: rules.Act, *, unit: Unit | None, on: dt.date | None, basis: str, by: str, at: dt.datetime
) -> Reorganisation:
    return Reorganisation.objects.create(act=act, unit=unit, on=on, basis=basis, by=by, at=at)


def _distinct(units: Sequence[Unit]) -> list[Unit]:
    return list({unit.pk: unit for unit in units}.values())
