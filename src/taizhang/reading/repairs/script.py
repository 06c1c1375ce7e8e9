"""Traditional characters of a Mainland text become Simplified ones; a Simplified text is left alone."""

from __future__ import annotations

import re
from collections import Counter

from taizhang.reading.hanzi import simplified, simplified_only, traditional_only
from taizhang.reading.mending import Doubt, Mended, Repair, around


def is_traditional(text: str) -> bool:
    """Return whether more characters are written the Traditional way than the Simplified way."""
    traditional, plain = traditional_only(), simplified_only()
    return sum(sign in traditional for sign in text) > sum(sign in plain for sign in text)


def mend_script(text: str) -> Mended:
    """Return the line in Simplified characters. Each pair of characters is listed once, counted."""
    became = simplified(text)
    if became == text:
        return Mended(text)
    if len(became) != len(text):
        return Mended(became, (Repair(text, became, "traditional"),))
    pairs = Counter((old, new) for old, new in zip(text, became, strict=True) if old != new)
    return Mended(
        became, tuple(Repair(old, new, "traditional", count=count) for (old, new), count in pairs.items())
    )


def doubts_of_script(text: str) -> tuple[Doubt, ...]:
    """Return the Traditional words that stand in a line of a Simplified text."""
    signs = "".join(sorted(traditional_only().intersection(text)))
    if not signs:
        return ()
    return tuple(
        Doubt(
            around(text=text, start=run.start(), end=run.end(), width=4),
            f"简体文字里夹有繁体字“{run[0]}”，未改动，请核对是否为引文。",
        )
        for run in re.finditer(f"[{re.escape(signs)}]+", text)
    )
