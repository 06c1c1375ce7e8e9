"""What a written number says by itself, before words like 约 and 以上 are heard."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from taizhang.kernel import quantity_grammar as grammar
from taizhang.kernel.numerals import DIGIT_CHARS, read_digits, read_numeral

MOST_DIGITS = 15
"""A longer whole number is no count: an identity card number, a typing slip."""
_LONGEST = 40
"""A longer text is no number; it is refused before anything computes with it."""

_SCALES = {
    "十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4, "萬": 10**4,
    "亿": 10**8, "億": 10**8,
}  # fmt: skip
_MIXED = re.compile(grammar.MIXED)
_MIXED_PART = re.compile(rf"({grammar.ARABIC})\s?({grammar.SCALE})?")
_GROUPING = re.compile(r"(?<=[0-9]) (?=[0-9]{3})")
_PAIR = re.compile(
    r"(?P<lead>(?:.*[十百千万亿])?)(?P<low>[一二两三四五六七八])(?P<high>[二三四五六七八九])(?P<scale>[十百千万亿]*)"
)


@dataclass(frozen=True, slots=True)
class NumberRead:
    """Bounds of a written number; `percent` for shares, `rounded` when `low` is not the whole truth."""

    low: Decimal
    high: Decimal
    percent: bool = False
    rounded: bool = False


def scale_of(text: str) -> int:
    """Return what 万, 百万 or 亿 multiplies by; 1 for no scale."""
    value = 1
    for sign in text:
        value *= _SCALES[sign]
    return value


def split_scale(text: str) -> tuple[Decimal, int] | None:
    """Return mantissa and scale of a number like 3.2万, or None for another form."""
    match = _MIXED_PART.fullmatch(text)
    if match is None:
        return None
    return _plain_decimal(match[1]), scale_of(match[2] or "")


def read_number(text: str) -> NumberRead | None:
    """Return what the number says, or None when it says nothing.

    十几 is 11-19, 几十 and 数十 20-99, 几百 200-999; 五六十 is 50-60, 三五 3-5.
    """
    if len(text) > _LONGEST:
        return None
    text = _GROUPING.sub("", text)
    if "分之" in text:
        return _read_share(text)
    if "成" in text:
        return _read_tenths(text)
    if "几" in text or text[0] == "数":
        return _read_some_tens(text)
    if "半" in text:
        whole = text.removesuffix("个").removesuffix("半").removesuffix("个")
        before = _read_plain(whole) if whole else Decimal(0)
        return None if before is None else _exact(before + Decimal("0.5"))
    value = _read_plain(text)
    return _read_pair(text) if value is None else _exact(value)


def _plain_decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _exact(value: Decimal) -> NumberRead:
    return NumberRead(low=value, high=value)


def _read_plain(text: str) -> Decimal | None:
    """Read an Arabic number with scales, or one Chinese numeral."""
    if not text[0].isascii():
        number = read_numeral(text)
        if number is None and len(text) >= 3 and not text.strip(DIGIT_CHARS):
            number = read_digits(text) if set(text) & set("零〇○") else None
        return None if number is None or number >= 10**MOST_DIGITS else Decimal(number)
    if _MIXED.fullmatch(text) is None:
        return None
    total = Decimal(0)
    smallest: int | None = None
    for match in _MIXED_PART.finditer(text):
        scale = scale_of(match[2] or "")
        if smallest is not None and scale >= smallest:
            return None
        part = _plain_decimal(match[1])
        if part >= 10**MOST_DIGITS:
            return None
        smallest = scale
        total += part * scale
    if total >= 10**MOST_DIGITS:
        return None
    return total


def _read_share(text: str) -> NumberRead | None:
    """Read 百分之九十五 as 95, 千分之五 as 0.5, 三分之二 as 66.6667 rounded. All in percent."""
    whole, _, part = text.partition("分之")
    of = {"百": Decimal(100), "千": Decimal(1000)}.get(whole) or _read_plain(whole)
    integer, point, decimals = part.partition("点")
    count = Decimal(100) if part == "百" and whole == "百" else _read_plain(integer)
    if count is None or not of:
        return None
    if point:
        digits = read_digits(decimals)
        if digits is None:
            return None
        count += Decimal(digits).scaleb(-len(decimals))
    exact = count * 100 / of
    value = round(exact, 4)
    return NumberRead(low=value, high=value, percent=True, rounded=value * of != count * 100)


def _read_tenths(text: str) -> NumberRead | None:
    """Read 九成五 as 95 and 三成半 as 35 percent."""
    whole, _, part = text.partition("成")
    tens, ones = _read_plain(whole), Decimal(5) if part == "半" else _read_plain(part)
    if tens is None or ones is None:
        return None
    value = tens * 10 + ones
    return NumberRead(low=value, high=value, percent=True)


def _read_some_tens(text: str) -> NumberRead | None:
    """Read 十几 (11-19), 二十几 (21-29), 几十 and 数十 (20-99), 几百 (200-999) and their scales."""
    if text[0] in "几数好":
        unit = scale_of(text.lstrip("好几数"))
        smallest = scale_of(text.lstrip("好几数")[:1])
        return NumberRead(low=Decimal(2 * unit), high=Decimal((10 * smallest - 1) * (unit // smallest)))
    tens, _, scale = text.partition("几")
    base = _read_plain(tens)
    if base is None:
        return None
    return NumberRead(low=(base + 1) * scale_of(scale), high=(base + 9) * scale_of(scale))


def _read_pair(text: str) -> NumberRead | None:
    """Read two neighbouring digits as a range: 五六十, 十五六, 七八百, 三五."""
    match = _PAIR.fullmatch(text)
    if match is None:
        return None
    low_text = match["lead"] + match["low"] + match["scale"]
    high_text = match["lead"] + match["high"] + match["scale"]
    low, high = read_numeral(low_text), read_numeral(high_text)
    ones = read_numeral(match["low"]), read_numeral(match["high"])
    if low is None or high is None or None in ones:
        return None
    if ones[1] != (ones[0] or 0) + 1 and ones != (3, 5):
        return None
    return NumberRead(low=Decimal(low), high=Decimal(high))
