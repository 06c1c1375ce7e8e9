"""Let the totals follow the journal and the tree, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import transaction

from taizhang.foundation.journal.models import ChainHead
from taizhang.reporting.kept_totals.placing import Progress, put_right
from taizhang.reporting.kept_totals.storing import (
    add,
    empty,
    last_id_at_rest,
    last_id_seen,
    lines_of,
    state_held,
    stored_ways,
)
from taizhang.reporting.kept_totals.sums import Adding, kept_looks
from taizhang.reporting.models import CountedChain, KeptRule, KeptTotal, SubtreeTotal, TotalsState
from taizhang.rollups.engines.sql_lines import Stretch
from taizhang.rollups.kept import Look
from taizhang.rollups.plan import Rule

MANY_LINES = 20
"""More lines than this, not counted, make themselves felt where a figure is read: a tenth of a millisecond."""

LINES_AT_ONCE = 20_000
"""Lines that are counted in one transaction: a second or so in which nobody else writes on SQLite."""


def catch_up(*, rules: Sequence[Rule] | None = None, progress: Progress = lambda _done, _of: None) -> int:
    """Count the lines that the totals lack, and return how many.

    `rules` are those whose totals are kept: the product's, where none are given. Ends a rule that is no
    longer there and begins one that is new by counting everything again. What lies elsewhere in the tree
    than before is put right first. Each step is one transaction: whoever is stopped goes on from there.
    """
    looks = kept_looks(rules)
    _make_room(looks)
    put_right(looks, progress=progress)
    at_rest = last_id_at_rest()
    done, of = 0, sum(each.high - each.low for each in _behind())
    while counted := _count(looks, at_rest):
        done += counted
        progress(done, of)
    return done


def many_lines_wait() -> bool:
    """Return whether it is worth while to count: more lines than MANY_LINES may lie past those that are counted."""
    counted = TotalsState.objects.filter(pk=1).values_list("counted_id", flat=True).first() or 0
    return last_id_seen() - counted > MANY_LINES


def forget() -> None:
    """Throw the totals away; `catch_up` makes them again."""
    with transaction.atomic():
        state_held()
        empty()


def _make_room(looks: Mapping[str, Look]) -> None:
    """Let exactly these rules be kept; where others are, everything is counted again."""
    with transaction.atomic():
        state_held()
        if set(KeptRule.objects.values_list("key", flat=True)) != set(looks):
            empty()
            KeptRule.objects.bulk_create([KeptRule(key=key) for key in sorted(looks)])


def _count(looks: Mapping[str, Look], at_rest: int) -> int:
    """Count one step, and return how many lines; 0 where none are left, or other rules are kept."""
    with transaction.atomic():
        state = state_held()
        ids = dict(KeptRule.objects.values_list("key", "pk"))
        if set(ids) != set(looks):
            return 0
        behind = _behind()
        stretches = list(_first(behind))
        if stretches:
            ways = stored_ways([each.unit for each in stretches])
            lines = lines_of(stretches, ways)
            adding = Adding({ids[key]: look for key, look in looks.items()})
            added = adding.added(lines)
            add(KeptTotal, adding.own(added))
            add(SubtreeTotal, adding.upwards(added, ways))
            _move(stretches)
            state.version += 1
            state.reached_id = last_id_seen()
        if stretches == behind:
            # Nothing that was there at rest is left.
            state.counted_id = max(state.counted_id, at_rest)
        TotalsState.objects.filter(pk=1).update(
            version=state.version, counted_id=state.counted_id, reached_id=state.reached_id
        )
    return sum(each.high - each.low for each in stretches)


def _behind() -> list[Stretch]:
    """Return the lines of each unit's chain that are not counted."""
    counted = dict(CountedChain.objects.values_list("unit_id", "length"))
    heads = ChainHead.objects.order_by("unit_id").values_list("unit_id", "length")
    told = [Stretch(unit, counted.get(unit, 0), length) for unit, length in heads]
    return [each for each in told if each.low < each.high]


def _first(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield stretches of at most LINES_AT_ONCE lines together, the last of them cut where they are more."""
    left = LINES_AT_ONCE
    for each in stretches:
        if left <= 0:
            return
        yield each._replace(high=min(each.high, each.low + left))
        left -= each.high - each.low


def _move(stretches: Iterable[Stretch]) -> None:
    CountedChain.objects.bulk_create(
        [CountedChain(unit_id=each.unit, length=each.high) for each in stretches],
        update_conflicts=True,
        unique_fields=["unit"],
        update_fields=["length"],
        batch_size=500,
    )
