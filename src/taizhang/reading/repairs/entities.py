"""HTML entities that a copied web page left in the text: &nbsp; &ldquo; &#12288;."""

from __future__ import annotations

import html
import re
from collections import Counter

from taizhang.reading.mending import Mended, Repair

_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5});")


def mend_entities(text: str) -> Mended:
    """Return the text with the signs that the entities stand for, each listed once with its count."""
    counts: Counter[tuple[str, str]] = Counter()

    def sign(match: re.Match[str]) -> str:
        meant = html.unescape(match[0])
        if meant != match[0]:
            counts[match[0], meant] += 1
        return meant

    mended = _ENTITY.sub(sign, text)
    return Mended(mended, tuple(Repair(old, new, "entity", count=n) for (old, new), n in counts.items()))
