"""List numbers are written as Word writes them."""

from __future__ import annotations

import pytest

from taizhang.reading.docx.number_formats import written


@pytest.mark.parametrize(
    ("number", "number_format", "text"),
    [
        (12, "chineseCountingThousand", "十二"),
        (21, "chineseCounting", "二十一"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (12, "ideographDigital", "一二"),
        (3, "ideographTraditional", "丙"),
        (12, "ideographZodiac", "亥"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (3, "decimalZero", "03"),
        (12, "decimalFullWidth", "１２"),
        (14, "upperRoman", "XIV"),
        (4, "lowerRoman", "iv"),
        (28, "lowerLetter", "bb"),
        (2, "upperLetter", "B"),
        (7, "somethingNew", "7"),
        (0, "upperRoman", "0"),
    ],
)
def test_a_number_in_each_format(number: int, number_format: str, text: str) -> None:
    assert written(number=number, number_format=number_format) == text
