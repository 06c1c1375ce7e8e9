"""Plain data are what they say: equal, hashed and told by their fields."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from taizhang.kernel.source_ref import SourceRef

ONE = SourceRef("records:1", 2, 7, dt.date(2025, 3, 12), number="2025-00000001")


def test_those_that_say_the_same_are_equal_and_one_in_a_set() -> None:
    other = SourceRef("records:1", 2, 7, dt.date(2025, 3, 12), number="2025-00000001")

    assert other == ONE
    assert {ONE, other} == {ONE}
    assert replace(ONE, revision=3) != ONE


def test_they_hold_their_fields_and_nothing_else() -> None:
    with pytest.raises(AttributeError):
        ONE.note = "别的"  # type: ignore[attr-defined]
