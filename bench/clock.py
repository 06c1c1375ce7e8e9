"""Time several ways of doing one thing, turn by turn, so that a busy machine is busy for all of them."""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """One way of doing the thing. `run` gets the number of the call; `calls` is how many make a turn."""

    run: Callable[[int], object]
    calls: int = 1


def turn_by_turn(*, ways: Mapping[str, Way], rounds: int) -> dict[str, list[float]]:
    """Return the seconds a call of each way, one value a round.

    Before the first round each way is called once, unmeasured. Calls are numbered through all rounds,
    so no way sees the same input twice as long as its inputs last. The collector rests meanwhile.
    """
    for way in ways.values():
        way.run(0)
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds):
        for name, way in ways.items():
            seconds[name].append(_turn(way, first=1 + turn * way.calls))
    return seconds


def _turn(way: Way, *, first: int) -> float:
    gc.collect()
    gc.disable()
    try:
        begun = time.perf_counter()
        for number in range(first, first + way.calls):
            way.run(number)
        return (time.perf_counter() - begun) / way.calls
    finally:
        gc.enable()


def times_as_long(slow: Sequence[float], fast: Sequence[float]) -> float:
    """Return how many times as long the slow way takes: the median of the ratios of the rounds."""
    return statistics.median(a / b for a, b in zip(slow, fast, strict=True))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest of the values that at least that share (0-1) of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]
