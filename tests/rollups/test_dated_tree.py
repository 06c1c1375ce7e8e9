"""The places of a dated tree: one place above each, in preorder, and one for a unit on each day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.rollups.dated_tree import Belonging, DatedTree, Inheritance, TreeRefused
from tests.rollups import trees
from tests.rollups.journals import days

JULY = dt.date(2025, 7, 1)


@settings(deadline=None)
@given(tree=trees.trees(), day=days, held=st.booleans())
def test_above_every_place_are_the_units_that_walking_the_tree_of_that_day_finds(
    tree: DatedTree, day: dt.date, held: bool
) -> None:
    places = tree.holders(day=day) if held else tree.places()

    for unit in tree.units:
        place = places.of(unit=unit, day=day)
        above = {unit}
        while place.above is not None:
            place = places[place.above]
            above.add(place.unit)
        assert above == trees.upwards(tree, unit, day, held)


@settings(deadline=None)
@given(tree=trees.trees())
def test_what_lies_below_a_place_is_a_range_of_numbers(tree: DatedTree) -> None:
    places = tree.places()

    for place in places:
        below = {place.number}
        for other in places:
            if other.above in below:
                below.add(other.number)
        assert below == set(range(place.number, place.last + 1))


def test_a_unit_below_one_that_moves_has_a_place_before_and_after() -> None:
    tree = DatedTree(
        (1, 2, 3, 4), (Belonging(3, 1, None, JULY), Belonging(3, 2, JULY), Belonging(4, 3, None, None))
    )

    cut = [(place.unit, place.since, place.until) for place in tree.places() if place.unit == 4]

    assert cut == [(4, dt.date.min, JULY), (4, JULY, dt.date.max)]


def test_an_heir_holds_stocks_from_the_day_of_the_merger() -> None:
    tree = DatedTree((1, 2), (), (Inheritance(2, 1, JULY),))

    before, after = tree.holders(day=JULY - dt.timedelta(days=1)), tree.holders(day=JULY)

    assert before.of(unit=2, day=JULY).above is None
    assert after[after.of(unit=2, day=JULY).above or 0].unit == 1
    assert tree.places().of(unit=2, day=JULY).above is None


@pytest.mark.parametrize(
    ("belongings", "said"),
    [
        ((Belonging(1, 2), Belonging(2, 1)), "belong to each other"),
        ((Belonging(1, 2), Belonging(1, 3)), "belongs to two units"),
        ((Belonging(1, 9),), "or to none of the tree"),
        ((Belonging(9, 1),), "is not in the tree"),
    ],
)
def test_what_is_no_tree_is_refused(belongings: tuple[Belonging, ...], said: str) -> None:
    with pytest.raises(TreeRefused, match=said):
        DatedTree((1, 2, 3), belongings).places()
