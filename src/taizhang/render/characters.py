"""Characters: what may be printed, how wide it is, and which hanzi the GB2312 faces lack."""

from __future__ import annotations

import re

from taizhang.kernel.gb2312 import HANZI_ROWS, gb2312

_SPACES = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
# C0 and C1 controls, soft hyphen, zero-width and bidirectional controls (a number could be made to
# read backwards), surrogates without their pair, and code points that are no characters.
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]+"
)


def printable(text: str) -> str:
    """Return the text without characters that cannot be printed; line ends become one space.

    The result is safe in XML 1.0 once it is escaped, and encodes to UTF-8.
    """
    if text.isprintable():
        return text
    return _REMOVED.sub("", _SPACES.sub(" ", text))


def em_width(text: str) -> float:
    """Return the width in ems: a hanzi or full-width sign 1, an ASCII character one half.

    UTF-8 writes ASCII in one byte and hanzi in three, so the measure is one call in C: a quarter of
    bytes and characters together. What UTF-8 writes in two or four bytes comes out at 3/4 and 5/4.
    """
    return (len(text.encode("utf-8", "replace")) + len(text)) / 4


def _rare_pattern() -> re.Pattern[str]:
    """Return a pattern for hanzi that are not among the 6,763 of GB2312."""
    known = gb2312(HANZI_ROWS)
    rare = [code for code in range(0x3400, 0xA000) if chr(code) not in known]
    ranges: list[str] = []
    start = previous = rare[0]
    for code in [*rare[1:], -1]:
        if code != previous + 1:
            ranges.append(chr(start) if start == previous else f"{chr(start)}-{chr(previous)}")
            start = code
        previous = code
    return re.compile(f"[{''.join(ranges)}\uf900-\ufaff\U00020000-\U000323af]+")


RARE = _rare_pattern()
"""Matches a stretch of hanzi outside GB2312, such as 堃 or 喆: the _GB2312 faces cannot print them."""
