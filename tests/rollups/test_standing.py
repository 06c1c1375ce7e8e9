"""Lines that stand, in memory: they tell what the reference tells that walks all lines."""

from __future__ import annotations

import pytest
from hypothesis import given

from taizhang.kernel.period import Period
from taizhang.kernel.scope import Scope
from taizhang.rollups.engines.memory import MemoryEngine
from taizhang.rollups.engines.standing import NotForStandingLines, StandingEngine, can_count, standing
from taizhang.rollups.plan import Count, Rule
from tests.rollups.journals import Journal, everywhere, periods, positions, record_journals, rules, scopes
from tests.rollups.test_engines_agree import relaxed


@relaxed
@given(journal=record_journals(), rule=rules("records"), scope=scopes, period=periods(), at=positions)
def test_figures_and_sources_are_those_of_all_lines(
    journal: Journal, rule: Rule, scope: Scope, period: Period, at: int | None
) -> None:
    memory = MemoryEngine(journal.lines)
    sealed = [line for line in journal.lines if at is None or (line.position or at + 1) <= at]
    asked = {"rule": rule, "scope": scope, "period": period, "as_of": at}
    engine = StandingEngine(standing(sealed), position=at)
    if not can_count(rule):
        with pytest.raises(NotForStandingLines):
            engine.figure(**asked)
        return

    assert engine.figure(**asked) == memory.figure(**asked)
    assert engine.sources(**asked) == memory.sources(**asked)
    assert engine.sources(**asked, limit=2) == memory.sources(**asked, limit=2)


def test_another_position_is_refused() -> None:
    engine = StandingEngine((), position=7)
    rule = Rule("r", 1, "口径", "统计。", "个", Count(), "records")

    with pytest.raises(NotForStandingLines):
        engine.figure(rule=rule, scope=everywhere, period=Period.year(2025), as_of=8)
