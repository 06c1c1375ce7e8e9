"""The tree of any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Max, Q

from taizhang.foundation.among import among
from taizhang.foundation.units import rules
from taizhang.foundation.units.models import Affiliation, Reorganisation, Succession, Unit
from taizhang.foundation.units.selectors.names import former_names_on
from taizhang.foundation.units.selectors.walks import stays_in_subtree


@dataclass(frozen=True, slots=True)
class UnitNode:
    """One unit in the tree of a day, called as on that day; `depth` is 0 at the top."""

    id: int
    code: str
    name: str
    level: str
    parent: int | None
    depth: int


def tree_on(*, day: dt.date, root: Unit | None = None) -> tuple[UnitNode, ...]:
    """Return the tree of a day in preorder, siblings by code and then by name.

    `root` None is every tree there is. A root that did not exist on that day has an empty tree.
    """
    rows = _whole(day) if root is None else _below(root, day)
    return tuple(_in_order(rows, day))


def units_of_level(*, level: str, day: dt.date, root: Unit) -> list[int]:
    """Return the ids of the units of a level in the root's tree of a day, in the order of `tree_on`.

    No unit is below one of a lower level, so what is lower is not looked at: under a country's streets are nine
    tenths of all units.
    """
    if not Unit.objects.filter(alive_on(day), pk=root.pk).exists():
        return []
    levels = [each.value for each in rules.Level if each.rank <= rules.Level(level).rank]
    parents: dict[int, int | None] = {root.pk: None}
    below: Collection[int] = [root.pk]
    while below:
        belonging = Affiliation.objects.filter(
            valid_on(day), parent_id__in=among(below), unit__level__in=levels
        )
        found = dict(belonging.values_list("unit_id", "parent_id").iterator())
        parents |= found
        below = found.keys()
    told = Unit.objects.filter(pk__in=among(parents)).values_list("id", "code", "name", "level")
    rows = ((*unit, parents[unit[0]]) for unit in told.iterator())
    return [node.id for node in _in_order(rows, day) if node.level == level]


def _in_order(rows: Iterable[tuple[int, str, str, str, int | None]], day: dt.date) -> Iterator[UnitNode]:
    """Return units, each with its parent, in preorder and called as on a day."""
    names = former_names_on(day=day)
    children: dict[int | None, list[UnitNode]] = {}
    for unit, code, name, level, parent in rows:
        name, code = names.get(unit, (name, code))
        node = UnitNode(id=unit, code=code, name=name, level=level, parent=parent, depth=0)
        children.setdefault(parent, []).append(node)
    for siblings in children.values():
        siblings.sort(key=lambda node: (*rules.sibling_order(node.code, node.name), node.id))
    return _preorder(children)


def latest_act() -> int:
    """Return the id of the latest act that changed the tree, 0 before the first.

    An act is noted in the transaction that changes the tree, and acts come one after the other: while it is
    the same, so is the tree.
    """
    return int(Reorganisation.objects.aggregate(latest=Max("pk"))["latest"] or 0)


def alive_on(day: dt.date) -> Q:
    """Return the condition under which a unit existed on that day."""
    founded = Q(founded_on__isnull=True) | Q(founded_on__lte=day)
    return founded & (Q(closed_on__isnull=True) | Q(closed_on__gt=day))


def parent_on(*, unit: Unit, day: dt.date) -> Unit | None:
    """Return the unit that this one belonged to on that day, None at the top."""
    row = Affiliation.objects.filter(valid_on(day), unit=unit).select_related("parent").first()
    return None if row is None else row.parent


def parents_on(*, units: Collection[int], day: dt.date) -> dict[int, int]:
    """Return to which unit each of these belongs on a day; one at the top is left out."""
    rows = Affiliation.objects.filter(valid_on(day), unit_id__in=among(units))
    return dict(rows.values_list("unit_id", "parent_id"))


def heirs_on(*, units: Collection[int], day: dt.date) -> dict[int, int]:
    """Return who carries on the work of those of these units that are closed on a day."""
    rows = Succession.objects.filter(predecessor_id__in=units, heir=True, reorganisation__on__lte=day)
    return dict(rows.values_list("predecessor_id", "successor_id"))


def bodies_of_offices(*, units: Collection[int], day: dt.date) -> dict[int, int]:
    """Return, for those of the units that are internal offices, the unit that each is part of on that day."""
    rows = Affiliation.objects.filter(valid_on(day), unit_id__in=units, unit__level=rules.Level.OFFICE.value)
    return dict(rows.values_list("unit_id", "parent_id"))


def valid_on(day: dt.date) -> Q:
    """Return the condition under which an affiliation was valid on that day."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return begun & (Q(valid_until__isnull=True) | Q(valid_until__gt=day))


def _whole(day: dt.date) -> Iterable[tuple[int, str, str, str, int | None]]:
    parents = dict(Affiliation.objects.filter(valid_on(day)).values_list("unit_id", "parent_id"))
    units = Unit.objects.filter(alive_on(day)).values_list("id", "code", "name", "level")
    return ((*unit, parents.get(unit[0])) for unit in units)


def _below(root: Unit, day: dt.date) -> Iterable[tuple[int, str, str, str, int | None]]:
    if not Unit.objects.filter(alive_on(day), pk=root.pk).exists():
        return ()
    stays = stays_in_subtree(root=root.pk, start=day, until=day + dt.timedelta(days=1))
    units = Unit.objects.in_bulk({stay.unit for stay in stays})
    return (
        (unit.pk, unit.code, unit.name, unit.level, stay.parent)
        for stay in stays
        for unit in (units[stay.unit],)
    )


def _preorder(children: dict[int | None, list[UnitNode]]) -> Iterator[UnitNode]:
    waiting = [(node, 0) for node in reversed(children.get(None, []))]
    while waiting:
        node, depth = waiting.pop()
        yield node if depth == 0 else _at_depth(node, depth)
        waiting.extend((child, depth + 1) for child in reversed(children.get(node.id, [])))


def _at_depth(node: UnitNode, depth: int) -> UnitNode:
    return UnitNode(
        id=node.id, code=node.code, name=node.name, level=node.level, parent=node.parent, depth=depth
    )
