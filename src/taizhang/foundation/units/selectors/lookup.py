"""Finding one unit among all by what a person typed: a code, a full name, a short name, a path."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from difflib import SequenceMatcher, get_close_matches

from django.db.models import Q

from taizhang.foundation.units import rules
from taizhang.foundation.units.models import FormerName, Unit
from taizhang.foundation.units.selectors.walks import units_above
from taizhang.kernel.refusal import Refused

SHOWN = 5
"""How many of several units a refusal lists."""

NEAR_POOL = 5000
"""How many names are compared for a proposal; difflib needs about a second for fifty thousand."""


class UnknownUnit(Refused):
    """No unit is called that. `near` are the nearest names."""

    def __init__(self, message: str, *, near: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.near = near


class AmbiguousUnit(Refused):
    """Several units are called that. `codes` are their division codes, "" where one has none."""

    def __init__(self, message: str, *, codes: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.codes = codes


def unit_by(*, text: str) -> Unit:
    """Return the one unit meant by a code, a name, a short name, or a path such as 梧桐街道/望河社区.

    A closed unit is found when no living one is called so; `unit_state` tells about it.
    Raises:  UnknownUnit, AmbiguousUnit.
    """
    name = rules.clean_name(text)
    if not name:
        raise UnknownUnit("没有写单位，请填写单位名称或区划代码。")
    if rules.looks_like_code(name):
        return _by_code(name)
    for tier in _tiers(name):
        if units := _called(tier):
            return _the_one(name, units)
    for path, last in rules.splits(name):
        for tier in _tiers(last):
            if units := [unit for unit in _called(tier) if rules.path_tells(path, path_of(unit))]:
                return _the_one(name, units)
    raise unknown(name, near=_near(name), where="系统中")


def path_of(unit: Unit) -> list[str]:
    """Return the names of the units above, from the top, by the latest tree the unit stood in."""
    day = (
        dt.date.max - dt.timedelta(days=1)
        if unit.closed_on is None
        else unit.closed_on - dt.timedelta(days=1)
    )
    above = units_above(unit=unit.pk, start=day, until=day + dt.timedelta(days=1))
    units = Unit.objects.in_bulk(above).values()
    return [each.name for each in sorted(units, key=lambda each: rules.Level(each.level).rank)]


def unknown(name: str, *, near: Iterable[str], where: str) -> UnknownUnit:
    """Return the refusal of a name that nobody bears, with the nearest names proposed."""
    proposals = tuple(near)
    ask = f"是否指：{'、'.join(proposals)}？" if proposals else ""
    return UnknownUnit(f"{where}没有单位“{name}”。{ask}请改为系统内的单位名称或区划代码。", near=proposals)


def ambiguous(name: str, units: Collection[Unit], path: Callable[[Unit], list[str]]) -> AmbiguousUnit:
    """Return the refusal of a name that several units bear, each told with code and path."""
    ordered = sorted(units, key=lambda unit: (unit.code, rules.Level(unit.level).rank, unit.pk))
    told = "、".join(f"{''.join([*path(unit)[-2:], unit.name])}（{_kind(unit)}）" for unit in ordered[:SHOWN])
    more = "等" if len(ordered) > SHOWN else ""
    remedy = "请改写区划代码，或写成“上级单位/单位名称”。"
    if len({unit.code for unit in ordered}) == 1 and ordered[0].code:
        written = (f"{rules.short_code(unit.code, unit.level)}（{_level(unit)}）" for unit in ordered)
        remedy = f"请改写成{'或'.join(written)}。"
    return AmbiguousUnit(
        f"“{name}”对应{len(ordered)}个单位：{told}{more}。{remedy}",
        codes=tuple(unit.code for unit in ordered),
    )


def near_names(name: str, pool: Collection[str]) -> list[str]:
    """Return up to three names of the pool that look like the one written."""
    stem = rules.name_keys(name).stem
    stems: dict[str, list[str]] = {}
    for each in pool:
        stems.setdefault(rules.name_keys(each).stem, []).append(each)
    close = get_close_matches(name, pool, n=SHOWN * 4, cutoff=0.6)
    for other in get_close_matches(stem, stems, n=SHOWN * 4, cutoff=0.5):
        close.extend(each for each in stems[other] if each not in close)
    return sorted(close, key=lambda each: -_likeness(name, each))[:3]


def _likeness(name: str, other: str) -> float:
    """Return how alike two names are; characters in their old place count more than moved ones."""
    in_place = sum(one == two for one, two in zip(name, other, strict=False))
    return SequenceMatcher(None, name, other).ratio() + in_place / max(len(name), len(other))


def _by_code(text: str) -> Unit:
    code = rules.read_code(text)
    units = list(Unit.objects.filter(code=code.padded))
    if not units:
        former = FormerName.objects.filter(code=code.padded).values_list("unit_id", flat=True)
        units = list(Unit.objects.filter(pk__in=list(former)))
    if not units:
        raise UnknownUnit(f"系统中没有区划代码为{code.padded}的单位，请核对代码，或先导入这个单位。")
    # 441900 with six digits is the county of that code, not the city.
    same_level = [unit for unit in units if unit.level == code.level]
    if len(text) < len(code.padded) and same_level:
        units = same_level
    return _the_one(text, units)


def _tiers(name: str) -> Iterable[list[str]]:
    keys = rules.name_keys(name)
    return ([name], rules.same_plain_name(keys), rules.same_stem_names(keys))


def _called(names: list[str]) -> list[Unit]:
    units = list(Unit.objects.filter(name__in=names))
    if units:
        return units
    former = FormerName.objects.filter(name__in=names).values_list("unit_id", flat=True)
    return list(Unit.objects.filter(pk__in=list(former)))


def _the_one(name: str, units: list[Unit]) -> Unit:
    living = [unit for unit in units if unit.closed_on is None]
    meant = living or units
    if len(meant) > 1:
        raise ambiguous(name, meant, path_of)
    return meant[0]


def _kind(unit: Unit) -> str:
    closed = f"，{rules.day_text(unit.closed_on)}撤销" if unit.closed_on else ""
    return f"{_level(unit)}，{unit.code or '无代码'}{closed}"


def _level(unit: Unit) -> str:
    return rules.Level(unit.level).label


def _near(name: str) -> list[str]:
    stem = rules.name_keys(name).stem
    pairs = [stem[at : at + 2] for at in range(len(stem) - 1)]
    for parts in (pairs, list(stem)):
        wanted = Q(pk__in=[])
        for part in parts[:12]:
            wanted |= Q(name__contains=part)
        pool = list(Unit.objects.filter(wanted).values_list("name", flat=True).distinct()[:NEAR_POOL])
        if near := near_names(name, pool):
            return near
    return []
