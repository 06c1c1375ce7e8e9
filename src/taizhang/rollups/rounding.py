"""Rounding as a report rounds: half up, and exactly, without a binary or a decimal step between."""

from __future__ import annotations

from decimal import Decimal


def half_up(above: int, below: int, *, decimals: int) -> Decimal:
    """Return a quotient with exactly so many decimals; a half goes away from zero.

    Whole numbers tell it as exactly as a fraction does, without looking for what both are divided by.
    """
    scaled, size = 2 * abs(above) * 10**decimals, abs(below)
    whole = (scaled + size) // (2 * size)
    # From text, because Decimal arithmetic would cut a very long number to 28 digits.
    return Decimal(f"{whole if (above < 0) == (below < 0) else -whole}E-{decimals}")
