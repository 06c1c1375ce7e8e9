"""The compiled loop by itself: what it takes it tells exactly, in whatever room; what it does not take it refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numba
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.rollups.bulk import BulkEngine, BulkPlan, UnitFigures
from taizhang.rollups.dated_tree import Belonging, DatedTree
from taizhang.rollups.dense import add_loop
from taizhang.rollups.dense.compiled import code_folder
from taizhang.rollups.dense.layout import takes
from taizhang.rollups.dense.lines import NotByPlace
from taizhang.rollups.dense.passes import NotEnoughMemory
from taizhang.rollups.engines.bulk_dense import DenseBulk, NotTaken, OtherTree
from taizhang.rollups.engines.bulk_memory import MemoryBulk
from taizhang.rollups.exported.tree_rows import tree_digest
from taizhang.rollups.packs import load_rules
from taizhang.rollups.plan import Count, Distinct, Rule, Stock, Sum, Where
from tests.rollups import trees
from tests.rollups.bulk_rooms import DenseAloneRoom, written_by_place
from tests.rollups.journals import (
    FIRST_DAY,
    Journal,
    any_journals,
    periods,
    positions,
    record_journals,
    rules,
)

ALONE = DenseAloneRoom()
STOCK = Rule("s", 1, "阵地", "统计。", "个", Stock(), "premises", Where(any_tags=("A",)))
VISITS = Rule("v", 1, "走访", "统计。", "次", Count(), "records")
DAYS = Rule("d", 1, "天数", "统计。", "天", Distinct("day"), "records")
relaxed = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(
    journal=record_journals(),
    others=any_journals(),
    written=st.lists(rules("records"), min_size=1, max_size=6),
    tree=trees.trees(),
    where=st.permutations(trees.UNITS),
    asked=st.lists(periods(), min_size=1, max_size=3, unique=True),
    at=positions,
)
def test_every_rule_of_a_book_where_one_line_stands_is_told_as_the_reference_tells_it(
    journal: Journal,
    others: tuple[Posting, ...],
    written: list[Rule],
    tree: DatedTree,
    where: tuple[int, ...],
    asked: list[Period],
    at: int | None,
) -> None:
    lines = tuple(replace(line, unit=where[line.unit]) for line in (*journal.lines, *others))
    plan = BulkPlan.of([*written, STOCK])

    expected = list(MemoryBulk(lines).roll_up(plan=plan, tree=tree, periods=asked, as_of=at))

    with ALONE.holding(lines) as engine:
        assert list(engine.roll_up(plan=plan, tree=tree, periods=asked, as_of=at)) == expected


def test_nearly_every_rule_of_the_product_is_taken() -> None:
    left_out = {part.book for rule in load_rules().rules() if not takes(rule) for part in rule.parts}

    assert left_out == {"publication"}


def test_a_count_of_sources_of_which_several_lines_may_stand_is_refused() -> None:
    rule = Rule("p", 1, "启用", "统计。", "个", Count(), "premises")

    with ALONE.holding([]) as engine, pytest.raises(NotTaken, match="p"):
        list(engine.roll_up(plan=BulkPlan.of([rule]), tree=DatedTree((1,)), periods=[Period.year(2025)]))


def visits(count: int) -> list[Posting]:
    """Return visits of two units of a street, one a day, with people."""
    return [
        Posting(
            "records",
            f"records:{number}",
            1,
            2 + number % 2,
            dt.date(2025, 1, 1) + dt.timedelta(days=number),
            "visit",
            measures={"people": number},
            position=number + 1,
        )
        for number in range(count)
    ]


STREET = DatedTree((1, 2, 3), (Belonging(2, 1), Belonging(3, 1)))
MONTHS = [Period.month(2025, month) for month in range(1, 13)]


def exported(lines: Sequence[Posting], file: Path, *, memory: int = 1 << 20) -> BulkEngine:
    """Return the engine over lines in one file."""
    places = STREET.places()
    return DenseBulk([written_by_place(lines, places, file)], tree=tree_digest(places), memory=memory)


def told_by(engine: BulkEngine) -> list[UnitFigures]:
    """Return the visits and their days by month."""
    return list(engine.roll_up(plan=BulkPlan.of([VISITS, DAYS]), tree=STREET, periods=MONTHS))


def test_what_does_not_fit_into_memory_at_once_is_told_in_several_passes(tmp_path: Path) -> None:
    lines = visits(300)
    expected = list(MemoryBulk(lines).roll_up(plan=BulkPlan.of([VISITS, DAYS]), tree=STREET, periods=MONTHS))

    assert told_by(exported(lines, tmp_path / "roomy.parquet")) == expected
    assert told_by(exported(lines, tmp_path / "tight.parquet", memory=100)) == expected


def test_memory_too_small_for_one_period_is_refused_with_what_is_needed(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughMemory) as refused:
        told_by(exported(visits(3), tmp_path / "lines.parquet", memory=10))

    assert refused.value.needed > 10


def test_an_export_of_another_tree_is_refused(tmp_path: Path) -> None:
    other = DatedTree((1, 2, 3))
    engine = exported(visits(3), tmp_path / "lines.parquet")

    with pytest.raises(OtherTree):
        list(engine.roll_up(plan=BulkPlan.of([VISITS]), tree=other, periods=MONTHS))


def test_lines_in_another_order_than_that_of_places_are_refused(tmp_path: Path) -> None:
    places = STREET.places()
    file = written_by_place(visits(6), places, tmp_path / "lines.parquet", order="p.position")

    with pytest.raises(NotByPlace) as refused:
        told_by(DenseBulk([file], tree=tree_digest(places)))

    assert (refused.value.file, refused.value.group) == ("lines.parquet", 0)


def test_sums_of_negative_and_very_large_amounts_are_exact() -> None:
    amounts = (-(2**62), 2**63 - 1, -3, 2**62)
    lines = [
        Posting("records", f"records:{number}", 1, 2, FIRST_DAY, "visit", measures={"points": amount})
        for number, amount in enumerate(amounts)
    ]
    half = Rule("h", 1, "分", "统计。", "分", Sum("points", divide_by=2, decimals=0), "records")

    with ALONE.holding(lines) as engine:
        told = list(engine.roll_up(plan=BulkPlan.of([half]), tree=STREET, periods=[Period.year(2024)]))

    # (2^63 - 4) / 2, a whole number.
    assert [figures.values for figures in told] == [(Decimal(2**62 - 2),)] * 2


def test_a_unit_with_two_places_in_a_period_counts_as_one_unit_that_did_something() -> None:
    middle = dt.date(2025, 7, 1)
    tree = DatedTree(
        (1, 2, 3, 4),
        (Belonging(2, 1), Belonging(3, 1), Belonging(4, 2, None, middle), Belonging(4, 3, middle)),
    )
    lines = [
        Posting("records", f"records:{number}", 1, 4, day, "visit")
        for number, day in enumerate((dt.date(2025, 6, 1), dt.date(2025, 8, 1)))
    ]
    units = Rule("u", 1, "单位", "统计。", "个", Distinct("unit"), "records")

    with ALONE.holding(lines) as engine:
        told = engine.roll_up(plan=BulkPlan.of([units]), tree=tree, periods=[Period.year(2025)])

        assert {figures.unit: figures.values[0] for figures in told} == dict.fromkeys(
            (1, 2, 3, 4), Decimal(1)
        )


def test_more_tags_and_kinds_than_there_was_room_for_at_first_are_all_counted() -> None:
    lines = [
        Posting(
            "records",
            f"records:{number}",
            1,
            2 + number % 2,
            FIRST_DAY,
            f"kind{number % 130}",
            tags=(f"task:{number}",),
            position=number + 1,
        )
        for number in range(300)
    ]
    plan = BulkPlan.of(
        [
            Rule("t", 1, "任务", "统计。", "项", Distinct("tag", prefix="task:"), "records"),
            Rule("k", 1, "种类", "统计。", "种", Distinct("kind"), "records"),
        ]
    )

    with ALONE.holding(lines) as engine:
        told = list(engine.roll_up(plan=plan, tree=STREET, periods=[Period.year(2024)]))

    assert [tuple(map(int, figures.values)) for figures in told] == [(300, 130), (150, 65), (150, 65)]


def test_values_that_need_one_two_four_and_eight_bytes_stand_in_one_answer() -> None:
    amounts = (1, 300, 70_000, 2**40)
    lines = [
        Posting("records", f"records:{number}", 1, 2, day, "visit", measures={"people": amount})
        for number, (day, amount) in enumerate(zip((month.start for month in MONTHS), amounts, strict=False))
    ]
    people = Rule("p", 1, "人次", "统计。", "人次", Sum("people"), "records")
    copies = Rule("c", 1, "份数", "统计。", "份", Sum("copies"), "records")

    with ALONE.holding(lines) as engine:
        told = list(engine.roll_up(plan=BulkPlan.of([people, copies]), tree=STREET, periods=MONTHS))

    assert [figures.values for figures in told] == [
        (Decimal(amount), None) for amount in amounts for _ in (1, 2)
    ]


def test_a_stock_and_a_count_of_one_unit_stand_in_one_row() -> None:
    lines = [
        Posting("premises", "premises:1", 1, 2, dt.date(2024, 3, 1), "screen", tags=("A",)),
        Posting("records", "records:1", 1, 2, dt.date(2025, 1, 5), "visit"),
    ]

    with ALONE.holding(lines) as engine:
        told = list(
            engine.roll_up(
                plan=BulkPlan.of([VISITS, STOCK]), tree=STREET, periods=[Period.year(2025)], units=[2]
            )
        )

    assert [(figures.unit, figures.values) for figures in told] == [(2, (Decimal(1), Decimal(1)))]


def test_machine_code_of_before_is_not_taken_where_any_source_of_the_loops_has_changed(
    tmp_path: Path,
) -> None:
    (tmp_path / "loop.py").write_text("def climb(): ...")
    (tmp_path / "part.py").write_text("def tell(): ...")
    before = code_folder(tmp_path, beside=tmp_path)

    (tmp_path / "part.py").write_text("def tell(): pass")

    assert code_folder(tmp_path, beside=tmp_path) != before
    assert Path(numba.config.CACHE_DIR) == code_folder(
        Path(add_loop.__file__).parent, beside=Path(numba.config.CACHE_DIR).parent
    )
