"""A manuscript: the text of a report while people edit it. Its figures are chips that ask the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from taizhang.compiler.manuscript.asks import Ask

State = Literal["auto", "locked", "typed"]


@dataclass(frozen=True, slots=True)
class Chip:
    """A figure in the text. `text` is what was printed when it was last looked at.

    "auto" follows the ledger at every compiling; "locked" is the value at the sealed `position`;
    "typed" was typed by hand: it asks nothing, and `typed_source` says where it comes from.
    """

    id: str
    text: str
    state: State = "auto"
    ask: Ask | None = None
    position: int | None = None
    typed_source: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A run of plain text. `style` "kai" or "hei" marks a lead-in."""

    text: str
    style: Literal["", "kai", "hei"] = ""


Piece = Words | Chip
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading of level 1 to 4, without its number: the compiler counts."""

    id: str
    level: Literal[1, 2, 3, 4]
    run_in: bool
    line: Line


@dataclass(frozen=True, slots=True)
class ParagraphBlock:
    """A paragraph."""

    id: str
    line: Line


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """A chart of a table's column, drawn above it."""

    kind: Literal["bar", "line"]
    column: int
    caption: str


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table, its caption without 表1. Every row has as many cells as `columns`."""

    id: str
    caption: str
    columns: tuple[str, ...]
    align: str
    rows: tuple[tuple[Line, ...], ...]
    chart: ChartPlan | None = None


Block = HeadingBlock | ParagraphBlock | TableBlock


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The title, which may hold line breaks, and the blocks of the body."""

    title: str
    blocks: tuple[Block, ...]

    def lines(self) -> tuple[tuple[str, Line], ...]:
        """Return every line with the id of its block, in order."""
        found: list[tuple[str, Line]] = []
        for block in self.blocks:
            if isinstance(block, TableBlock):
                found += [(block.id, cell) for row in block.rows for cell in row]
            else:
                found.append((block.id, block.line))
        return tuple(found)

    def chips(self) -> tuple[Chip, ...]:
        """Return every chip, in order."""
        return tuple(piece for _, line in self.lines() for piece in line if isinstance(piece, Chip))
