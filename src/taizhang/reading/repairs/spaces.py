"""Spaces between a digit and a Hanzi (17 次) or before Chinese punctuation are taken out.

Spaces between Hanzi stay (走进新时代 共话中国梦), and so do tabs and wide gaps: they part columns.
"""

from __future__ import annotations

import re
from collections import Counter

from taizhang.reading.hanzi import HANZI
from taizhang.reading.mending import Mended, Repair

_DIGIT = "0-9０-９%％"
_GAP = "[ \u00a0\u2002\u2003\u2009\u202f\u3000]"
_SPACE = re.compile(
    rf"(?<=[{HANZI}*＊])({_GAP})(?=[0-9０-９*＊])"
    rf"|(?<=[{_DIGIT}*＊])({_GAP})(?=[{HANZI}])"
    rf"|(?<=[{HANZI}{_DIGIT}])({_GAP})(?=[，。；：、！？）》”])"
    rf"|(?<=[，。；：、！？])({_GAP})(?=[{HANZI}{_DIGIT}“《（])"
)
_COLUMNS = re.compile(r"\t|\S[ \u3000]{2,}\S|(?:\s[\d.,%—-]+){2,}\s*$")


def mend_spaces(text: str) -> Mended:
    """Return the line without spaces inside a number with its unit. Tables of columns stay."""
    if _COLUMNS.search(text):
        return Mended(text)
    counts: Counter[tuple[str, str]] = Counter()

    def close(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1], text[match.end()]
        counts[f"{before}{match[0]}{after}", f"{before}{after}"] += 1
        return ""

    closed = _SPACE.sub(close, text)
    return Mended(closed, tuple(Repair(old, new, "space", count=n) for (old, new), n in counts.items()))
