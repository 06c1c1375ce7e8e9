"""GB/T 2312: as many characters as the standard has."""

from __future__ import annotations

from taizhang.kernel.gb2312 import ALL_ROWS, HANZI_ROWS, LEVEL_1_ROWS, gb2312


def test_it_has_as_many_characters_as_the_standard_tells() -> None:
    assert [len(gb2312(rows)) for rows in (LEVEL_1_ROWS, HANZI_ROWS, ALL_ROWS)] == [3755, 6763, 6763 + 682]


def test_what_is_rare_is_not_among_them() -> None:
    assert {"台", "账", "梧"} <= gb2312(HANZI_ROWS)
    assert "喆" not in gb2312(ALL_ROWS)
    assert "堃" not in gb2312(ALL_ROWS)
