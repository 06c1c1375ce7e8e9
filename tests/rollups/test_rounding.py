"""Rounding half up, exactly."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.rollups.rounding import half_up


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (Fraction(1, 3), 1, "0.3"),
        (Fraction(125, 1000), 2, "0.13"),
        (Fraction(-125, 1000), 2, "-0.13"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(50), 1, "50.0"),
        (Fraction(-1, 100), 1, "0.0"),
        (Fraction(449999999999999999999999999999999, 10**33), 0, "0"),
        (Fraction(10**40 + 1), 0, str(10**40 + 1)),
    ],
)
def test_a_half_goes_up_and_nothing_less_does(value: Fraction, decimals: int, rounded: str) -> None:
    assert str(half_up(value.numerator, value.denominator, decimals=decimals)) == rounded
    assert str(half_up(-value.numerator, -value.denominator, decimals=decimals)) == rounded


@given(st.decimals(-(10**9), 10**9, places=5), st.integers(0, 4))
def test_it_rounds_as_decimal_does(value: Decimal, decimals: int) -> None:
    with localcontext(prec=40):
        told = half_up(*value.as_integer_ratio(), decimals=decimals)
        assert told == value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
