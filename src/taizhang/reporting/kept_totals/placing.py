"""After the tree of units has changed: the counted lines of whoever moved go from one subtree's totals to another's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from django.db import transaction
from django.db.models import F

from taizhang.foundation.units.selectors import latest_act
from taizhang.reporting.kept_totals.storing import (
    add,
    counted_of,
    lines_of,
    state_held,
    store_ways,
    stored_ways,
)
from taizhang.reporting.kept_totals.sums import Adding, together
from taizhang.reporting.models import CountedChain, KeptRule, SubtreeTotal, TotalsState
from taizhang.reporting.unit_tree import dated_tree
from taizhang.rollups.dated_tree import DatedTree, TreeRefused
from taizhang.rollups.kept import Look
from taizhang.rollups.upward import Ways, different, settled_on, ways_up

UNITS_AT_ONCE, LINES_AT_ONCE = 1_000, 20_000
"""What is put right in one transaction: a second or so in which nobody else writes on SQLite."""

Progress = Callable[[int, int], None]
"""Is told how many lines are done, of how many."""


def tree_now() -> tuple[int, DatedTree]:
    """Return the tree of units and the act after which it is so, none of a later act in it."""
    while True:
        act, tree = latest_act(), dated_tree()
        if latest_act() == act:
            return act, tree


def put_right(looks: Mapping[str, Look], *, progress: Progress) -> None:
    """Let the totals of subtrees be those of the tree as it is now.

    Each step is one transaction: whoever is stopped goes on from there. `progress` is told how many counted
    lines are put right, of how many. If the tree or the rules change meanwhile, the rest is left to the next
    time.
    """
    if TotalsState.objects.filter(pk=1, tree=latest_act()).exists():
        return
    act, tree = tree_now()
    try:
        ways = ways_up(tree)
    except TreeRefused:
        # Such a tree has no subtrees; figures are told from the totals of units, as the tree is walked.
        return
    while wrong := _wrong(act, tree, ways):
        lengths = dict(CountedChain.objects.values_list("unit_id", "length"))
        done, of = 0, sum(lengths.get(unit, 0) for unit in wrong)
        for units in _steps(wrong, lengths):
            if not _moved(units, act=act, ways=ways, looks=looks):
                return
            done += sum(lengths.get(unit, 0) for unit in units)
            if of:
                progress(done, of)


def _wrong(act: int, tree: DatedTree, ways: Mapping[int, Ways]) -> list[int]:
    """Return whose lines are not in the totals of the right subtrees; where nobody's, it is noted."""
    with transaction.atomic():
        state_held()
        wrong = different(stored_ways(), ways)
        if not wrong and latest_act() == act:
            TotalsState.objects.filter(pk=1).update(
                version=F("version") + 1, tree=act, settled_on=settled_on(tree)
            )
        return wrong


def _steps(units: Sequence[int], lengths: Mapping[int, int]) -> Iterator[list[int]]:
    step: list[int] = []
    lines = 0
    for unit in units:
        step.append(unit)
        lines += lengths.get(unit, 0)
        if lines >= LINES_AT_ONCE or len(step) >= UNITS_AT_ONCE:
            yield step
            step, lines = [], 0
    if step:
        yield step


def _moved(units: Sequence[int], *, act: int, ways: Mapping[int, Ways], looks: Mapping[str, Look]) -> bool:
    """Move the counted lines of units to where they belong; return whether it was still to be done."""
    with transaction.atomic():
        state_held()
        ids = dict(KeptRule.objects.values_list("key", "pk"))
        if set(ids) != set(looks) or latest_act() != act:
            return False
        before, stretches = stored_ways(units), counted_of(units)
        lines = lines_of(stretches, before, ways)
        adding = Adding({ids[key]: look for key, look in looks.items()})
        added = adding.added(lines)
        add(
            SubtreeTotal,
            together(adding.upwards(added, before, before=True), adding.upwards(added, ways)),
        )
        store_ways(units, ways)
        TotalsState.objects.filter(pk=1).update(version=F("version") + 1, tree=None)
    return True
