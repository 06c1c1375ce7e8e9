"""Lines that stand, in memory: they tell what the reference tells that walks all lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from operator import attrgetter

import pytest
from hypothesis import given

from taizhang.kernel.period import Period
from taizhang.kernel.posting import MEASURES, Posting
from taizhang.kernel.scope import Scope
from taizhang.kernel.source_ref import SourceRef
from taizhang.rollups.engines.base import SourceKey
from taizhang.rollups.engines.memory import MemoryEngine
from taizhang.rollups.engines.standing import StandingEngine, standing
from taizhang.rollups.engines.stretches import (
    NotForStandingLines,
    Sort,
    Sorts,
    Standing,
    can_count,
    in_order,
)
from taizhang.rollups.plan import Count, Rule, Where
from tests.rollups.journals import Journal, everywhere, periods, positions, record_journals, rules, scopes
from tests.rollups.test_engines_agree import relaxed


def told(line: Posting | SourceKey) -> SourceRef:
    """Return a source with a number that is in another order than the sources are."""
    return SourceRef(line.source, line.revision, line.unit, line.on, number=str(9 - int(line.source[-1])))


def engine_over(lines: Sequence[Posting], position: int | None) -> StandingEngine:
    """Return the engine over what stands of these lines."""
    sorts = Sorts()
    stands = [
        Standing(
            told(line),
            sorts.number(Sort(line.book, line.kind, line.tags, tuple(line.measures))),
            tuple(map(line.measures.get, MEASURES)),
        )
        for line in standing(lines)
    ]
    return StandingEngine(sorted(stands, key=in_order), position=position, sorts=sorts)


@relaxed
@given(journal=record_journals(), rule=rules("records"), scope=scopes, period=periods(), at=positions)
def test_figures_and_sources_are_those_of_all_lines(
    journal: Journal, rule: Rule, scope: Scope, period: Period, at: int | None
) -> None:
    memory = MemoryEngine(journal.lines)
    sealed = [line for line in journal.lines if at is None or (line.position or at + 1) <= at]
    asked = {"rule": rule, "scope": scope, "period": period, "as_of": at}
    engine = engine_over(sealed, at)
    if not can_count(rule):
        with pytest.raises(NotForStandingLines):
            engine.figure(**asked)
        return

    assert engine.figure(**asked) == memory.figure(**asked)
    assert engine.sources(**asked) == memory.sources(**asked)
    assert engine.sources(**asked, limit=2) == memory.sources(**asked, limit=2)
    value, refs = engine.figure_told(**asked)
    assert (value, len(refs)) == (memory.figure(**asked).value, memory.figure(**asked).sources)
    assert refs == engine.refs(**asked)
    assert list(refs) == sorted(map(told, memory.sources(**asked)), key=attrgetter("on", "number", "source"))


def test_another_position_is_refused() -> None:
    engine = engine_over((), 7)
    rule = Rule("r", 1, "口径", "统计。", "个", Count(), "records")

    with pytest.raises(NotForStandingLines):
        engine.figure(rule=rule, scope=everywhere, period=Period.year(2025), as_of=8)


def test_lines_of_more_sorts_than_a_byte_tells_apart_are_told_apart() -> None:
    lines = [
        Posting(
            "records", f"records:{number}", 1, 1, dt.date(2025, 3, 1), "meeting", (f"theme:{number}",), {}, 1
        )
        for number in range(300)
    ]
    engine = engine_over(lines, None)
    rule = Rule("r", 1, "口径", "统计。", "个", Count(), "records", Where(any_tags=("theme:7", "theme:29*")))

    _, refs = engine.figure_told(rule=rule, scope=everywhere, period=Period.year(2025), as_of=None)

    assert {ref.source for ref in refs} == {f"records:{number}" for number in (7, 29, *range(290, 300))}
