"""What an engine tells of sources and of amounts, where one line is not the whole story."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.kernel.scope import Scope, Span
from taizhang.rollups.engines.base import Result, SourceKey
from taizhang.rollups.plan import Count, Ratio, Rule, Stock, Sum, Where
from tests.rollups.room_fixtures import ENGINES
from tests.rollups.rooms import Room

YEAR = Period.year(2025)
SCOPE = Scope(1, "街道", (Span(1), Span(2)))
STOCK = Rule("rooms", 1, "阅览室", "数。", "间", Stock(), "premises")
COUNT = Rule("held", 1, "活动", "数。", "场", Count(), "records")
PEOPLE = Rule("people", 1, "人次", "数。", "人次", Sum("people"), "records")


@pytest.fixture(params=ENGINES)
def room(request: pytest.FixtureRequest, rooms: dict[str, Room]) -> Room:
    """Each engine in turn."""
    return rooms[request.param]


def line(
    source: str, day: str, *, revision: int = 1, weight: int = 1, unit: int = 1, **measures: int
) -> Posting:
    """Return a posting of the source's book."""
    book = source.partition(":")[0]
    return Posting(book, source, revision, unit, dt.date.fromisoformat(day), "lecture", (), measures, weight)


def test_a_source_is_told_by_its_latest_standing_line(room: Room) -> None:
    lines = [
        line("premises:1", "2025-01-10"),
        line("premises:1", "2025-02-10", weight=-1),
        line("premises:1", "2025-04-10", revision=2, unit=2),
    ]

    with room.holding(lines) as engine:
        keys = engine.sources(rule=STOCK, scope=SCOPE, period=YEAR)

    assert keys == [SourceKey("premises:1", 2, 2, dt.date(2025, 4, 10))]


def test_a_limit_takes_the_first_sources(room: Room) -> None:
    lines = [line(f"records:{number}", f"2025-03-{30 - number:02d}") for number in range(1, 8)]

    with room.holding(lines) as engine:
        keys = engine.sources(rule=COUNT, scope=SCOPE, period=YEAR, limit=2)

    assert [key.source for key in keys] == ["records:7", "records:6"]


def test_the_latest_sources_are_found_whether_the_last_days_hold_them_or_the_whole_year(room: Room) -> None:
    lines = [
        line("records:1", "2025-12-30"),
        line("records:2", "2025-12-29"),
        # Moved from the last month into January: it is not among the latest any more.
        line("records:3", "2025-12-31"),
        line("records:3", "2025-12-31", weight=-1),
        line("records:3", "2025-01-02", revision=2),
        line("records:4", "2025-11-03"),
        line("records:5", "2025-06-15"),
        # Taken back for good.
        line("records:6", "2025-06-16"),
        line("records:6", "2025-06-16", weight=-1),
    ]

    with room.holding(lines) as engine:
        pages = [
            [key.source for key in engine.latest(rule=COUNT, scope=SCOPE, period=YEAR, start=start, size=2)]
            for start in (0, 1, 2, 4, 5)
        ]

    assert pages == [
        ["records:1", "records:2"],
        ["records:2", "records:4"],
        ["records:4", "records:5"],
        ["records:3"],
        [],
    ]


def test_a_ratio_may_join_two_books(room: Room) -> None:
    rule = Rule("each", 1, "每间场次", "数。", "场", Ratio(COUNT, STOCK, decimals=2))
    lines = [
        line("premises:1", "2020-01-10"),
        line("premises:2", "2021-01-10"),
        line("premises:3", "2021-02-10"),
        line("records:1", "2025-03-05"),
        line("records:2", "2025-03-06"),
    ]

    with room.holding(lines) as engine:
        result = engine.figure(rule=rule, scope=SCOPE, period=YEAR)
        keys = engine.sources(rule=rule, scope=SCOPE, period=YEAR)

    assert (str(result.value), result.sources) == ("0.67", 5)
    assert [key.source for key in keys] == [
        "premises:1",
        "premises:2",
        "premises:3",
        "records:1",
        "records:2",
    ]


def test_an_empty_scope_has_nothing(room: Room) -> None:
    nobody = Scope(1, "撤销的单位", ())

    with room.holding([line("records:1", "2025-03-05", people=3)]) as engine:
        assert engine.figure(rule=PEOPLE, scope=nobody, period=YEAR) == Result(None, 0)
        assert engine.sources(rule=PEOPLE, scope=nobody, period=YEAR) == []
        assert engine.later(rule=PEOPLE, scope=nobody, period=YEAR, after=0) == []


def test_large_numbers_are_exact(room: Room) -> None:
    lines = [line(f"records:{number}", "2025-03-05", people=10**17 + number) for number in (1, 2, 3)]

    with room.holding(lines) as engine:
        result = engine.figure(rule=PEOPLE, scope=SCOPE, period=YEAR)

    assert str(result.value) == "300000000000000006"


def test_later_lines_come_back_as_they_were_posted(room: Room) -> None:
    posted = Posting(
        "records",
        "records:1",
        2,
        1,
        dt.date(2025, 3, 5),
        "lecture",
        ("主题:读书", "有佐证"),
        {"minutes": 90, "people": 0},
        -1,
        7,
    )

    with room.holding([posted]) as engine:
        assert engine.later(rule=COUNT, scope=SCOPE, period=YEAR, after=6) == [posted]


@pytest.mark.parametrize("hostile", ["'; DROP TABLE journal_posting; --", "%s", "%(p0)s", "100%", "{}", "\\"])
def test_no_text_of_a_rule_becomes_part_of_a_statement(room: Room, hostile: str) -> None:
    where = Where(kinds=(hostile,), any_tags=(hostile, "有佐证"))
    rule = Rule("held", 1, "活动", "数。", "场", Count(), "records", where)
    found = Posting("records", "records:1", 1, 1, dt.date(2025, 3, 5), hostile, (hostile,))

    with room.holding([found, line("records:2", "2025-03-05")]) as engine:
        assert engine.sources(rule=rule, scope=SCOPE, period=YEAR) == [
            SourceKey("records:1", 1, 1, dt.date(2025, 3, 5))
        ]


def test_a_province_of_units_is_no_limit(room: Room) -> None:
    province = Scope(1, "省", tuple(Span(unit) for unit in range(1, 40_001)))

    with room.holding(
        [line("records:1", "2025-03-05"), line("records:2", "2025-03-05", unit=40_000)]
    ) as engine:
        assert engine.figure(rule=COUNT, scope=province, period=YEAR).sources == 2
