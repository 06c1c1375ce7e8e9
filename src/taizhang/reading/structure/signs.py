"""The signs that number headings: 一、 （一） 1. （1）, in the ways that offices really write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CN = "[一二三四五六七八九十百]{1,4}"
_GAP = r"[ \u00a0\u3000]*"
_SIGNS = (
    (1, re.compile(rf"(第{_CN}(?:部分|章|节|篇)){_GAP}[、：:，,]?{_GAP}")),
    (1, re.compile(rf"({_CN}){_GAP}[、.．](?!\d){_GAP}")),
    (2, re.compile(rf"[（(]{_GAP}({_CN}){_GAP}[）)]{_GAP}[、.．]?{_GAP}")),
    (3, re.compile(rf"(\d{{1,2}}){_GAP}(?:[.．](?!\d)|[.．](?=(?:19|20)\d\d年)|、|[）)]){_GAP}")),
    (4, re.compile(rf"[（(]{_GAP}(\d{{1,2}}){_GAP}[）)]{_GAP}[、.．]?{_GAP}")),
)
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class HeadingSign:
    """The sign at the beginning of a heading.

    `level` 1-4; `number` as it stands in a path: 一, （一）, 1, （1）; `length` in characters,
    the space after it included.
    """

    level: int
    number: str
    length: int


def heading_sign(text: str) -> HeadingSign | None:
    """Return the sign that the line begins with, or None.

    1.2万人 and 2019年 begin with a number, not with a sign; 一是 is no heading.
    """
    wide = text.translate(_WIDE_DIGITS)
    for level, pattern in _SIGNS:
        match = pattern.match(wide)
        if match is None:
            continue
        rest = text[match.end() :]
        if not rest or rest[0] in "，。；、":
            return None
        number = match[1] if level in (1, 3) else f"（{match[1]}）"
        return HeadingSign(level, number, match.end())
    return None
