"""Totals share numbers without running over into each other, and files tell how large they may become."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.kernel.posting import Posting
from taizhang.rollups.bulk import BulkPlan
from taizhang.rollups.engines.bulk_bounds import Bounds, bounds_of
from taizhang.rollups.engines.bulk_totals import BITS_OF_PART, Totals, totals_of
from taizhang.rollups.plan import Count, Rule, Stock, Sum
from tests.rollups.bulk_rooms import written
from tests.rollups.journals import FIRST_DAY, rules

BOUNDS = Bounds(lines=1000, most={"people": 500})


def _rule(aggregate: Count | Stock | Sum, book: str = "records") -> Rule:
    return Rule("r", 1, "口径", "统计。", "个", aggregate, book)


@given(
    asked=st.lists(rules("records"), min_size=1, max_size=12),
    lines=st.integers(0, 2**40),
    most=st.dictionaries(st.sampled_from(["people", "minutes"]), st.integers(0, 2**62)),
    parts=st.integers(1, 2),
)
def test_no_total_reaches_into_the_digits_of_another(
    asked: list[Rule], lines: int, most: dict[str, int], parts: int
) -> None:
    plan = BulkPlan.of(asked)

    totals = Totals.of(plan, Bounds(lines, most), parts=parts)

    wanted = {total for column in plan.columns for total in totals_of(column)}
    assert wanted == set(totals.digits) == {total for word in totals.words for total in word.totals}
    for word in totals.words:
        assert len(word.parts) <= parts
        for part in word.parts:
            end = 0
            for total, shift in part:
                bits = totals.digits[total].bits
                assert shift >= end
                assert bits is not None or len(word.totals) == 1
                end = shift + (bits or 0)
            assert end <= BITS_OF_PART or len(word.totals) == 1


def test_rules_that_look_at_the_same_lines_share_one_total() -> None:
    people = _rule(Sum("people"))
    (net, amount) = totals_of(BulkPlan.of([people]).columns[0])

    totals = Totals.of(BulkPlan.of([people, _rule(Sum("people", divide_by=60))]), BOUNDS, parts=2)

    assert set(totals.digits) == {net, amount}


@pytest.mark.parametrize("aggregate", [Stock(), Sum("people")])
def test_in_a_book_that_promises_nothing_every_total_has_a_number_for_itself(
    aggregate: Stock | Sum,
) -> None:
    plan = BulkPlan.of([_rule(aggregate, "premises"), _rule(Count(), "premises"), _rule(Count())])

    totals = Totals.of(plan, BOUNDS, parts=2)

    assert not any(totals.shares(total) for total in totals.digits)


def test_files_tell_how_many_lines_there_are_and_how_large_a_measure_is(tmp_path: Path) -> None:
    lines = [
        Posting(
            "records", "records:1", 1, 1, FIRST_DAY, "visit", (), {"people": 7, "minutes": -1}, position=1
        ),
        Posting("records", "records:2", 1, 1, FIRST_DAY, "visit", (), {"people": 3}, position=2),
    ]
    late = Posting("records", "records:3", 1, 1, FIRST_DAY, "visit", (), {"people": 9})
    with duckdb.connect() as connection:
        sealed = bounds_of(connection, [str(written(lines, tmp_path / "sealed.parquet"))])
        waiting = bounds_of(connection, [str(written([*lines, late], tmp_path / "waiting.parquet"))])

    # Minutes may be below 0; what no line knows comes to nothing.
    assert (sealed.lines, sealed.most, sealed.sealed) == (2, {"people": 7, "copies": 0, "points": 0}, 2)
    assert sealed.counts_all(2) and not sealed.counts_all(1)
    assert (waiting.lines, waiting.most["people"]) == (3, 9)
    assert waiting.counts_all(None) and not waiting.counts_all(99)
