"""Why a unit came, left or closed, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from taizhang.foundation.units import rules
from taizhang.foundation.units.models import Affiliation, Succession, Unit
from taizhang.kernel.refusal import Refused


@dataclass(frozen=True, slots=True)
class UnitState:
    """Whether a unit still exists: `closed_on` and `successors` (the heir first) of a closed one.

    `text` is a sentence for a refusal or a page, "" for a unit that exists.
    """

    closed_on: dt.date | None = None
    successors: tuple[Unit, ...] = ()
    text: str = ""


def unit_state(*, unit: Unit) -> UnitState:
    """Return whether the unit still exists, and who carries on its work."""
    if unit.closed_on is None:
        return UnitState()
    successions = Succession.objects.filter(
        predecessor=unit, reorganisation__on=unit.closed_on
    ).select_related("successor", "reorganisation")
    ordered = sorted(successions, key=lambda each: (not each.heir, each.pk))
    act = ordered[0].reorganisation.act if ordered else ""
    names = [each.successor.name for each in ordered]
    return UnitState(
        closed_on=unit.closed_on,
        successors=tuple(each.successor for each in ordered),
        text=f"{unit.name}已于{_ended(unit.closed_on, act, names)}",
    )


@dataclass(frozen=True, slots=True)
class ChangeNotes:
    """The changes of some units in a period, ready to be told."""

    begun: dict[tuple[int, dt.date], str] = field(default_factory=dict)
    ended: dict[tuple[int, dt.date], str] = field(default_factory=dict)

    def text(self, *, unit: int, since: dt.date, until: dt.date) -> str:
        """Return what happened at the two ends of a stay: "2025年6月1日撤并入望河社区", or ""."""
        told = (self.begun.get((unit, since), ""), self.ended.get((unit, until), ""))
        return "，".join(each for each in told if each)


def change_notes(*, units: Collection[int], start: dt.date, until: dt.date) -> ChangeNotes:
    """Return how the units came, left or closed in [start, until)."""
    notes = ChangeNotes()
    moves = Affiliation.objects.filter(unit__in=units, valid_from__gt=start, valid_from__lt=until)
    for each in moves.select_related("unit", "parent"):
        assert each.valid_from is not None
        day = rules.day_text(each.valid_from)
        if each.unit.founded_on == each.valid_from:
            notes.begun[each.unit_id, each.valid_from] = f"{day}成立"
            continue
        notes.begun[each.unit_id, each.valid_from] = f"{day}划入"
        notes.ended[each.unit_id, each.valid_from] = f"{day}划归{each.parent.name}"
    for unit in Unit.objects.filter(pk__in=units, closed_on__gt=start, closed_on__lt=until):
        assert unit.closed_on is not None
        notes.ended[unit.pk, unit.closed_on] = unit_state(unit=unit).text.removeprefix(f"{unit.name}已于")
    return notes


def _ended(day: dt.date, act: str, names: list[str]) -> str:
    if not names:
        return f"{rules.day_text(day)}撤销"
    verb = "拆分为" if act == rules.Act.SPLIT else "撤并入"
    return f"{rules.day_text(day)}{verb}{'、'.join(names)}"


class UnitNotThere(Refused):
    """The unit did not exist on any day of the period."""


def check_existed(*, unit: Unit, start: dt.date, until: dt.date, period: str) -> None:
    """Refuse a unit that did not exist on any day of [start, until), called `period`.

    Raises:  UnitNotThere, naming who carries on its work.
    """
    if unit.closed_on is not None and unit.closed_on <= start:
        state = unit_state(unit=unit)
        remedy = f"请改用{state.successors[0].name}。" if state.successors else "请改用别的单位。"
        raise UnitNotThere(f"{state.text.rstrip('。')}，{period}没有这个单位，{remedy}")
    if unit.founded_on is not None and unit.founded_on >= until:
        raise UnitNotThere(
            f"{unit.name}于{rules.day_text(unit.founded_on)}才设立，{period}还没有这个单位，请核对期间。"
        )
