"""Chance that can be relied on, and numbers as clerks write them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from taizhang.kernel.quantity import read_quantity
from taizhang.processes.demo.dice import Dice
from taizhang.processes.demo.headcount import written


def test_the_dice_fall_the_same_for_a_seed() -> None:
    assert [Dice("望河社区", 2025).between(1, 1000) for _ in range(2)] == [81, 81]


@given(seed=st.integers(), items=st.lists(st.integers(), max_size=30))
def test_shuffling_loses_and_adds_nothing(seed: int, items: list[int]) -> None:
    assert sorted(Dice(seed).shuffled(items)) == sorted(items)


@given(seed=st.integers(), low=st.integers(-50, 50), size=st.integers(0, 90))
def test_a_draw_between_two_numbers_is_between_them(seed: int, low: int, size: int) -> None:
    assert low <= Dice(seed).between(low, low + size) <= low + size


@given(seed=st.integers(), number=st.integers(5, 900))
def test_a_written_head_count_reads_back_as_near_to_the_number_as_it_says(seed: int, number: int) -> None:
    quantity = read_quantity(written(number=number, dice=Dice(seed)))

    told = int(quantity.value or 0)
    match quantity.relation:
        case "exact":
            assert told == number
        case "about":
            assert abs(told - number) <= 5
        case "over":
            assert told <= number < told + 100
        case "nearly":
            assert number < told <= number + 10
