"""What stands around the body of document.xml: its root, and the page of its last section."""

from __future__ import annotations

from functools import lru_cache

from taizhang.render.docx.markup import WORD_NAMESPACES, XML_HEAD
from taizhang.render.page import PROFILES, ProfileName

NUMBERED = ("rId4", "rId5")
"""The footers with the page number, of odd pages and of even ones."""
UNNUMBERED = ("rId7", "rId7")
"""The footer without; only a docx with a colophon has it."""


@lru_cache(maxsize=8)
def section(*, profile: ProfileName, footers: tuple[str, str] = NUMBERED, begins: str = "") -> str:
    """Return a section's properties; `begins` "evenPage" starts it on the next even page."""
    page = PROFILES[profile]
    odd, even = footers
    begin = f'<w:type w:val="{begins}"/>' if begins else ""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{odd}"/>'
        f'<w:footerReference w:type="even" r:id="{even}"/>{begin}'
        f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{page.top}" w:right="1474" w:bottom="{page.bottom}" '
        'w:left="1588" w:header="851" w:footer="1428" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{page.pitch}"/></w:sectPr>'
    )


HEAD = f"{XML_HEAD}<w:document {WORD_NAMESPACES}><w:body>"
FOOT = "</w:body></w:document>"
"""What stands before and after the body's content."""
