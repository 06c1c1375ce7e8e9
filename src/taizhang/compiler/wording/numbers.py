"""How numbers that a report works out itself are written: plain digits, rounded half up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def plain_number(value: Decimal) -> str:
    """Return the number in digits, without an exponent and without zeros that say nothing.

    1E+2 -> 100, 12.50 -> 12.5.
    """
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def one_decimal(value: Decimal) -> Decimal:
    """Return the number rounded half up to one decimal, as percentages are printed."""
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
