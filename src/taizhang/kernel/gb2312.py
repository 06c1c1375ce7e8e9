"""The characters of GB/T 2312-1980: what nearly every Mainland text is written with, and every Chinese face can print."""

from __future__ import annotations

from functools import cache
from typing import Final

LEVEL_1_ROWS: Final = range(0xB0, 0xD8)
"""The rows of the 3,755 commonest hanzi; the last of them is not full."""
HANZI_ROWS: Final = range(0xB0, 0xF8)
"""The rows of all 6,763 hanzi."""
ALL_ROWS: Final = range(0xA1, 0xF8)
"""These, and before them 682 signs, letters and figures."""


@cache
def gb2312(rows: range) -> frozenset[str]:
    """Return the characters in some rows, told by their first byte in EUC-CN."""
    cells = (bytes((row, cell)).decode("gb2312", "ignore") for row in rows for cell in range(0xA1, 0xFF))
    return frozenset("".join(cells))
