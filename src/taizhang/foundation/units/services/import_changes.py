"""What an import changes in units that stand already: a missing code, another name, another parent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from taizhang.foundation.units import rules
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.services.acts import move_unit, rename_unit
from taizhang.foundation.units.services.import_parents import Standing
from taizhang.foundation.units.services.import_rows import Entry, RowProblem, parent_id_of, refuse
from taizhang.kernel.refusal import Refused

BASIS = "批量导入"


class ChangeWithoutDay(Refused):
    """A row tells a standing unit otherwise, and not since when."""


@dataclass(slots=True)
class Changed:
    """The ids of the units that were moved, renamed, given their missing code."""

    moved: set[int] = field(default_factory=set)
    renamed: set[int] = field(default_factory=set)
    completed: set[int] = field(default_factory=set)

    @property
    def units(self) -> int:
        """Return how many units were changed at all."""
        return len(self.moved | self.renamed | self.completed)


def change_standing(entries: Iterable[Entry], *, known: Standing, by: str, at: dt.datetime) -> Changed:
    """Rename, move and complete the standing units as the entries tell them.

    Raises:  UnitsNotImported with every change that is not possible.
    """
    changed = Changed()
    problems: list[RowProblem] = []
    for entry in entries:
        unit = known.units[entry.id or 0]
        _complete(entry, unit, changed)
        for column, change in (("name", _rename), ("parent", _move)):
            try:
                change(entry, unit, known, changed, by, at)
            except (rules.ActRefused, ChangeWithoutDay) as refusal:
                problems.append(entry.problem(column, str(refusal)))
    refuse(problems)
    return changed


def _complete(entry: Entry, unit: Unit, changed: Changed) -> None:
    if entry.code and not unit.code:
        Unit.objects.filter(pk=unit.pk).update(code=entry.code)
        changed.completed.add(unit.pk)


def _rename(entry: Entry, unit: Unit, known: Standing, changed: Changed, by: str, at: dt.datetime) -> None:
    told, known_as = rules.name_keys(entry.name), rules.name_keys(unit.name)
    # 柳桥街道 and 柳桥街道办事处 are one name, unless the row says since when it is the other.
    if told.written == known_as.written or (told.plain == known_as.plain and entry.valid_from is None):
        return
    on = _day_of_change(entry, f"系统中这个单位叫“{unit.name}”，表中叫“{entry.name}”")
    rename_unit(unit=unit, name=entry.name, on=on, basis=BASIS, by=by, at=at)
    changed.renamed.add(unit.pk)


def _move(entry: Entry, unit: Unit, known: Standing, changed: Changed, by: str, at: dt.datetime) -> None:
    parent = parent_id_of(entry)
    now = known.parents.get(unit.pk)
    if not entry.row.parent.strip() or parent is None or parent == now:
        return
    above = f"隶属{known.units[now].name}" if now else "没有上级"
    on = _day_of_change(entry, f"{unit.name}在系统中{above}，与表中的上级单位不同")
    move_unit(unit=unit, to=Unit(pk=parent), on=on, basis=BASIS, by=by, at=at)
    changed.moved.add(unit.pk)


def _day_of_change(entry: Entry, difference: str) -> dt.date:
    if entry.valid_from is None:
        raise ChangeWithoutDay(f"{difference}；若有变动，请在“生效日期”写明是哪一天，若是写错，请改正。")
    return entry.valid_from
