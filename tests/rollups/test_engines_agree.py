"""Whatever was posted and reversed, in whatever order: every engine tells the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.kernel.scope import Scope, Span
from taizhang.rollups.engines.base import Engine, Result, SourceKey
from taizhang.rollups.narrowing import NOTHING, Tagged, by_tag, narrowed
from taizhang.rollups.plan import Distinct, Rule, Where
from tests.rollups.journals import (
    TASKS,
    Journal,
    any_journals,
    duty_journals,
    duty_rules,
    periods,
    positions,
    record_journals,
    rules,
    scopes,
)
from tests.rollups.recomputed import recomputed
from tests.rollups.rooms import Room

Answer = tuple[Result, list[SourceKey], list[SourceKey], list[Posting]]

relaxed = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def answers(
    rooms: dict[str, Room],
    lines: tuple[Posting, ...],
    rule: Rule,
    scope: Scope,
    period: Period,
    at: int | None,
) -> dict[str, Answer]:
    """Return everything that each engine tells of one figure."""

    def told(engine: Engine) -> Answer:
        return (
            engine.figure(rule=rule, scope=scope, period=period, as_of=at),
            engine.sources(rule=rule, scope=scope, period=period, as_of=at),
            engine.sources(rule=rule, scope=scope, period=period, as_of=at, limit=2),
            engine.later(rule=rule, scope=scope, period=period, after=at or 0),
        )

    result = {}
    for name, room in rooms.items():
        with room.holding(lines) as engine:
            result[name] = told(engine)
    return result


@relaxed
@given(journal=record_journals(), rule=rules("records"), scope=scopes, period=periods(), at=positions)
def test_records_count_the_same_on_every_engine(
    rooms: dict[str, Room], journal: Journal, rule: Rule, scope: Scope, period: Period, at: int | None
) -> None:
    told = answers(rooms, journal.lines, rule, scope, period, at)

    assert told["sqlite"] == told["memory"]
    assert told["postgresql"] == told["memory"]


@relaxed
@given(lines=any_journals(), rule=rules("premises"), scope=scopes, period=periods(), at=positions)
def test_a_book_that_promises_nothing_counts_the_same_on_every_engine(
    rooms: dict[str, Room],
    lines: tuple[Posting, ...],
    rule: Rule,
    scope: Scope,
    period: Period,
    at: int | None,
) -> None:
    told = answers(rooms, lines, rule, scope, period, at)

    assert told["sqlite"] == told["memory"]
    assert told["postgresql"] == told["memory"]


@relaxed
@given(journal=record_journals(), rule=rules("records"), scope=scopes, period=periods())
def test_figures_are_those_of_the_records_that_stand(
    rooms: dict[str, Room], journal: Journal, rule: Rule, scope: Scope, period: Period
) -> None:
    value, sources = recomputed(rule, journal.standing, scope, period)

    told = answers(rooms, journal.lines, rule, scope, period, None)

    for result, keys, first, _ in told.values():
        assert result == Result(value, len(sources))
        assert {key.source for key in keys} == sources
        assert first == keys[:2]


@relaxed
@given(journal=record_journals(), rule=rules("records"), scope=scopes, period=periods(), data=st.data())
def test_nothing_later_changes_a_figure_at_a_sealed_position(
    rooms: dict[str, Room], journal: Journal, rule: Rule, scope: Scope, period: Period, data: st.DataObject
) -> None:
    sealed = sum(line.position is not None for line in journal.lines)
    at = data.draw(st.integers(0, sealed))

    told = answers(rooms, journal.lines, rule, scope, period, at)
    then = answers(rooms, journal.lines[:at], rule, scope, period, None)

    for engine in rooms:
        assert told[engine][:3] == then[engine][:3]


@relaxed
@given(journal=record_journals(), rule=rules("records"), scope=scopes, period=periods())
def test_a_figure_with_nothing_later_is_the_same_as_ever(
    rooms: dict[str, Room], journal: Journal, rule: Rule, scope: Scope, period: Period
) -> None:
    sealed = sum(line.position is not None for line in journal.lines)

    at_seal = answers(rooms, journal.lines, rule, scope, period, sealed)
    live = answers(rooms, journal.lines, rule, scope, period, None)

    for engine in rooms:
        if not at_seal[engine][3]:
            assert live[engine][0] == at_seal[engine][0]


@relaxed
@given(journal=record_journals(), rule=rules("records"), scope=scopes, period=periods(), at=positions)
def test_the_pages_of_the_latest_sources_make_up_all_of_them(
    rooms: dict[str, Room], journal: Journal, rule: Rule, scope: Scope, period: Period, at: int | None
) -> None:
    for room in rooms.values():
        with room.holding(journal.lines) as engine:
            everything = engine.sources(rule=rule, scope=scope, period=period, as_of=at)
            pages = [
                engine.latest(rule=rule, scope=scope, period=period, start=start, size=2, as_of=at)
                for start in range(0, len(everything) + 1, 2)
            ]

        paged = [key for page in pages for key in page]
        assert sorted(paged, key=str) == sorted(everything, key=str)
        assert [key.on for key in paged] == sorted((key.on for key in everything), reverse=True)


@relaxed
@given(
    journal=record_journals(),
    others=any_journals(),
    asked=st.lists(st.one_of(rules("records"), rules("premises")), min_size=1, max_size=5),
    scope=scopes,
    period=periods(),
    at=positions,
)
def test_several_values_asked_at_once_are_those_asked_one_by_one(
    rooms: dict[str, Room],
    journal: Journal,
    others: tuple[Posting, ...],
    asked: list[Rule],
    scope: Scope,
    period: Period,
    at: int | None,
) -> None:
    for room in rooms.values():
        with room.holding((*journal.lines, *others)) as engine:
            together = engine.values(rules=asked, scope=scope, period=period, as_of=at)
            apart = [engine.figure(rule=rule, scope=scope, period=period, as_of=at) for rule in asked]

        assert together == [result.value for result in apart]


@relaxed
@given(journal=duty_journals(), rule=duty_rules(), scope=scopes, period=periods(), at=positions)
def test_all_tasks_counted_at_once_are_those_narrowed_one_by_one(
    rooms: dict[str, Room], journal: Journal, rule: Rule, scope: Scope, period: Period, at: int | None
) -> None:
    asked: dict[str, Any] = {"scope": scope, "period": period, "as_of": at}
    together, apart = [], []
    for room in rooms.values():
        with room.holding(journal.lines) as engine:
            found = by_tag(engine, rule=rule, prefix="task:", **asked)
            together.append([found.get(tag, NOTHING) for tag in TASKS])
            alone = [narrowed(rule, tags=(tag,)) for tag in TASKS]
            apart.append(
                [
                    Tagged(engine.figure(rule=one, **asked), tuple(engine.sources(rule=one, **asked)))
                    for one in alone
                ]
            )

    assert together == apart
    assert together == [together[0]] * len(rooms)


def many_units_journal() -> tuple[Posting, ...]:
    """Lines of sixty units: nearly all on the same two days and of one kind, the rare ones in single units."""

    def line(number: int, unit: int, on: dt.date, kind: str = "visit") -> Posting:
        return Posting("records", f"records:{number}", 1, unit, on, kind, (), {}, 1, number)

    first, second, third, fourth = (dt.date(2025, 1, day) for day in (3, 4, 8, 9))
    lines = [line(unit, unit, first if unit % 2 else second) for unit in range(1, 61)]
    lines += [line(61, 57, third), line(62, 59, fourth, "contest"), line(63, 2, first, "lecture")]
    # What is taken back stands no longer, in the one unit that had it.
    lines += [replace(lines[61], weight=-1, position=64), replace(lines[0], weight=-1, position=65)]
    return tuple(lines)


@pytest.mark.parametrize(
    ("of", "kinds", "at", "stand"),
    [
        ("day", (), None, 3),
        ("day", (), 63, 4),
        ("day", ("contest",), 63, 1),
        ("day", ("contest",), None, None),
        ("kind", (), None, 2),
        ("kind", (), 63, 3),
        ("kind", ("visit", "contest"), None, 1),
    ],
)
def test_days_and_kinds_of_many_units_miss_nothing_that_a_few_lack(
    rooms: dict[str, Room],
    of: Literal["day", "kind"],
    kinds: tuple[str, ...],
    at: int | None,
    stand: int | None,
) -> None:
    rule = Rule("some", 1, "若干", "若干。", "个", Distinct(of), "records", Where(kinds=kinds))
    scope = Scope(1, "县", tuple(Span(unit) for unit in range(1, 61)))

    told = answers(rooms, many_units_journal(), rule, scope, Period.year(2025), at)

    assert told["memory"][0].value == (None if stand is None else Decimal(stand))
    assert told["sqlite"] == told["memory"]
    assert told["postgresql"] == told["memory"]
