"""Numbers of lists as Word writes them: 一, 十二, 壹, 甲, ①, 01, iv, b."""

from __future__ import annotations

from collections.abc import Callable

from taizhang.kernel.numerals import write_digits, write_numeral

_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LETTERS = 26
_CIRCLED_AT_MOST = 20
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _letters(number: int) -> str:
    """Return a, b, … z, aa, bb as Word does, which repeats the letter."""
    return chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)


def _roman(number: int) -> str:
    text = ""
    for scale, sign in _ROMAN:
        text += sign * (number // scale)
        number %= scale
    return text


def _circled(number: int) -> str:
    return chr(0x245F + number) if number <= _CIRCLED_AT_MOST else str(number)


def _legal(number: int) -> str:
    text = write_numeral(number)
    return ("一" + text if text.startswith("十") else text).translate(_LEGAL)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalHalfWidth": str,
    "chineseCounting": write_numeral,
    "chineseCountingThousand": write_numeral,
    "taiwaneseCounting": write_numeral,
    "taiwaneseCountingThousand": write_numeral,
    "japaneseCounting": write_numeral,
    "taiwaneseDigital": write_digits,
    "ideographDigital": write_digits,
    "japaneseDigitalTenThousand": write_digits,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": lambda number: _STEMS[(number - 1) % len(_STEMS)],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % len(_BRANCHES)],
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: f"（{number}）",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "ideographEnclosedCircle": lambda number: f"（{write_numeral(number)}）",
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "numberInDash": lambda number: f"-{number}-",
}
SILENT = frozenset({"bullet", "none"})
"""Formats that show no number."""


def written(*, number: int, number_format: str) -> str:
    """Return the number in the format; in decimal when the format is unknown."""
    if number < 1:
        return str(number)
    return _FORMATS.get(number_format, str)(number)
