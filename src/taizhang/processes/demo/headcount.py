"""How many came, as a clerk writes it: mostly counted, now and then only about."""

from __future__ import annotations

from math import sqrt

from taizhang.processes.demo.dice import Dice
from taizhang.processes.demo.theme import Theme

FEWEST = 5
_HUNDREDS = "一二三四五六七八九"


def staff_count(*, theme: Theme, staff: int, dice: Dice) -> int:
    """Return how many of a unit's own people came: a share of them, never more than all."""
    return min(staff, max(FEWEST, round(dice.around(staff * theme.people / 100, 0.12))))


def resident_count(*, theme: Theme, weight: float, dice: Dice) -> int:
    """Return how many residents came. Halls do not grow with the unit: it goes by the root of its size."""
    return max(FEWEST, round(dice.around(theme.people * sqrt(weight), 0.38)))


def written(*, number: int, dice: Dice) -> str:
    """Return the number as it stands in a ledger: 85人, 约120人, 近300人, 二百余人."""
    fate = dice.share()
    if number < 40 or fate < 0.86:
        return f"{number}人"
    if fate < 0.93 or number < 100:
        return f"约{round(number, -1)}人"
    if fate < 0.97:
        return f"{_HUNDREDS[number // 100 - 1]}百余人"
    return f"近{(number // 10 + 1) * 10}人"
