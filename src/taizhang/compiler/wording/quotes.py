"""Quotation marks as GB/T 15834 sets them: “ ” outside, ‘ ’ within."""

from __future__ import annotations

import re

_INNER = str.maketrans("“”", "‘’")
_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》")
_STRAIGHT = re.compile(r'"([^"]*)"')


def quoted(title: str) -> str:
    """Return a title in quotation marks; one that is quoted or in 《》 as a whole stays as it is."""
    curled = _STRAIGHT.sub(r"“\1”", title) if '"' in title else title
    if curled.startswith(("“", "《")) and _QUOTED.fullmatch(curled):
        return curled
    return f"“{curled.translate(_INNER) if '“' in curled or '”' in curled else curled}”"
