"""A document as the lines a typesetter sets: faces chosen, run-in headings joined, no measures yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal, NamedTuple

from taizhang.compiler.document import Block, Chart, Document, Heading, Inline, Paragraph, Table, Text
from taizhang.render.characters import em_width, printable

Face = Literal["fang", "kai", "hei"]

HEADING_FACES: dict[int, Face] = {1: "hei", 2: "kai", 3: "fang", 4: "fang"}
"""一、黑体（一）楷体 1. and（1）仿宋. The standard says nothing of bold, so nothing is bold."""


class Line(NamedTuple):
    """A paragraph to set. `level` 0 is body text, 1-4 a heading that stands alone.

    `parts` pairs a face with the inlines in it: a run-in heading has two.
    """

    level: int
    parts: tuple[tuple[Face, tuple[Inline, ...]], ...]


def lines(blocks: tuple[Block, ...]) -> Iterator[Line | Table | Chart]:
    """Yield what is to be set, in order. A run-in heading takes the paragraph after it along."""
    waiting: Heading | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            if waiting is None:
                yield Line(0, (("fang", block.inlines),))
            else:
                yield Line(0, (_heading_part(waiting), ("fang", block.inlines)))
                waiting = None
            continue
        if waiting is not None:
            yield Line(waiting.level, (_heading_part(waiting),))
            waiting = None
        if not isinstance(block, Heading):
            yield block
        elif block.run_in:
            waiting = block
        else:
            yield Line(block.level, (_heading_part(block),))
    if waiting is not None:
        yield Line(waiting.level, (_heading_part(waiting),))


def _heading_part(heading: Heading) -> tuple[Face, tuple[Inline, ...]]:
    return HEADING_FACES[heading.level], (Text(heading.number), *heading.inlines)


def addressee_text(document: Document) -> str:
    """Return 主送机关 with its colon, or "" if there is none."""
    name = printable(document.addressee).strip().rstrip(":：")
    return f"{name}：" if name else ""


def annex_label(*, number: int, total: int) -> str:
    """Return the sign on an annex's first line: 附件, or 附件2 where there are several."""
    return "附件" if total == 1 else f"附件{number}"


def annex_note(document: Document) -> tuple[tuple[str, str, str], ...]:
    """Return the lines of 附件说明 as (附件：, number, name); both signs are empty where not repeated."""
    several = len(document.annexes) > 1
    return tuple(
        (
            "附件：" if index == 0 else "",
            f"{index + 1}. " if several else "",
            printable(annex.title).rstrip("。；;."),
        )
        for index, annex in enumerate(document.annexes)
    )


class Signature(NamedTuple):
    """署名 and 成文日期 of an unsealed document, with their right indents in ems."""

    signer: str
    signer_right: float
    date: str
    date_right: float


def date_text(day: dt.date | None) -> str:
    """Return the date in Arabic figures without leading zeros, "" for none."""
    if day is None:
        return ""
    return f"{day.year}年{day.month}月{day.day}日"


def signature(document: Document) -> Signature:
    """Return where the signature stands (GB/T 9704 §7.3.5.2).

    The signer ends two characters from the right edge and the date begins two characters to the
    right of the signer's first; a date longer than the signer ends two characters from the edge
    itself, and the signer moves to the left.
    """
    signer = printable(document.signer).strip()
    date = date_text(document.signed_on)
    date_width, signer_width = em_width(date), min(em_width(signer), 24.0)
    if not date:
        return Signature(signer, 2, "", 0)
    if not signer or date_width > signer_width:
        return Signature(signer, 4 + date_width - signer_width if signer else 0, date, 2)
    return Signature(signer, 2, date, signer_width - date_width)
