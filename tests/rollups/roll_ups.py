"""Made-up roll-ups: lines of a book that keeps its promises and of one that makes none, rules, a tree, periods."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.rollups.bulk import BulkPlan
from taizhang.rollups.dated_tree import DatedTree
from tests.rollups import trees
from tests.rollups.journals import any_journals, periods, positions, record_journals, rules


@dataclass(frozen=True)
class RollUp:
    """Lines in journal order, and what is asked about them."""

    lines: tuple[Posting, ...]
    plan: BulkPlan
    tree: DatedTree
    periods: list[Period]
    as_of: int | None
    units: set[int] | None

    def question(self) -> dict[str, Any]:
        """Return the arguments of `BulkEngine.roll_up`."""
        return {
            "plan": self.plan,
            "tree": self.tree,
            "periods": self.periods,
            "as_of": self.as_of,
            "units": self.units,
        }


@st.composite
def roll_ups(draw: st.DrawFn) -> RollUp:
    """A roll-up of some rules over several periods, of all units or of some."""
    where = draw(st.permutations(trees.UNITS))
    lines = (*draw(record_journals()).lines, *draw(any_journals()))
    written = draw(st.lists(st.one_of(rules("records"), rules("premises")), min_size=1, max_size=6))
    return RollUp(
        lines=tuple(replace(line, unit=where[line.unit]) for line in lines),
        plan=BulkPlan.of(written),
        tree=draw(trees.trees()),
        periods=draw(st.lists(periods(), min_size=1, max_size=3, unique=True)),
        as_of=draw(positions),
        units=draw(st.none() | st.sets(st.sampled_from(trees.UNITS))),
    )
