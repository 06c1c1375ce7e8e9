"""A roll-up tells for every unit what its figures tell, asked one by one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.rollups.bulk import BulkPlan, UnitFigures, UnknownUnit, columns_of
from taizhang.rollups.dated_tree import Belonging, DatedTree
from taizhang.rollups.engines.bulk_memory import MemoryBulk
from taizhang.rollups.engines.memory import MemoryEngine
from taizhang.rollups.packs import load_rules
from taizhang.rollups.plan import Count, Ratio, Rule, Stock, Sum
from tests.rollups import trees
from tests.rollups.bulk_rooms import BULK_ROOMS
from tests.rollups.journals import (
    FIRST_DAY,
    LAST_DAY,
    Journal,
    any_journals,
    record_journals,
)
from tests.rollups.roll_ups import RollUp, roll_ups

STOCK = Rule("s", 1, "阵地", "统计。", "个", Stock(), "premises")
relaxed = settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])


def told_one_by_one(
    lines: tuple[Posting, ...], plan: BulkPlan, tree: DatedTree, asked: list[Period], at: int | None
) -> list[UnitFigures]:
    """Return what the reference of single figures tells for the scope of every unit."""
    engine = MemoryEngine(lines)
    found = []
    for period in asked:
        for unit in sorted(tree.units):
            scopes = [
                trees.walked_scope(tree, unit, period, held=columns_of(rule)[0].held) for rule in plan.rules
            ]
            values = tuple(
                engine.figure(rule=rule, scope=scope, period=period, as_of=at).value
                for rule, scope in zip(plan.rules, scopes, strict=True)
            )
            if any(value is not None for value in values):
                found.append(UnitFigures(unit, period, values))
    return found


@relaxed
@given(roll_up=roll_ups())
def test_every_unit_is_told_what_its_own_figures_tell(roll_up: RollUp) -> None:
    told = told_one_by_one(roll_up.lines, roll_up.plan, roll_up.tree, roll_up.periods, roll_up.as_of)
    expected = [figures for figures in told if roll_up.units is None or figures.unit in roll_up.units]

    for room in BULK_ROOMS.values():
        with room.holding(roll_up.lines) as engine:
            assert list(engine.roll_up(**roll_up.question())) == expected


@relaxed
@given(
    journal=record_journals(),
    others=any_journals(),
    tree=trees.trees(),
    where=st.permutations(trees.UNITS),
    asked=st.sets(st.sampled_from(trees.UNITS)),
)
def test_units_asked_for_alone_are_told_what_they_are_told_among_all(
    journal: Journal,
    others: tuple[Posting, ...],
    tree: DatedTree,
    where: tuple[int, ...],
    asked: set[int],
) -> None:
    lines = tuple(replace(line, unit=where[line.unit]) for line in (*journal.lines, *others))
    plan = BulkPlan.of([Rule("r", 1, "口径", "统计。", "个", Count(), "records"), STOCK])
    whole = [Period.range(FIRST_DAY, LAST_DAY)]

    for room in BULK_ROOMS.values():
        with room.holding(lines) as engine:
            of_all = list(engine.roll_up(plan=plan, tree=tree, periods=whole))
            told = list(engine.roll_up(plan=plan, tree=tree, periods=whole, units=asked))
        assert told == [figures for figures in of_all if figures.unit in asked]


@pytest.mark.parametrize("name", BULK_ROOMS)
def test_sums_past_64_bits_and_their_halves_are_exact(name: str) -> None:
    most = 2**63 - 1
    lines = [
        Posting("records", f"records:{number}", 1, 1, FIRST_DAY, "lecture", measures={"minutes": most})
        for number in range(3)
    ]
    hours = Rule("hours", 1, "时长", "统计。", "小时", Sum("minutes", divide_by=60, decimals=2), "records")

    with BULK_ROOMS[name].holding(lines) as engine:
        (told,) = engine.roll_up(plan=BulkPlan.of([hours]), tree=DatedTree((1,)), periods=[Period.year(2024)])

    assert told.values == (Decimal("461168601842738790.35"),)


def test_a_village_that_moved_counts_on_each_day_where_it_was() -> None:
    middle = dt.date(2025, 7, 1)
    tree = DatedTree((1, 2, 3, 11), (Belonging(2, 1), Belonging(3, 1), Belonging(11, 2, None, middle)))
    tree = replace(tree, belongings=(*tree.belongings, Belonging(11, 3, middle)))
    lines = [
        Posting("records", f"records:{number}", 1, 11, day, "lecture", measures={"people": 10 * number})
        for number, day in enumerate((dt.date(2025, 6, 30), middle, dt.date(2025, 8, 1)), start=1)
    ]
    plan = BulkPlan.of([load_rules().rule(code="lectures"), load_rules().rule(code="lecture_people")])

    for room in BULK_ROOMS.values():
        with room.holding(lines) as engine:
            told = engine.roll_up(plan=plan, tree=tree, periods=[Period.year(2025)])
            values = {figures.unit: figures.values for figures in told}

        assert values == {
            1: (Decimal(3), Decimal(60)),
            2: (Decimal(1), Decimal(10)),
            3: (Decimal(2), Decimal(50)),
            11: (Decimal(3), Decimal(60)),
        }


@pytest.mark.parametrize("name", BULK_ROOMS)
def test_a_line_of_a_unit_that_the_tree_does_not_know_stops_the_roll_up(name: str) -> None:
    lines = [Posting("records", "records:1", 1, 7, FIRST_DAY, "lecture")]
    plan = BulkPlan.of([load_rules().rule(code="lectures")])

    with BULK_ROOMS[name].holding(lines) as engine, pytest.raises(UnknownUnit, match="7"):
        list(engine.roll_up(plan=plan, tree=DatedTree((1,)), periods=[Period.year(2024)]))


def test_a_column_that_several_rules_need_is_added_up_once() -> None:
    lectures, visits = (
        Rule(code, 1, code, "统计。", "场", Count(), "records") for code in ("lectures", "visits")
    )
    share = Rule("share", 1, "占比", "统计。", "%", Ratio(lectures, visits, percent=True))

    assert [column.part for column in BulkPlan.of([lectures, share]).columns] == [lectures, visits]


def test_each_part_of_a_ratio_with_a_stock_counts_for_who_holds_the_stock() -> None:
    places = Rule("places", 1, "阵地", "统计。", "个", Stock(), "premises")
    lectures = Rule("lectures", 1, "讲座", "统计。", "场", Count(), "records")
    ratio = Rule("per_place", 1, "每个阵地", "统计。", "场", Ratio(lectures, places))

    assert [column.held for column in columns_of(ratio)] == [True, True]
    assert [column.held for column in columns_of(lectures)] == [False]


def test_the_rules_of_the_product_make_one_plan() -> None:
    book = load_rules()

    plan = BulkPlan.of(book.rules())

    assert len(plan.columns) == len(set(plan.columns)) <= sum(len(rule.parts) for rule in book.rules())
    assert {part for rule in book.rules() for part in rule.parts} == {column.part for column in plan.columns}


@pytest.mark.parametrize("name", BULK_ROOMS)
def test_days_of_a_whole_year_stand_each_once_where_they_were_not_taken_back(name: str) -> None:
    first, tree = dt.date(2024, 1, 1), DatedTree((1, 2, 3), (Belonging(2, 1), Belonging(3, 1)))
    lines = [
        Posting("records", f"records:{day}-{unit}", 1, unit, first + dt.timedelta(days=day), "lecture")
        for day in range(366)
        for unit in (2, 3)
        if (day + unit) % 3
    ]
    # One village takes back every second day: some of them stand in the other one still.
    lines += [replace(line, weight=-1) for line in lines if line.unit == 2][::2]
    plan = BulkPlan.of([load_rules().rule(code="active_days")])
    question = {"plan": plan, "tree": tree, "periods": [Period.year(2024), Period.month(2024, 2)]}

    with BULK_ROOMS[name].holding(lines) as engine:
        told = list(engine.roll_up(**question))

    assert told == list(MemoryBulk(lines).roll_up(**question))
    assert len({figures.values for figures in told}) > 3
