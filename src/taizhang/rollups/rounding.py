"""Rounding as a report rounds: half up, and exactly, without a binary or a decimal step between."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def half_up(value: Fraction, *, decimals: int) -> Decimal:
    """Return the value with exactly so many decimals; a half goes away from zero."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    # From text, because Decimal arithmetic would cut a very long number to 28 digits.
    return Decimal(f"{-whole if value < 0 else whole}E-{decimals}")
