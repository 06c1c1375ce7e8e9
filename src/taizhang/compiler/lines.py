"""A line of text as inlines, headings' numbers, and lists as 一是……二是…… are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from taizhang.compiler.document import Inline, Text
from taizhang.compiler.markup import RESERVED, TOKEN, bare
from taizhang.compiler.numbering import BrokenFigure, Numbering
from taizhang.kernel.numerals import write_numeral

_LEAD: Final = re.compile(r"\*\*([^*\n]+)\*\*")
_ENDS: Final = "。！？"
_WEAK_ENDS: Final = "；;，,、"


def inlines(text: str, numbering: Numbering) -> tuple[Inline, ...]:
    """Return a line as runs of text and figures; **…** is a lead-in in 楷体.

    Raises:  BrokenFigure when a figure's token was cut.
    """
    if "**" not in text:
        return tuple(_figured(text, "", numbering))
    pieces: list[Inline] = []
    at = 0
    for lead in _LEAD.finditer(text):
        pieces.extend(_figured(text[at : lead.start()], "", numbering))
        pieces.extend(_figured(lead.group(1), "kai", numbering))
        at = lead.end()
    pieces.extend(_figured(text[at:], "", numbering))
    return tuple(pieces)


def _figured(text: str, style: Literal["", "kai"], numbering: Numbering) -> list[Inline]:
    pieces: list[Inline] = []
    # Between the texts stand the serial number and the mark of each figure.
    parts = TOKEN.split(text)
    for at in range(0, len(parts), 3):
        if at:
            pieces.append(numbering.ref(int(parts[at - 2])))
        shown = bare(parts[at])
        if not shown.isprintable() and RESERVED.search(shown):
            raise BrokenFigure("报告中有一个数字被拆开了，请不要在模板里截取数字的文字。")
        if shown:
            pieces.append(Text(shown, style))
    return pieces


def sign(*, level: int, count: int) -> str:
    """Return the number of a heading: 一、 （一） 1. （1）."""
    match level:
        case 1:
            return f"{write_numeral(count)}、"
        case 2:
            return f"（{write_numeral(count)}）"
        case 3:
            return f"{count}."
        case _:
            return f"（{count}）"


def enumerated(items: Sequence[str]) -> str:
    """Return the items of a list as one paragraph: 一是……。二是……。 A single item has no 一是."""
    kept = [item.strip() for item in items if bare(item).strip()]
    if len(kept) < 2:
        return "".join(map(_ended, kept))
    return "".join(f"{write_numeral(count)}是{_ended(item)}" for count, item in enumerate(kept, start=1))


def _ended(item: str) -> str:
    return item if item.endswith(tuple(_ENDS)) else item.rstrip(_WEAK_ENDS) + "。"
