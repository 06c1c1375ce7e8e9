"""The clock of the benches: who is timed how often, and what is made of the times."""

from __future__ import annotations

from bench.clock import Way, percentile, times_as_long, turn_by_turn
from hypothesis import given
from hypothesis import strategies as st

seconds = st.lists(st.floats(0.001, 1000), min_size=1, max_size=50)


def test_every_way_gets_its_turn_in_every_round() -> None:
    calls: list[tuple[str, int]] = []

    turn_by_turn(
        ways={
            "a": Way(lambda number: calls.append(("a", number)), calls=2),
            "b": Way(lambda number: calls.append(("b", number))),
        },
        rounds=2,
    )

    warm_up, timed = calls[:2], calls[2:]
    assert warm_up == [("a", 0), ("b", 0)]
    assert timed == [("a", 1), ("a", 2), ("b", 1), ("a", 3), ("a", 4), ("b", 2)]


def test_a_round_gives_one_time_a_way() -> None:
    times = turn_by_turn(ways={"a": Way(lambda _: None, calls=3)}, rounds=5)

    assert len(times["a"]) == 5


@given(seconds, st.floats(0.1, 100))
def test_a_way_that_takes_so_many_times_as_long_is_told_so(fast: list[float], factor: float) -> None:
    slow = [value * factor for value in fast]

    assert abs(times_as_long(slow, fast) - factor) < 1e-6 * factor


@given(seconds, st.floats(0.01, 1))
def test_at_least_that_share_does_not_exceed_the_percentile(values: list[float], share: float) -> None:
    high = percentile(values, share)

    assert high in values
    assert sum(value <= high for value in values) >= share * len(values)


def test_the_95th_percentile_of_a_hundred_is_the_95th() -> None:
    assert percentile([float(value) for value in range(100, 0, -1)], 0.95) == 95.0
