"""Chinese numerals are read as they are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.kernel.numerals import fold_width, read_digits, read_numeral, write_digits, write_numeral


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_every_number_written_in_chinese_reads_back(number: int) -> None:
    assert read_numeral(write_numeral(number)) == number


@given(st.integers(min_value=0, max_value=10**9))
def test_every_row_of_digits_reads_back(number: int) -> None:
    assert read_digits(write_digits(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0), ("十", 10), ("十一", 11), ("廿三", 23), ("卅", 30), ("一百零五", 105), ("一百二", 120),
        ("两千零五十", 2050), ("三千六", 3600), ("一万五", 15000), ("一万零五", 10005),
        ("十二万三千", 123000), ("一亿五", 150_000_000), ("三万亿", 3 * 10**12),
        ("貳佰叁拾", 230), ("兩萬", 20000),
    ],
)  # fmt: skip
def test_numerals_as_people_say_them(text: str, number: int) -> None:
    assert read_numeral(text) == number


@pytest.mark.parametrize("text", ["", "百", "万", "十百", "百百", "二二", "零五", "千家", "一万万万", "三x"])
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert read_numeral(text) is None


@given(st.text())
def test_folding_the_width_keeps_every_place(text: str) -> None:
    assert len(fold_width(text)) == len(text)


def test_full_width_digits_and_signs_become_half_width_but_chinese_punctuation_stays() -> None:
    assert fold_width("８５％，１．５～２（Ａ）") == "85%，1.5~2(A)"


@given(st.text(alphabet="零〇○一壹二两三四五六七八九十百千万亿廿卅", max_size=40))
def test_any_row_of_numeral_signs_is_a_number_or_none(text: str) -> None:
    number = read_numeral(text)

    assert number is None or number >= 0


def test_a_number_too_large_to_say_is_not_written() -> None:
    with pytest.raises(ValueError, match="cannot write"):
        write_numeral(10**12)
