"""Chance that falls the same way every time, on every machine."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws for one seed. Only `Random.random()` is used: Python promises that its numbers stay."""

    def __init__(self, *seed: object) -> None:
        self._random = random.Random("/".join(map(str, seed)))

    def share(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        return self._random.random()

    def chance(self, of: float) -> bool:
        """Return True in that share of the draws."""
        return self.share() < of

    def between(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both within."""
        return low + int(self.share() * (high - low + 1))

    def pick(self, among: Sequence[T]) -> T:
        """Return one of them."""
        return among[self.between(0, len(among) - 1)]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return them in another order."""
        left = list(items)
        return [left.pop(self.between(0, len(left) - 1)) for _ in range(len(items))]

    def around(self, mean: float, spread: float = 0.3) -> float:
        """Return a number near the mean, in a hump that ends at `spread` to either side."""
        hump = (self.share() + self.share() + self.share()) / 1.5 - 1
        return mean * (1 + hump * spread)

    def count(self, rate: float) -> int:
        """Return a whole number whose mean is the rate."""
        return int(rate) + self.chance(rate - int(rate))
