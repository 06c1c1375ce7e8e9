"""Division codes, long and short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.foundation.units import rules
from taizhang.foundation.units.rules import Level


@pytest.mark.parametrize(
    ("written", "padded", "level"),
    [
        ("99", "990000000000", Level.PROVINCE),
        ("9901", "990100000000", Level.CITY),
        ("990107", "990107000000", Level.COUNTY),
        ("990107003", "990107003000", Level.STREET),
        ("990107003201", "990107003201", Level.VILLAGE),
        ("990107003000", "990107003000", Level.STREET),
        ("990107000000", "990107000000", Level.COUNTY),
        ("990100000000", "990100000000", Level.CITY),
        ("990000000000", "990000000000", Level.PROVINCE),
        ("100000000000", "100000000000", Level.NATION),
        (" ９９０１ ０７ ", "990107000000", Level.COUNTY),
    ],
)
def test_a_code_of_any_written_length_is_padded_and_tells_its_level(
    written: str, padded: str, level: Level
) -> None:
    code = rules.read_code(written)

    assert (code.padded, code.level) == (padded, level)


@pytest.mark.parametrize("written", ["9", "990", "99010", "9901070032011", "9901O7", "02", "", "A1"])
def test_what_is_no_code_is_refused_with_a_remedy(written: str) -> None:
    with pytest.raises(rules.CodeNotUnderstood, match="请"):
        rules.read_code(written)


def test_a_county_written_short_may_share_its_code_with_the_city_above() -> None:
    code = rules.read_code("991900")

    assert (code.level, code.highest) == (Level.COUNTY, Level.CITY)


def test_the_possible_parents_of_a_code_are_told_nearest_first() -> None:
    assert rules.ancestor_codes("990107003201") == [
        "990107003201",
        "990107003000",
        "990107000000",
        "990100000000",
        "990000000000",
    ]


@given(st.integers(10, 99), st.integers(0, 99), st.integers(0, 99), st.integers(0, 999), st.integers(0, 999))
def test_the_short_form_of_a_code_reads_back_to_the_same_code_and_level(
    province: int, city: int, county: int, street: int, village: int
) -> None:
    code = rules.read_code(f"{province:02}{city:02}{county:02}{street:03}{village:03}")

    short = rules.read_code(rules.short_code(code.padded, code.level))

    assert (short.padded, short.level) == (code.padded, code.level)
