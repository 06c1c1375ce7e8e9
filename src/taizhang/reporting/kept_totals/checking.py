"""Compare the totals with the journal, each of them, and name what differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from taizhang.foundation.units.models import Unit
from taizhang.reporting.kept_totals.placing import Progress, tree_now
from taizhang.reporting.kept_totals.storing import lines_of, state_held, stored_ways, told
from taizhang.reporting.kept_totals.sums import Adding, Place, Sums, kept_looks
from taizhang.reporting.models import CountedChain, KeptRule, KeptTotal, SubtreeTotal
from taizhang.rollups.engines.sql_lines import Stretch
from taizhang.rollups.kept import Look
from taizhang.rollups.upward import different, ways_up


@dataclass(frozen=True, slots=True)
class WrongTotal:
    """A total that is not what the journal adds up to: (total, weight) as kept, and as counted.

    `subtree` tells whether it is that of the unit and all below it.
    """

    rule: str
    unit: str
    subtree: bool
    months: int
    start: dt.date
    value: str
    kept: tuple[int, int]
    counted: tuple[int, int]


def wrong_totals(*, progress: Progress = lambda _done, _of: None) -> list[WrongTotal]:
    """Return every total that differs from what the journal adds up to, by unit and month.

    What the totals have not counted yet is no difference. Those of subtrees come after those of units.
    """
    looks = kept_looks(None)
    with transaction.atomic():
        state = state_held()
        ids = dict(KeptRule.objects.values_list("key", "pk"))
        kept = {ids[key]: look for key, look in looks.items() if key in ids}
        adding = Adding(kept)
        act, tree = tree_now()
        # Where the totals have not followed the tree yet, they are held to the tree that they followed.
        ways = ways_up(tree) if state.tree == act else stored_ways()
        chains = list(CountedChain.objects.order_by("unit_id").values_list("unit_id", "length"))
        found: list[WrongTotal] = []
        subtrees = _Subtrees()
        for number, (unit, length) in enumerate(chains, 1):
            added = adding.added(lines_of([Stretch(unit, 0, length)], ways))
            found += _differences(KeptTotal, unit, adding.own(added), kept)
            subtrees.add(adding.upwards(added, ways))
            progress(number, len(chains))
        for unit in _others(KeptTotal, {unit for unit, _ in chains}):
            found += _differences(KeptTotal, unit, {}, kept)
        for unit in sorted({*subtrees.units, *_others(SubtreeTotal, subtrees.units)}):
            found += _differences(SubtreeTotal, unit, subtrees.of(unit), kept)
    return found


def wrong_ways() -> list[str]:
    """Return the names of the units whose lines are kept in the totals of other subtrees than the tree tells.

    Where the totals have not followed the tree yet, that is no difference.
    """
    with transaction.atomic():
        state = state_held()
        act, tree = tree_now()
        wrong = different(stored_ways(), ways_up(tree)) if state.tree == act else []
    units = Unit.objects.in_bulk(wrong)
    return [units[unit].name for unit in wrong]


class _Subtrees:
    """What subtrees add up to, by the unit at their top."""

    def __init__(self) -> None:
        self._by_unit: dict[int, dict[Place, list[int]]] = {}

    @property
    def units(self) -> set[int]:
        return set(self._by_unit)

    def add(self, sums: Sums) -> None:
        for place, (total, weight) in sums.items():
            pair = self._by_unit.setdefault(place[1], {}).setdefault(place, [0, 0])
            pair[0] += total
            pair[1] += weight

    def of(self, unit: int) -> Sums:
        return {
            place: (total, weight)
            for place, (total, weight) in self._by_unit.get(unit, {}).items()
            if total or weight
        }


def _others(model: type[KeptTotal] | type[SubtreeTotal], known: set[int]) -> list[int]:
    units = model.objects.order_by("unit_id").values_list("unit_id", flat=True).distinct()
    return [unit for unit in units if unit not in known]


def _differences(
    model: type[KeptTotal] | type[SubtreeTotal], unit: int, counted: Sums, looks: Mapping[int, Look]
) -> list[WrongTotal]:
    kept = told(model, unit)
    name = ""
    found = []
    for place in sorted({*kept, *counted}, key=lambda one: (one[3], one[2], one[0], one[4])):
        as_kept, true = kept.get(place, (0, 0)), counted.get(place, (0, 0))
        if as_kept == true:
            continue
        name = name or Unit.objects.get(pk=unit).name
        part, _, months, start, value = place
        label = "／".join(each.label for each in looks.get(part, ()))
        found.append(WrongTotal(label, name, model is SubtreeTotal, months, start, value, as_kept, true))
    return found
