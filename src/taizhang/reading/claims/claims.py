"""Claims: every number of a report that counts something, with its unit and what is counted.

The kernel finds quantities; it already leaves out dates, times, ordinals (第一责任), numbers of
documents and telephones, set phrases (两学一做) and numbers behind stars. Of the rest, a claim is

- a number in digits with a measure word: 17次, 1.2万人次, 95%;
- a number in digits without one, where words of counting stand before it: 共有党员120;
- a number in Hanzi with a measure word, when it is ten or more, or rounded (三十余场, 近百人, 五六十人),
  or a verb of doing or a word of counting stands right before it (召开了三次会议), or it closes
  the clause (示范点两个).

Not claims: lengths of time that place something rather than count it (四十年, 3年, 98周年, 60岁,
3个月), numbers inside the title of a document 《…》, Hanzi numerals inside quotation marks (they
name campaigns), and 一 that only means "a" (一个载体).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from taizhang.kernel.quantity import Quantity, QuantityMatch, Relation, find_quantities
from taizhang.reading.claims import vocabulary as words
from taizhang.reading.claims.clauses import clause_around
from taizhang.reading.claims.counted import Name, counted

_PLACES_IN_TIME = frozenset({"年", "周年", "岁", "个月", "周", "月"})
_TITLES = re.compile("《[^《》]{1,80}》")
_QUOTES = re.compile("“[^“”]{1,60}”")
_COUNTING = re.compile(rf"(?:{words.DOING}|{words.SUMMING}|其中|增加|减少)了?$")
_SURELY_ONE = re.compile(rf"(?:{words.DOING}|共|仅|新增)(?:了|共)?$")
_BOUND = re.compile(
    rf"(?:(?P<least>至少|最少)|(?P<most>至多|最多))(?:要|应|须|需|再)?(?:{words.DOING}|{words.DOING_OR_NAME}|{words.PLACES})了?\s?$"
)
_HAS_DIGIT = re.compile("[0-9０-９]")
_CLAUSE_END = re.compile("[，。；、,;）)\n\t]|$")
_COUNTING_BEFORE = re.compile("(?:共|现有|设有|建有|达到?|总计|合计|累计|总数|人数|数量)[^，。；、]*$")
_YEAR = re.compile("(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Claim:
    """One number that the report states.

    `value`, `low`, `high` and `relation` are those of the quantity (kernel); `counted` is what is
    counted, "" when the text does not say; `text` is the clause; `section` the path (一/（二）).
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    relation: Relation
    unit: str
    counted: str
    text: str
    section: str


def claims_of(*, text: str, section: str, start: int = 0) -> Iterator[Claim]:
    """Yield the claims of one line from left to right, beginning at `start`."""
    titles = _spans(_TITLES, text)
    quotes = _spans(_QUOTES, text)
    name = Name("", start)
    for match in find_quantities(text):
        if match.start < start or _inside(titles, match):
            continue
        if not _is_claim(text, match, is_quoted=_inside(quotes, match)):
            continue
        name = counted(text=text, after=name, start=match.start, end=match.end)
        yield claim_from(
            quantity=_as_bounded(match.quantity, text[max(0, match.start - 10) : match.start]),
            counted=name.name,
            text=clause_around(text=text, start=match.start, end=match.end),
            section=section,
        )


def _as_bounded(quantity: Quantity, before: str) -> Quantity:
    """Return the quantity with the bound that stands before its verb: 至少配备1名, 至多开展2次."""
    bound = _BOUND.search(before)
    if bound is None or quantity.relation != "exact" or quantity.value is None:
        return quantity
    if bound["least"]:
        return replace(quantity, relation="over", low=quantity.value, high=None)
    return replace(quantity, relation="nearly", low=None, high=quantity.value)


def claim_from(*, quantity: Quantity, counted: str, text: str, section: str) -> Claim:
    """Return the claim that the quantity makes."""
    return Claim(
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        relation=quantity.relation,
        unit=quantity.unit,
        counted=counted,
        text=text,
        section=section,
    )


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _inside(spans: list[tuple[int, int]], match: QuantityMatch) -> bool:
    return any(start <= match.start and match.end <= end for start, end in spans)


def _is_claim(text: str, match: QuantityMatch, *, is_quoted: bool) -> bool:
    quantity = match.quantity
    if quantity.unit in _PLACES_IN_TIME:
        return False
    before = text[max(0, match.start - 12) : match.start].rstrip()
    ends_clause = _CLAUSE_END.match(text, match.end) is not None
    if _HAS_DIGIT.search(quantity.raw):
        return bool(quantity.unit) or (ends_clause and _counts_without_unit(quantity, before))
    if is_quoted or not quantity.unit:
        return False
    return _hanzi_numeral_counts(quantity, before, ends_clause=ends_clause)


def _counts_without_unit(quantity: Quantity, before: str) -> bool:
    """Return whether a bare number still counts: 共有党员120, 阅读量突破10万."""
    if _YEAR.fullmatch(quantity.raw):
        return False
    return quantity.relation != "exact" or _COUNTING_BEFORE.search(before) is not None


def _hanzi_numeral_counts(quantity: Quantity, before: str, *, ends_clause: bool) -> bool:
    if quantity.relation != "exact" or quantity.unit == "%" or quantity.value is None:
        return True
    if quantity.value == 1:
        return _SURELY_ONE.search(before) is not None
    return quantity.value >= 10 or ends_clause or _COUNTING.search(before) is not None
