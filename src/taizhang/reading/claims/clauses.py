"""The clause around a place: what a reader needs to see to know what a number is about."""

from __future__ import annotations

import re

_END = re.compile("[，。；：！？、,;!?\n\t]|(?<=[^0-9]):(?=[^0-9])")
_PAIRS = (("“", "”"), ("（", "）"), ("(", ")"), ("《", "》"))
LONGEST = 60


def clause_around(*, text: str, start: int, end: int) -> str:
    """Return the clause in which text[start:end] stands, at most about 60 characters long."""
    left = max((stop.end() for stop in _END.finditer(text, max(0, start - LONGEST), start)), default=None)
    if left is None:
        left = max(0, start - LONGEST)
    stop = _END.search(text, end, end + LONGEST)
    right = stop.start() if stop else min(len(text), end + LONGEST)
    return _balanced(text[left:right].strip(" \u3000"))


def _balanced(clause: str) -> str:
    """Return the clause without a bracket or quotation mark at its ends whose partner was cut off."""
    for opening, closing in _PAIRS:
        if clause.startswith(opening) and closing not in clause:
            clause = clause[1:]
        if clause.endswith(closing) and opening not in clause:
            clause = clause[:-1]
    return clause
