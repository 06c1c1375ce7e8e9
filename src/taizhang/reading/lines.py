"""A line of an old report, before and after it is known what the line is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_LINE_END = re.compile("\r\n|[\n\r\v\f\u2028\u2029]")
"""Not U+0085, which str.splitlines also takes for an end: it may be half of a misread character."""

Role = Literal[
    "",  # not known yet
    "head",  # above the title: the body's name in red, the document number, 密级
    "title",
    "addressee",
    "heading",
    "body",
    "row",  # a row of a table, cells parted by tabs
    "annex-note",  # 附件说明, between the body and the signature
    "annex",  # 附件1, where an annex begins
    "signature",
    "date",
    "colophon",  # below the signature: 附注, 抄送, 印发
]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text without its indentation.

    `number` counts the lines of the source from 1. `level` is what the author's own style says:
    0 title, 1-4 heading, None nothing. `indented`: it began with spaces as paragraphs do.
    `table` is 0, or the number of the table that the row belongs to. `cells` are the row's cells
    with merged ones given to every row, `fresh` the same with each merged value only once.
    """

    text: str
    number: int
    role: Role = ""
    level: int | None = None
    indented: bool = False
    table: int = 0
    cells: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a plain text that hold anything."""
    found = []
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        body = raw.strip()
        if body:
            found.append(Line(body, number, indented=raw[:1].isspace()))
    return tuple(found)
