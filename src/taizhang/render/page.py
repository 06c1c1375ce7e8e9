"""The page of GB/T 9704-2012 and of GB/T 33476.2-2016, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ProfileName = Literal["word", "strict"]

LEFT_MM = 28.0
CORE_WIDTH_MM = 156.0
CORE_TOP_MM = 37.0
CORE_HEIGHT_MM = 225.0
LINES = 22
CHARS = 28
KEPT_EMS = 6 * CHARS
"""A last paragraph no longer than this stays whole, with the signature: LibreOffice moves it as one."""

POINT_MM = 25.4 / 72
BODY_PT = 16.0
"""3号."""
TABLE_PT = (12.0, 10.5, 9.0)
"""Sizes a table may be set in (小四, 五号, 小五), largest first; the largest that fits is taken."""

CORE_WIDTH_PT = CORE_WIDTH_MM / POINT_MM
TRACKING_PT = CORE_WIDTH_PT / CHARS - BODY_PT
"""28 hanzi of 16 pt are 448 pt and the core is 442.2 pt: each cell gives 0.207 pt."""

CORE_PITCH_PT = BODY_PT + (CORE_HEIGHT_MM / POINT_MM - LINES * BODY_PT) / (LINES - 1)
"""29.61 pt: 22 lines from the top of the first hanzi to the foot of the last fill 225 mm."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Margins and line pitch of a word processor's page, in twips (1/20 pt).

    A word processor puts half the leading above the first line; `strict` (GB/T 33476.2) moves the
    margins by that half, so that the hanzi themselves reach from 37 to 262 mm. `word` keeps the
    margins people look up in the standard; 29 pt would lose the 22nd line, so it is 28.95 pt.
    """

    top: int
    bottom: int
    pitch: int


PROFILES: dict[ProfileName, Profile] = {
    "word": Profile(top=2098, bottom=1984, pitch=579),
    "strict": Profile(top=1960, bottom=1847, pitch=589),
}


def title_block_lines(title_lines: int) -> int:
    """Return how many body lines the title and the gap below it take.

    One more than the title has lines (two more from the fourth on): the gap is then about the
    11 mm of the standard's own figure, and the body stays on the grid of 22 lines.
    """
    return title_lines + (1 if title_lines < 4 else 2)
