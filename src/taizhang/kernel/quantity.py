"""A quantity as somebody wrote it: its number, its unit, and how exactly it was meant."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from taizhang.kernel import quantity_grammar as grammar
from taizhang.kernel.numerals import NUMERAL_CHARS, fold_width
from taizhang.kernel.plain_data import plain_data
from taizhang.kernel.quantity_number import MOST_DIGITS, NumberRead, read_number, scale_of, split_scale
from taizhang.kernel.refusal import Refused

Relation = Literal["exact", "about", "nearly", "over", "range"]


class NotANumber(Refused):
    """A text is not one number. The message says why and what to write instead."""


class NoNumberGiven(NotANumber):
    """The writer left it empty or said that there is none: 无, —, /. Absent, never 0."""


@plain_data
class Quantity:
    """A number with its bounds, unit of measure ("" when none is written) and original text.

    exact:  value = low = high.               85人
    about:  value; no bounds.                 约120人
    nearly: value = high; no low.             近300人, 不超过50
    over:   value = low; no high.             二百余人, 50以上
    range:  low and high; no value.           50-60人, 十几 (11-19), 几十 and 数十 (20-99)

    Shares are percentages 0-100 with the unit "%" (4成 is 40 %); a share without a finite
    decimal (三分之二) is given to four places and is "about".
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    relation: Relation
    unit: str
    raw: str


@dataclass(frozen=True, slots=True)
class QuantityMatch:
    """A quantity found in prose: `text[start:end]` is all of it, relation words and unit too."""

    start: int
    end: int
    quantity: Quantity


_TAIL = rf"(?P<unit>{grammar.MEASURE})?(?:\s*{grammar.AFTER})?"
_ONE = re.compile(
    rf"(?:{grammar.BEFORE}\s*)?"
    rf"(?:(?P<number>{grammar.NUMBER})[^\S\n]*(?:{grammar.MORE}(?P<scale>{grammar.SCALE})?[^\S\n]*)?)"
    rf"{_TAIL}"
)
_ROUND = re.compile(
    rf"(?:{grammar.BEFORE}\s*)?(?P<number>{grammar.BARE_ROUND})(?:{grammar.MORE}(?P<scale>{grammar.SCALE})?)?\s*{_TAIL}"
)
_UPPER = re.compile(rf"[^\S\n]*{grammar.TO}[^\S\n]*(?={grammar.NUMBER})")
_SKIPPED = re.compile(grammar.SKIPPED)
_CANDIDATE = re.compile(
    rf"(?={grammar.BEFORE})|(?=[0-9百千万亿半几数好{NUMERAL_CHARS}A-Za-z*第上下全〔\[(每])"
)
_UPWARD = {"以上": "over", "及以上": "over", "有余": "over", "开外": "over", "左右": "about", "上下": "about"}
_COLLOQUIAL_UNITS = {"个人": "人", "个小时": "小时"}


@dataclass(frozen=True, slots=True)
class _Reading:
    """One number with its words, before it is joined with an upper bound."""

    quantity: Quantity
    number: str
    has_scale: bool
    end: int


def read_quantity(text: str | int | float | Decimal) -> Quantity:
    """Return the one quantity that a cell holds.

    Raises NoNumberGiven for an empty cell or one that says 无, — or /; NotANumber for words
    (若干, 见签到表), unfinished numbers (2,4xx), two numbers, negative and endless ones.
    """
    if isinstance(text, bool):
        raise NotANumber(f"“{'是' if text else '否'}”写的不是数字，请改成数字，例如 85。")
    if isinstance(text, (int, float, Decimal)):
        return _quantity_of_number(text)
    folded = fold_width(text).replace("，", ",").strip()
    if not folded:
        raise NoNumberGiven("这一格是空的；不知道就空着，知道了请填数字。")
    if grammar.ABSENT.fullmatch(folded):
        raise NoNumberGiven(f"写的是“{_short(text)}”，表示没有数字；不知道就空着，是零请写 0。")
    plain = re.sub(rf"\(({grammar.MEASURE})\)", r" \1", folded.strip("'‘’“”\"").replace("人/次", "人次"))
    plain = grammar.CELL_PART.sub("", plain)
    reading = _read_cell(plain) or _read_people(plain)
    if reading is None:
        raise NotANumber(_why_not(text, folded))
    quantity = reading.quantity
    return Quantity(quantity.value, quantity.low, quantity.high, quantity.relation, quantity.unit, raw=text)


def _read_cell(folded: str) -> _Reading | None:
    """Read a cell that is one number with harmless words around it."""
    lead = grammar.CELL_LEAD.match(folded)
    start = lead.end() if lead else 0
    reading = _read_at(folded, start) or (_read_at(folded, 0) if start else None)
    return reading if reading and grammar.CELL_TAIL.fullmatch(folded, reading.end) else None


def _read_people(folded: str) -> _Reading | None:
    """Read a cell that says who they are before how many: 居民50人, 社区工作人员约8名."""
    who = grammar.WHO.match(folded)
    for start in range(1, who.end() + 1) if who else ():
        reading = _read_cell(folded[start:])
        if reading is not None and reading.quantity.unit in grammar.PEOPLE_UNITS:
            return reading
    return None


def _quantity_of_number(number: int | float | Decimal) -> Quantity:
    if isinstance(number, float) and not math.isfinite(number):
        raise NotANumber("这一格的数字算不出来（出错或无穷大），请改成数字。")
    value = clean_decimal(Decimal(repr(number)) if isinstance(number, float) else Decimal(number))
    if value < 0:
        raise NotANumber(f"“{value}”是负数，数量不能小于 0，请核对。")
    if value >= 10**MOST_DIGITS:
        raise NotANumber(f"“{value}”这个数太大，不像数量，请核对是否填错了列。")
    return Quantity(value, value, value, "exact", unit="", raw=f"{value:f}")


def _why_not(text: str, folded: str) -> str:
    shown = f"“{_short(text)}”"
    if re.match(r"\s*-\s*[0-9]", folded):
        return f"{shown}是负数，数量不能小于 0，请核对。"
    if re.search(r"[0-9][*xX×□]|[*xX×□][0-9]", folded):
        return f"{shown}写的不是数字（有没填完的位），请填实际数字，例如 85；不知道就空着。"
    if re.search(rf"[0-9]{{{MOST_DIGITS + 1},}}", folded):
        return f"{shown}这个数太长，不像数量，请核对是否填错了列。"
    found = len(re.findall(grammar.ARABIC, folded))
    if found > 1:
        return f"{shown}里有 {found} 个数，不知道以哪个为准，请只写一个合计数，例如 85。"
    return f"{shown}写的不是数字，请改成数字，例如 85 或“约120人”；不知道就空着。"


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"


def clean_decimal(value: Decimal) -> Decimal:
    """Return the same number without trailing zeros and without an exponent: 15.0 is 15."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def find_quantities(text: str) -> Iterator[QuantityMatch]:
    """Yield the quantities of a piece of prose from left to right, never overlapping.

    Dates, times, ordinals (第3期), numbers of documents, list signs, set phrases (四个意识) and
    numbers behind stars are not quantities. A Chinese numeral counts only before a measure word.
    """
    folded = fold_width(text)
    place = 0
    while (candidate := _CANDIDATE.search(folded, place)) is not None:
        place = candidate.start()
        skipped = _SKIPPED.match(folded, place)
        if skipped is not None and skipped.end() > place:
            place = skipped.end()
            continue
        reading = _read_at(folded, place)
        if reading is None or not _counts(reading):
            number = re.compile(grammar.NUMBER).match(folded, place)
            place = number.end() if number else place + 1
            continue
        end = reading.end
        while folded[end - 1].isspace():
            end -= 1
        found = reading.quantity
        yield QuantityMatch(
            start=place,
            end=end,
            quantity=Quantity(
                found.value, found.low, found.high, found.relation, found.unit, raw=text[place:end]
            ),
        )
        place = reading.end


def _counts(reading: _Reading) -> bool:
    """Tell whether a number in prose counts something. 二 in 二是 does not; 17 always may."""
    number, unit = reading.number, reading.quantity.unit
    if number[0].isascii() or "分之" in number or "成" in number:
        return True
    if not unit or (unit in ("分", "度", "面") and len(number) == 1):
        return False
    return not (number == "一" and unit in grammar.UNLIKELY_AFTER_ONE)


def _read_at(folded: str, start: int) -> _Reading | None:
    """Read the quantity that begins at `start`, with its upper bound if it is a range."""
    low = _read_one(folded, start)
    if low is None:
        return None
    to = _UPPER.match(folded, low.end)
    if to is None or low.quantity.relation not in ("exact", "about") or low.quantity.value is None:
        return low
    high = _read_one(folded, to.end())
    if high is None or high.quantity.relation != "exact" or high.quantity.value is None:
        return low
    if low.quantity.unit not in ("", high.quantity.unit):
        return low
    bottom = low.quantity.value
    split = split_scale(high.number)
    if split is not None and not low.has_scale and bottom < split[0]:
        # 3-5万 is said for 3万-5万.
        bottom *= split[1]
    if bottom >= high.quantity.value:
        return low
    quantity = Quantity(
        None, bottom, high.quantity.value, "range", high.quantity.unit, folded[start : high.end]
    )
    return _Reading(quantity, low.number, has_scale=True, end=high.end)


def _read_one(folded: str, start: int) -> _Reading | None:
    match = _ROUND.match(folded, start)
    if match is None or not any(match[word] for word in ("about", "nearly", "over", "more", "after")):
        match = _ONE.match(folded, start)
        number = None if match is None else read_number(match["number"])
    else:
        number = NumberRead(low=Decimal(scale_of(match["number"])), high=Decimal(scale_of(match["number"])))
    if match is None or number is None:
        return None
    text = match["number"]
    return _Reading(
        quantity=_quantity(match, number),
        number=text,
        has_scale=any(sign in text for sign in "十百千万亿萬億"),
        end=match.end(),
    )


def _quantity(match: re.Match[str], number: NumberRead) -> Quantity:
    """Put number, scale, unit and relation words together."""
    unit = match["unit"] or ""
    unit = _COLLOQUIAL_UNITS.get(unit, unit)
    factor = Decimal(scale_of(match["scale"] or ""))
    if unit == "成":
        unit, factor = "%", factor * 10
    if number.percent:
        unit = "%"
    low, high = clean_decimal(number.low * factor), clean_decimal(number.high * factor)
    if low != high:
        return Quantity(None, low, high, "range", unit, match[0])
    relation = "about" if number.rounded else _relation(match, unit)
    bounds: dict[Relation, tuple[Decimal | None, Decimal | None]] = {
        "exact": (low, low),
        "nearly": (None, low),
        "over": (low, None),
    }
    return Quantity(low, *bounds.get(relation, (None, None)), relation, unit, match[0])


def _relation(match: re.Match[str], unit: str) -> Relation:
    """Weigh the words around a number. Where they disagree (约二百余) it is only about."""
    said: set[Relation] = set()
    if match["about"]:
        said.add("about")
    if match["nearly"] and not (match["nearly"] == "近" and unit in grammar.TIME_WORDS):
        said.add("nearly")
    if match["over"]:
        said.add("over")
    if match["more"]:
        said.add("about" if match["more"] == "来" else "over")
    if match["after"]:
        after = match["after"]
        said.add("over" if _UPWARD.get(after) == "over" else "about" if after in _UPWARD else "nearly")
    if not said:
        return "exact"
    return said.pop() if len(said) == 1 else "about"
