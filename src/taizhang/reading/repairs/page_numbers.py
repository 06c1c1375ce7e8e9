"""Page numbers that were copied between the lines: — 3 —, 第3页 共8页."""

from __future__ import annotations

import re

from taizhang.reading.lines import Line
from taizhang.reading.mending import Repair

_PAGE_NUMBER = re.compile(r"[-—–－─]+\s*\d{1,3}\s*[-—–－─]+|第\s*\d{1,3}\s*页(?:[\s，,/]*共\s*\d{1,3}\s*页)?")


def without_page_numbers(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Repair, ...]]:
    """Return the lines that are no page number, and a repair for each that is."""
    kept = tuple(line for line in lines if not _PAGE_NUMBER.fullmatch(line.text))
    gone = tuple(
        Repair(line.text, "", "page-number", line=line.number)
        for line in lines
        if _PAGE_NUMBER.fullmatch(line.text)
    )
    return kept, gone
