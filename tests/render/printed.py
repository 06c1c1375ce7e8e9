"""What stands on a printed page, measured in millimetres from its top left corner."""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import dataclass

import pdfplumber

MM = 25.4 / 72
CORE_BOTTOM = 264.0
"""Nothing of the body stands below this line; the page number does."""


@dataclass(frozen=True)
class Sign:
    """One printed character."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: str


@dataclass(frozen=True)
class PrintedLine:
    """The characters of one baseline, from left to right."""

    signs: tuple[Sign, ...]

    @property
    def baseline(self) -> float:
        return self.signs[0].baseline

    @property
    def text(self) -> str:
        return "".join(sign.text for sign in self.signs)

    @property
    def hanzi(self) -> int:
        return len(re.findall("[\u3400-\u9fff]", self.text))

    @property
    def left(self) -> float:
        return min(sign.x0 for sign in self.signs if sign.text.strip())

    @property
    def right(self) -> float:
        return max(sign.x1 for sign in self.signs if sign.text.strip())


@dataclass(frozen=True)
class PrintedPage:
    """A page's lines above and below the core's lower edge."""

    lines: tuple[PrintedLine, ...]
    footer: tuple[PrintedLine, ...]

    @property
    def signs(self) -> list[Sign]:
        return [sign for line in (*self.lines, *self.footer) for sign in line.signs]

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    def pitches(self) -> list[float]:
        """Return the distances from baseline to baseline."""
        return [lower.baseline - upper.baseline for upper, lower in itertools.pairwise(self.lines)]

    def top(self, size: float = 16.0) -> float:
        """Return where the em box of the first line begins."""
        return self.lines[0].baseline - 0.88 * size * MM

    def bottom(self, size: float = 16.0) -> float:
        """Return where the em box of the last line ends."""
        return self.lines[-1].baseline + 0.12 * size * MM


def printed_pages(pdf: bytes) -> list[PrintedPage]:
    """Return the pages of a PDF."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [_page(page) for page in opened.pages]


def _page(page: pdfplumber.page.Page) -> PrintedPage:
    signs = [
        Sign(
            text=char["text"],
            x0=char["x0"] * MM,
            x1=char["x1"] * MM,
            baseline=(float(page.height) - char["matrix"][5]) * MM,
            size=round(char["size"], 1),
            font=char["fontname"].partition("+")[2] or char["fontname"],
        )
        for char in page.chars
    ]
    rows: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda sign: (sign.baseline, sign.x0)):
        if not rows or sign.baseline - rows[-1][0].baseline > 0.05:
            rows.append([])
        rows[-1].append(sign)
    lines = [PrintedLine(tuple(sorted(row, key=lambda sign: sign.x0))) for row in rows]
    lines = [line for line in lines if line.text.strip()]
    return PrintedPage(
        lines=tuple(line for line in lines if line.baseline < CORE_BOTTOM),
        footer=tuple(line for line in lines if line.baseline >= CORE_BOTTOM),
    )
