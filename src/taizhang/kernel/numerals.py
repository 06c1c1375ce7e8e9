"""Chinese numerals: 二百三十五 and 235, 二〇一九 and 2019, full-width and half-width."""

from __future__ import annotations

import re

DIGIT_CHARS = "零〇○Ｏ一壹二贰貳两兩三叁參四肆五伍六陆陸七柒八捌九玖"
"""Every sign that stands for one digit. ○ and Ｏ are how typists write 〇."""

NUMERAL_CHARS = DIGIT_CHARS + "十拾百佰千仟万萬亿億廿卅"
"""Every sign a Chinese numeral is written with."""

_DIGITS = {
    "零": 0, "〇": 0, "○": 0, "Ｏ": 0, "一": 1, "壹": 1, "二": 2, "贰": 2, "貳": 2, "两": 2, "兩": 2,
    "三": 3, "叁": 3, "參": 3, "四": 4, "肆": 4, "五": 5, "伍": 5, "六": 6, "陆": 6, "陸": 6,
    "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9,
}  # fmt: skip
_MOST_DIGITS = 30
_PLAIN = "零一二三四五六七八九"
_SAME_SIGN: dict[int, str] = {
    **{ord(sign): _PLAIN[value] for sign, value in _DIGITS.items()},
    **{ord(sign): plain for sign, plain in zip("拾佰仟萬億", "十百千万亿", strict=True)},
    **{ord("廿"): "二十", ord("卅"): "三十"},
}
_SECTION = re.compile(
    r"(?:([一二三四五六七八九])?千)?"
    r"(?:(零)?([一二三四五六七八九])?百)?"
    r"(?:(零)?([一二三四五六七八九])?十)?"
    r"(?:(零)?([一二三四五六七八九]))?"
)

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
for _sign in "，；！？":
    # These are the ordinary Chinese punctuation, not the wide form of something else.
    del _FULL_WIDTH[ord(_sign)]
_FULL_WIDTH.update(dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009\u202f"), ord(" ")))


def fold_width(text: str) -> str:
    """Return the text with full-width digits, letters and signs made half-width.

    The length stays the same, so places in the result are places in the original. The Chinese
    punctuation ，；！？ stays.
    """
    return text.translate(_FULL_WIDTH)


def read_numeral(text: str) -> int | None:
    """Return the number a structured Chinese numeral says, or None when it is not one.

    Understands 二百三十五, 两千零五十, 廿三, 一万五 (15000), 五百六 (560), 三万亿, 贰佰. A bare
    百, 千 or 万 is not a numeral (百 in 百姓), nor is a row of digits (see `read_digits`).
    """
    plain = text.translate(_SAME_SIGN)
    if not plain or plain.strip("零一二三四五六七八九十百千万亿"):
        return None
    if plain == "零":
        return 0
    return _read_sections(plain, ("亿", 10**8), ("万", 10**4))


def _read_sections(plain: str, *scales: tuple[str, int]) -> int | None:
    """Read from the greatest scale down: what stands before 亿, what before 万, and the rest."""
    if not scales:
        return _read_section(plain)
    (sign, scale), smaller = scales[0], scales[1:]
    before, found, after = plain.rpartition(sign)
    if not found:
        return _read_sections(plain, *smaller)
    high = _read_sections(before, *smaller)
    if high is None or high == 0:
        return None
    if not after:
        return high * scale
    if len(after) == 1 and after in _PLAIN[1:]:
        # 一万五 is said for 一万五千.
        return high * scale + _PLAIN.index(after) * scale // 10
    low = _read_sections(after.removeprefix("零"), *smaller)
    return None if low is None or low >= scale else high * scale + low


def _read_section(plain: str) -> int | None:
    """Read a number below ten thousand."""
    match = _SECTION.fullmatch(plain)
    if match is None or not plain:
        return None
    thousands, _, hundreds, _, tens, zero, ones = match.groups()
    has_thousands, has_hundreds, has_tens = "千" in plain, "百" in plain, "十" in plain
    if (has_thousands and not thousands) or (has_hundreds and not hundreds):
        return None
    if zero and not (has_thousands or has_hundreds or has_tens):
        return None
    value = 1000 * _digit(thousands) + 100 * _digit(hundreds) + 10 * (_digit(tens) or int(has_tens))
    last = _digit(ones)
    if last and not zero and not has_tens and (has_hundreds or has_thousands):
        # 五百六 is said for 五百六十, 三千六 for 三千六百.
        last *= 10 if has_hundreds else 100
    return value + last


def _digit(sign: str | None) -> int:
    return _PLAIN.index(sign) if sign else 0


def read_digits(text: str) -> int | None:
    """Return the number a row of Chinese digits says (二〇一九 -> 2019), or None."""
    if not 0 < len(text) <= _MOST_DIGITS or any(sign not in _DIGITS for sign in text):
        return None
    return int("".join(str(_DIGITS[sign]) for sign in text))


def write_numeral(number: int) -> str:
    """Return a whole number from 0 below 10**12 as said in Chinese: 235 -> 二百三十五."""
    if not 0 <= number < 10**12:
        raise ValueError(f"cannot write {number} as a Chinese numeral")
    if number == 0:
        return "零"
    text = ""
    gap = False
    for scale, sign in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section = number // scale % 10**4
        if section == 0:
            gap = bool(text)
            continue
        if text and (gap or section < 1000):
            text += "零"
        text += _write_section(section) + sign
        gap = False
    return text.removeprefix("一") if text.startswith("一十") else text


def _write_section(section: int) -> str:
    text = ""
    gap = False
    for scale, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = section // scale % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _PLAIN[digit] + sign
        gap = False
    return text


def write_digits(number: int) -> str:
    """Return the digits one by one, as years are written: 2019 -> 二〇一九."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
