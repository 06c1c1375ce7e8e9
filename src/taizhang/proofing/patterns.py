"""Remarks by patterns: what several groups of rules do, each with its own table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from taizhang.proofing.remark import Level, Remark

Row = tuple[str, Level, str, re.Pattern[str], str]
"""Rule, level, clause of the standard or "" for none, what is wrong, and the words with the remedy."""


def remarks_by(rows: Sequence[Row], *, text: str, standard: str, read_as: str = "") -> Iterator[Remark]:
    """Yield a remark for each place where a pattern is found, quoted as it stands in the text.

    `read_as` is the text as the patterns read it, sign by sign as long, where that is not itself.
    """
    for rule, level, clause, pattern, told in rows:
        for match in pattern.finditer(read_as or text):
            quote = text[match.start() : match.end()]
            source = f"{standard} {clause}" if clause else ""
            yield Remark(rule, level, match.start(), match.end(), quote, f"“{quote}”：{told}", source)
