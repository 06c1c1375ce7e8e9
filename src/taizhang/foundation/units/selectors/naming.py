"""Resolving the unit names of a whole ledger quickly, within one subtree."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from taizhang.foundation.units import rules
from taizhang.foundation.units.models import FormerName, Unit
from taizhang.foundation.units.selectors.changes import unit_state
from taizhang.foundation.units.selectors.lookup import (
    UnknownUnit,
    ambiguous,
    near_names,
    path_of,
    unknown,
)
from taizhang.foundation.units.selectors.walks import EVER, stays_in_subtree
from taizhang.kernel.refusal import Refused


class UnitNotThen(Refused):
    """The unit is known, but it did not belong on that day: closed, not yet founded, elsewhere."""


@dataclass(frozen=True, slots=True)
class NamedStay:
    """A unit's stay in the subtree, under one of its names."""

    unit: int
    name: str
    since: dt.date
    until: dt.date

    def covers(self, day: dt.date) -> bool:
        """Return whether the unit belonged on that day."""
        return self.since <= day < self.until


@dataclass(slots=True)
class UnitNames:
    """What the units of one subtree are called. `find` costs the same for the 50,000th row.

    Made by `unit_names`; it does not see changes that are made after it.
    """

    root: Unit
    units: dict[int, Unit]
    by_key: tuple[dict[str, list[NamedStay]], ...]
    by_code: dict[str, list[NamedStay]]
    parents: dict[int, int | None]
    path: list[str]
    known: dict[str, tuple[tuple[NamedStay, ...], ...]] = field(default_factory=dict)
    refused: dict[str, UnknownUnit] = field(default_factory=dict)

    def find(self, text: str, day: dt.date | None = None) -> Unit:
        """Return the unit of the subtree that was meant on that day.

        "机关", "本级", "街道办事处" are the root itself. Without a day, any unit that ever belonged in
        the period is meant, living ones first.
        Raises:  UnknownUnit, AmbiguousUnit, UnitNotThen.
        """
        if text in self.refused:
            raise UnknownUnit(str(self.refused[text]), near=self.refused[text].near)
        tiers = self.known.get(text)
        if tiers is None:
            tiers = self.known[text] = self._tiers(text)
        for tier in tiers:
            if meant := self._meant(tier, day):
                if len(meant) > 1:
                    raise ambiguous(
                        rules.clean_name(text), [self.units[each] for each in meant], self._path_of
                    )
                return self.units[meant.pop()]
        raise UnitNotThen(self._why_not_then(tiers[0], day))

    def _meant(self, tier: tuple[NamedStay, ...], day: dt.date | None) -> set[int]:
        if day is not None:
            return {stay.unit for stay in tier if stay.covers(day)}
        every = {stay.unit for stay in tier}
        return {unit for unit in every if self.units[unit].closed_on is None} or every

    def _tiers(self, text: str) -> tuple[tuple[NamedStay, ...], ...]:
        name = rules.clean_name(text)
        if not name:
            raise UnknownUnit("没有写单位，请填写单位名称或区划代码。")
        found = self._coded(name) if rules.looks_like_code(name) else self._called(name)
        if not found and rules.is_own_office(name):
            found = self._own_office()
        if not found:
            self.refused[text] = self._unknown(name)
            raise self.refused[text]
        return found

    def _coded(self, name: str) -> tuple[tuple[NamedStay, ...], ...]:
        code = rules.read_code(name)
        stays = self.by_code.get(code.padded, [])
        of_level = tuple(stay for stay in stays if self.units[stay.unit].level == code.level)
        return tuple(tier for tier in (of_level, tuple(stays)) if tier)

    def _called(self, name: str) -> tuple[tuple[NamedStay, ...], ...]:
        found = self._called_exactly(name)
        for path, last in () if found else rules.splits(name):
            tiers = (self._on_path(tier, path) for tier in self._called_exactly(last))
            if found := tuple(tier for tier in tiers if tier):
                break
            # 梧桐街道机关 is the root's own office under its full name.
            if rules.is_own_office(last) and rules.path_tells(path, [*self.path, self.root.name]):
                return self._own_office()
        return found

    def _own_office(self) -> tuple[tuple[NamedStay, ...], ...]:
        return ((NamedStay(self.root.pk, self.root.name, *EVER),),)

    def _called_exactly(self, name: str) -> tuple[tuple[NamedStay, ...], ...]:
        keys = rules.name_keys(name)
        tiers = (
            tuple(index.get(key, ()))
            for index, key in zip(self.by_key, (keys.written, keys.plain, keys.stem), strict=True)
        )
        return tuple(tier for tier in tiers if tier)

    def _on_path(self, tier: tuple[NamedStay, ...], path: str) -> tuple[NamedStay, ...]:
        return tuple(stay for stay in tier if rules.path_tells(path, self._path_of(self.units[stay.unit])))

    def _path_of(self, unit: Unit) -> list[str]:
        names: list[str] = []
        parent = self.parents[unit.pk]
        while parent is not None:
            names.append(self.units[parent].name)
            parent = self.parents[parent]
        return [*self.path, *reversed(names)]

    def _unknown(self, name: str) -> UnknownUnit:
        near = near_names(name, list(self.by_key[0]))
        return unknown(name, near=near, where=f"{self.root.name}及其下级单位中")

    def _why_not_then(self, tier: tuple[NamedStay, ...], day: dt.date | None) -> str:
        unit = self.units[tier[0].unit]
        then = rules.day_text(day) if day else "当时"
        if unit.closed_on is not None and day is not None and day >= unit.closed_on:
            state = unit_state(unit=unit)
            heir = f"，请改填{state.successors[0].name}" if state.successors else ""
            return f"{state.text}，{then}的记录不能再记在它名下{heir}，或者核对日期。"
        if unit.founded_on is not None and day is not None and day < unit.founded_on:
            return f"{unit.name}到{rules.day_text(unit.founded_on)}才成立，{then}还没有这个单位，请核对日期或单位。"
        return f"{unit.name}在{then}不属于{self.root.name}，请核对日期或单位。"


def unit_names(*, root: Unit, day_range: tuple[dt.date, dt.date] = EVER) -> UnitNames:
    """Return the mapper from names to the units that belonged to the root on any day of [start, until)."""
    stays = stays_in_subtree(root=root.pk, start=day_range[0], until=day_range[1])
    names = UnitNames(
        root=root,
        units=Unit.objects.in_bulk({stay.unit for stay in stays}),
        by_key=({}, {}, {}),
        by_code={},
        # The latest parent wins; a path is only read, never counted by.
        parents={stay.unit: stay.parent for stay in sorted(stays, key=lambda stay: stay.since)},
        path=path_of(root),
    )
    former: dict[int, list[tuple[str, str]]] = {}
    for number, name, code in FormerName.objects.values_list("unit_id", "name", "code"):
        former.setdefault(number, []).append((name, code))
    for stay in stays:
        unit = names.units[stay.unit]
        for name, code in {(unit.name, unit.code), *former.get(stay.unit, ())}:
            _enter(names, NamedStay(stay.unit, name, stay.since, stay.until), code)
    return names


def _enter(names: UnitNames, stay: NamedStay, code: str) -> None:
    keys = rules.name_keys(stay.name)
    for index, key in zip(names.by_key, (keys.written, keys.plain, keys.stem), strict=True):
        index.setdefault(key, []).append(stay)
    if code:
        names.by_code.setdefault(code, []).append(stay)
