"""The divisions as a dated tree: some villages moved to the next street, some were merged into the next village."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from bench.nation.divisions import Division
from taizhang.rollups.dated_tree import Belonging, DatedTree, Inheritance

MERGED_ON, MOVED_ON = dt.date(2025, 4, 1), dt.date(2025, 7, 1)
_MERGES_EVERY, _MOVES_EVERY = 2000, 1000


def dated_tree(divisions: Sequence[Division]) -> DatedTree:
    """Return the tree of all days; the same divisions give the same tree."""
    heirs = merged(divisions)
    moved = _moved(divisions, heirs)
    belongings = []
    for each in divisions:
        if each.above is None:
            continue
        if each.id in heirs:
            belongings.append(Belonging(each.id, each.above, None, MERGED_ON))
        elif each.id in moved:
            belongings.append(Belonging(each.id, each.above, None, MOVED_ON))
            belongings.append(Belonging(each.id, moved[each.id], MOVED_ON))
        else:
            belongings.append(Belonging(each.id, each.above))
    inherited = tuple(Inheritance(unit, heir, MERGED_ON) for unit, heir in heirs.items())
    return DatedTree(tuple(each.id for each in divisions), tuple(belongings), inherited)


def merged(divisions: Sequence[Division]) -> dict[int, int]:
    """Return the villages that were merged, each with the next one of its street, its heir."""
    return {
        one.id: other.id
        for one, other in pairwise(divisions)
        if one.level == other.level == "VILLAGE" and one.above == other.above and one.id % _MERGES_EVERY == 0
    }


def _moved(divisions: Sequence[Division], heirs: dict[int, int]) -> dict[int, int]:
    """Return the villages that moved, each with the street it moved to: the next one of its county."""
    streets = [each for each in divisions if each.level == "STREET"]
    beside = {one.id: other.id for one, other in pairwise(streets) if one.above == other.above}
    kept = {*heirs, *heirs.values()}
    return {
        each.id: beside[each.above]
        for each in divisions
        if each.level == "VILLAGE"
        and each.id % _MOVES_EVERY == 1
        and each.id not in kept
        and each.above in beside
    }
