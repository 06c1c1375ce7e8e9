"""The scope of a period and of a stock, by example."""

from __future__ import annotations

import datetime as dt

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.selectors import children_in, scope_of, stock_scope, tree_on
from taizhang.kernel.scope import Span
from tests.units.street import JUNE, NEW_YEAR, NEXT_YEAR, Street, found, merge, move, rename


def test_units_of_the_whole_period_have_open_spans(street: Street) -> None:
    scope = scope_of(unit=street.office, start=NEW_YEAR, until=NEXT_YEAR)

    units = (street.office, street.east, street.west, street.village, street.first_grid, street.second_grid)
    assert scope.name == "杏林街道"
    assert scope.spans == tuple(Span(unit=unit.pk) for unit in units)


def test_a_unit_that_moved_away_counts_until_that_day(street: Street) -> None:
    other = found("石塘街道", Level.STREET, parent=street.county)
    move(street.east, other, JUNE)

    scope = scope_of(unit=street.office, start=NEW_YEAR, until=NEXT_YEAR)

    assert Span(unit=street.east.pk, until=JUNE) in scope.spans
    assert Span(unit=street.first_grid.pk, until=JUNE) in scope.spans


def test_a_move_within_the_subtree_leaves_the_span_open(street: Street) -> None:
    move(street.first_grid, street.west, JUNE)

    scope = scope_of(unit=street.office, start=NEW_YEAR, until=NEXT_YEAR)

    assert Span(unit=street.first_grid.pk) in scope.spans


def test_a_unit_that_came_back_has_two_spans(street: Street) -> None:
    other = found("石塘街道", Level.STREET, parent=street.county)
    july = dt.date(2025, 7, 1)
    move(street.village, other, JUNE)
    move(street.village, street.office, july)

    spans = scope_of(unit=street.office, start=NEW_YEAR, until=NEXT_YEAR).spans

    assert [span for span in spans if span.unit == street.village.pk] == [
        Span(unit=street.village.pk, until=JUNE),
        Span(unit=street.village.pk, start=july),
    ]


def test_the_scope_of_last_year_is_that_of_last_years_tree(street: Street) -> None:
    merge([street.village], street.west, NEXT_YEAR)

    last_year = scope_of(unit=street.office, start=NEW_YEAR, until=NEXT_YEAR)
    this_year = scope_of(unit=street.office, start=NEXT_YEAR, until=dt.date(2027, 1, 1))

    assert Span(unit=street.village.pk) in last_year.spans
    assert street.village.pk not in {span.unit for span in this_year.spans}


def test_a_scope_bears_the_name_of_the_last_day_of_its_period(street: Street) -> None:
    rename(street.village, "柏树社区", JUNE)
    village = Unit.objects.get(pk=street.village.pk)

    assert scope_of(unit=village, start=NEW_YEAR, until=JUNE).name == "柏树村"
    assert scope_of(unit=village, start=NEW_YEAR, until=NEXT_YEAR).name == "柏树社区"


def test_the_stock_of_a_merged_unit_is_held_by_its_heir(street: Street) -> None:
    merge([street.village], street.west, JUNE)

    before = stock_scope(unit=street.west, day=JUNE - dt.timedelta(days=1))
    after = stock_scope(unit=street.west, day=JUNE)

    assert [span.unit for span in before.spans] == [street.west.pk]
    assert [span.unit for span in after.spans] == [street.west.pk, street.village.pk]


def test_the_stock_goes_on_to_the_heir_of_the_heir(street: Street) -> None:
    merge([street.village], street.west, JUNE)
    merge([street.west], street.east, NEXT_YEAR)

    units = {span.unit for span in stock_scope(unit=street.east, day=NEXT_YEAR).spans}

    assert {street.village.pk, street.west.pk, street.east.pk} <= units


def test_the_sub_units_of_a_period_are_told_in_code_order_with_the_merged_one(street: Street) -> None:
    merge([street.west], street.east, JUNE)

    children = children_in(unit=street.office, start=NEW_YEAR, until=NEXT_YEAR)

    assert [(child.name, child.start, child.until, child.gone) for child in children] == [
        ("东溪社区", None, None, False),
        ("西桥社区", None, JUNE, True),
        ("柏树村", None, None, False),
    ]
    assert [child.note for child in children] == ["", "2025年6月1日撤并入东溪社区", ""]


def test_a_sub_unit_that_came_or_left_in_the_period_says_so(street: Street) -> None:
    other = found("石塘街道", Level.STREET, parent=street.county)
    found("北苑社区", parent=street.office, on=JUNE)
    move(street.village, other, JUNE)

    notes = {
        child.name: child.note for child in children_in(unit=street.office, start=NEW_YEAR, until=NEXT_YEAR)
    }

    assert notes["北苑社区"] == "2025年6月1日成立"
    assert notes["柏树村"] == "2025年6月1日划归石塘街道"
    assert [child.note for child in children_in(unit=other, start=NEW_YEAR, until=NEXT_YEAR)] == [
        "2025年6月1日划入"
    ]


def test_a_sub_unit_merged_before_the_period_is_not_there(street: Street) -> None:
    merge([street.west], street.east, NEW_YEAR)

    names = [child.name for child in children_in(unit=street.office, start=NEW_YEAR, until=NEXT_YEAR)]

    assert names == ["东溪社区", "柏树村"]


def test_a_tree_is_told_in_preorder_with_depths(street: Street) -> None:
    nodes = tree_on(day=JUNE, root=street.office)

    assert [(node.name, node.depth) for node in nodes] == [
        ("杏林街道", 0),
        ("东溪社区", 1),
        ("第1网格", 2),
        ("第2网格", 2),
        ("西桥社区", 1),
        ("柏树村", 1),
    ]
    assert [node.name for node in tree_on(day=JUNE)][1:] == [node.name for node in nodes]


def test_the_tree_of_a_root_that_did_not_exist_yet_is_empty(street: Street) -> None:
    new = found("北苑社区", parent=street.office, on=JUNE)

    assert tree_on(day=NEW_YEAR, root=new) == ()
