"""Whatever was posted and reversed, over whatever tree: Spark tells what the reference tells, to the last digit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.rollups.bulk import BulkPlan, UnknownUnit
from taizhang.rollups.dated_tree import Belonging, DatedTree
from taizhang.rollups.engines.bulk_memory import MemoryBulk
from taizhang.rollups.packs import load_rules
from taizhang.rollups.plan import Ratio, Rule, Sum
from tests.rollups.journals import (
    FIRST_DAY,
)
from tests.rollups.roll_ups import RollUp, roll_ups
from tests.spark.conftest import SparkRoom

bounded = settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
LARGEST = 2**63 - 1


@bounded
@given(roll_up=roll_ups())
def test_every_unit_is_told_what_the_reference_tells(room: SparkRoom, roll_up: RollUp) -> None:
    with room.holding(roll_up.lines) as engine:
        told = list(engine.roll_up(**roll_up.question()))

    assert told == list(MemoryBulk(roll_up.lines).roll_up(**roll_up.question()))


def test_all_rules_of_the_product_are_told_as_the_reference_tells_them(room: SparkRoom) -> None:
    plan = BulkPlan.of(load_rules().rules())
    books = sorted({column.part.book for column in plan.columns})
    kinds = sorted({kind for column in plan.columns for kind in column.part.where.kinds})
    lines = []
    for number in range(600):
        line = Posting(
            books[number % len(books)],
            f"{books[number % len(books)]}:{number}",
            1,
            2 + number % 4,
            FIRST_DAY.replace(year=2025, month=1 + number // 4 % 12),
            kinds[number % len(kinds)],
            ("有佐证", "节日:春节") if number % 3 else (),
            {"people": number, "minutes": 7 * number} if number % 9 else {},
            1,
            len(lines) + 1,
        )
        lines.append(line)
        if number % 7 == 0:
            lines.append(replace(line, weight=-1, position=len(lines) + 1))
    tree = DatedTree((1, 2, 3, 4, 5), tuple(Belonging(unit, unit // 2) for unit in range(2, 6)))
    months = [Period.month(2025, month) for month in (1, 2, 7)]

    with room.holding(lines) as engine:
        told = list(engine.roll_up(plan=plan, tree=tree, periods=months))

    assert len(told) == 15
    assert told == list(MemoryBulk(lines).roll_up(plan=plan, tree=tree, periods=months))


@pytest.mark.parametrize("sign", [1, -1])
def test_sums_past_64_bits_and_their_halves_are_exact(room: SparkRoom, sign: int) -> None:
    lines = [
        Posting("records", f"records:{number}", 1, 1, FIRST_DAY, "visit", (), {"points": sign * LARGEST})
        for number in range(3)
    ]
    points = Rule("points", 1, "分", "统计。", "分", Sum("points"), "records")
    hours = Rule("hours", 1, "时", "统计。", "时", Sum("points", divide_by=60, decimals=2), "records")
    half = Rule("half", 1, "半", "统计。", "分", Sum("points", divide_by=2), "records")
    share = Rule("share", 1, "比", "统计。", "%", Ratio(points, hours, percent=True, decimals=2))
    question = {
        "plan": BulkPlan.of([points, hours, half, share]),
        "tree": DatedTree((1,)),
        "periods": [Period.year(2024)],
    }

    with room.holding(lines) as engine:
        (told,) = engine.roll_up(**question)

    assert told.values[:2] == (Decimal(sign * 3 * LARGEST), sign * Decimal("461168601842738790.35"))
    assert [told] == list(MemoryBulk(lines).roll_up(**question))


def test_a_line_of_a_unit_that_the_tree_does_not_know_stops_the_roll_up(room: SparkRoom) -> None:
    lines = [Posting("records", "records:1", 1, 7, FIRST_DAY, "lecture")]
    plan = BulkPlan.of([load_rules().rule(code="lectures")])

    with room.holding(lines) as engine, pytest.raises(UnknownUnit, match="7"):
        list(engine.roll_up(plan=plan, tree=DatedTree((1,)), periods=[Period.year(2024)]))


def test_an_export_without_any_line_tells_nothing(room: SparkRoom) -> None:
    plan = BulkPlan.of(load_rules().rules())

    with room.holding([]) as engine:
        assert list(engine.roll_up(plan=plan, tree=DatedTree((1,)), periods=[Period.year(2024)])) == []
