"""Characters that nobody sees: zero-width spaces, soft hyphens, stray byte order marks, controls."""

from __future__ import annotations

import re

from taizhang.reading.mending import Mended, Repair

_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\ufe00-\ufe0f"
    "\x00-\x08\x0e-\x1b\x1f\x7f]"
)


def mend_invisible(text: str) -> Mended:
    """Return the text without invisible characters, each kind of them listed once as U+200B.

    U+0080-U+009F stay: they are half of a character that was read in a wrong encoding.
    """
    counts: dict[str, int] = {}
    for sign in _INVISIBLE.findall(text):
        counts[sign] = counts.get(sign, 0) + 1
    repairs = tuple(
        Repair(f"U+{ord(sign):04X}", "", "invisible", count=count) for sign, count in counts.items()
    )
    return Mended(_INVISIBLE.sub("", text) if counts else text, repairs)
