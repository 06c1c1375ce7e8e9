"""Importing many units at once: all of them or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction

from taizhang.foundation.statistics import refresh_statistics
from taizhang.foundation.units import rules
from taizhang.foundation.units.models import Affiliation, Reorganisation, Unit
from taizhang.foundation.units.services.acts import hold_tree
from taizhang.foundation.units.services.import_changes import change_standing
from taizhang.foundation.units.services.import_parents import Parents, Standing, in_order, standing_units
from taizhang.foundation.units.services.import_rows import (
    Entry,
    RowProblem,
    UnitRow,
    parent_id_of,
    read_rows,
    refuse,
    without_twins,
)

CHUNK = 2000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many units were created, left as they were, moved, renamed, given their missing code."""

    created: int
    unchanged: int
    moved: int = 0
    renamed: int = 0
    completed: int = 0


@transaction.atomic
def import_units(
    *, rows: Iterable[UnitRow], by: str, at: dt.datetime, progress: Progress | None = None
) -> ImportResult:
    """Import units with their affiliations and return what became of them; twice changes nothing.

    A unit is known by level and code, without a code by name and parent. Another name or another
    parent is a renaming or a move on the row's 生效日期; without that day it is refused.
    `progress` is told how many of how many rows are done.
    Raises:  UnitsNotImported with every problem of every row; then nothing was imported.
    """
    hold_tree()
    entries, problems = read_rows(rows)
    entries, twins = without_twins(entries, key=lambda entry: entry.code and (entry.level, entry.code))
    problems += twins
    known = standing_units()
    parents = Parents(known)
    parents.learn(entries)
    problems += [found for entry in entries if (found := parents.settle(entry))]
    ordered, circles = in_order(entries)
    problems += circles
    refuse(problems)
    ordered, twins = without_twins(ordered, key=_codeless_key)
    problems += twins
    problems += _recognise(ordered, known)
    new = [entry for entry in ordered if entry.id is None]
    problems += _unfoundable(new, known)
    refuse(problems)
    standing = [entry for entry in ordered if entry.id is not None]
    _create(new, total=len(ordered), by=by, at=at, progress=progress)
    changed = change_standing(standing, known=known, by=by, at=at)
    if progress is not None:
        progress(len(ordered), len(ordered))
    return ImportResult(
        created=len(new),
        unchanged=len(ordered) - len(new) - changed.units,
        moved=len(changed.moved),
        renamed=len(changed.renamed),
        completed=len(changed.completed),
    )


def _recognise(ordered: list[Entry], known: Standing) -> list[RowProblem]:
    """Set the id of every entry that stands in the database already."""
    problems: list[RowProblem] = []
    for entry in ordered:
        meant = _meant(entry, known)
        if len(meant) > 1:
            problems.append(
                entry.problem("name", f"系统中叫“{entry.name}”的单位有{len(meant)}个，请填写区划代码。")
            )
        elif meant:
            entry.id = meant[0].pk
        else:
            gone = known.closed.get((entry.level, entry.code or entry.name))
            if gone is not None and gone.name == entry.name and gone.closed_on is not None:
                day = rules.day_text(gone.closed_on)
                problems.append(entry.problem("name", f"{entry.name}已于{day}撤销，请删去这一行。"))
    return problems


def _codeless_key(entry: Entry) -> object:
    parent = entry.parent if isinstance(entry.parent, int) else id(entry.parent)
    return None if entry.code else (entry.level, entry.name, parent)


def _meant(entry: Entry, known: Standing) -> list[Unit]:
    coded = [unit for unit in known.by_code.get(entry.code, ()) if unit.level == entry.level]
    if entry.code and coded:
        return coded
    called = [
        unit
        for unit in known.by_name.get(entry.name, ())
        if unit.level == entry.level and not (entry.code and unit.code)
    ]
    if entry.parent is None:
        return called if not entry.code else [unit for unit in called if unit.pk not in known.parents]
    parent = parent_id_of(entry)
    return [unit for unit in called if parent is not None and known.parents.get(unit.pk) == parent]


def _unfoundable(new: list[Entry], known: Standing) -> list[RowProblem]:
    problems = []
    for entry in new:
        try:
            rules.check_can_found(
                name=entry.name, level=entry.level, parent=_parent_facts(entry, known), on=entry.valid_from
            )
        except rules.UnitNotFounded as refusal:
            problems.append(entry.problem("valid_from", str(refusal)))
    return problems


def _parent_facts(entry: Entry, known: Standing) -> rules.UnitFacts | None:
    parent = entry.parent
    if isinstance(parent, Entry) and parent.id is None:
        return rules.UnitFacts(id=0, name=parent.name, level=parent.level, founded_on=parent.valid_from)
    number = parent_id_of(entry)
    if number is None:
        return None
    unit = known.units[number]
    return rules.UnitFacts(
        id=unit.pk,
        name=unit.name,
        level=rules.Level(unit.level),
        founded_on=unit.founded_on,
        closed_on=unit.closed_on,
    )


def _create(new: list[Entry], *, total: int, by: str, at: dt.datetime, progress: Progress | None) -> None:
    for start in range(0, len(new), CHUNK):
        chunk = new[start : start + CHUNK]
        units = Unit.objects.bulk_create(
            Unit(code=entry.code, name=entry.name, level=entry.level.value, founded_on=entry.valid_from)
            for entry in chunk
        )
        for entry, unit in zip(chunk, units, strict=True):
            entry.id = unit.pk
        Affiliation.objects.bulk_create(
            Affiliation(unit=unit, parent_id=parent, valid_from=unit.founded_on)
            for entry, unit in zip(chunk, units, strict=True)
            if (parent := parent_id_of(entry)) is not None
        )
        if progress is not None:
            progress(start + len(chunk), total)
    if new:
        refresh_statistics(Unit, Affiliation)
        Reorganisation.objects.create(act=rules.Act.IMPORT, basis=f"批量导入{len(new)}个单位", by=by, at=at)
