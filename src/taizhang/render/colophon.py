"""The colophon (版记): its words, and the rule by which it finds its page and its page number.

GB/T 9704 §7.4: it stands at the foot of the last page, annexes included, its last rule on the core's
lower edge; GB/T 33476.2 wants that page even. So it stands under the last of the text where that page
is even and has room for it. Else it has a page of its own, the next even one, and where the text
itself ended on an even page a blank page goes before. A page that bears text keeps its number; a page
that bears the colophon alone, and a blank page before it, carry none (§7.5).
"""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from taizhang.compiler.document import Colophon, Document
from taizhang.render.characters import em_width, printable
from taizhang.render.page import CORE_WIDTH_PT, POINT_MM
from taizhang.render.setting import date_text

COLOPHON_PT = 14.0
"""4号. One character of it stands free at either end of a line."""
COLOPHON_PITCH_PT = 25.7
"""From line to line, 9.07 mm: measured between the rules of the standard's own figure."""
OUTER_RULE_PT = 0.35 / POINT_MM
INNER_RULE_PT = 0.25 / POINT_MM
"""The first and the last rule, and those between."""
COPIES_LABEL = "抄送："

_COPIES_EMS = CORE_WIDTH_PT / COLOPHON_PT - 2 - len(COPIES_LABEL)
_ISSUER_EMS = CORE_WIDTH_PT / COLOPHON_PT - 3


class ColophonText(NamedTuple):
    """What a colophon prints: the bodies that get a copy, and who issued it when; "" for none of each."""

    copies: str
    issuer: str
    issued: str


def colophon_text(colophon: Colophon) -> ColophonText:
    """Return the words of a colophon, without the label of the copies."""
    names = [name for name in (printable(body).strip() for body in colophon.copies_to) if name]
    return ColophonText(
        copies=f"{'，'.join(names)}。" if names else "",
        issuer=printable(colophon.issuer).strip(),
        issued=f"{date_text(colophon.issued_on)}印发",
    )


def colophon_lines(document: Document) -> tuple[str, ...]:
    """Return the colophon as lines for readers without pages, () where there is none."""
    if document.colophon is None:
        return ()
    copies, issuer, issued = colophon_text(document.colophon)
    return (
        *((f"{COPIES_LABEL}{copies}",) if copies else ()),
        f"{issuer}\u3000{issued}" if issuer else issued,
    )


def colophon_height_pt(text: ColophonText) -> float:
    """Return the height that the colophon takes at most, in points.

    A line is reckoned one character short: a sign that may not begin a line takes one along.
    """
    copies = ceil(em_width(text.copies) / (_COPIES_EMS - 1))
    issuer = max(1, ceil(em_width(text.issuer) / (_ISSUER_EMS - 1 - em_width(text.issued))))
    return (copies + issuer) * COLOPHON_PITCH_PT
