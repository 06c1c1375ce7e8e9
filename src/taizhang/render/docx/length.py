"""Where the text of a docx will end, as far as can be told before a word processor sets it.

No word processor is at hand, and two of them break lines alike in half of the lines only. So the text
is reckoned twice, once as short and once as long as it may come out: where both end on one page, that
page is sure enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from taizhang.compiler.document import Block, Chart, Document, Figure, Table
from taizhang.render.characters import em_width
from taizhang.render.columns import CELL_PADDING_PT, cell_text, plan_table
from taizhang.render.page import CHARS, KEPT_EMS, LINES, PROFILES, ProfileName, title_block_lines
from taizhang.render.setting import Line, addressee_text, annex_note, lines, signature
from taizhang.render.title import title_lines

_SHORTER, _LONGER = 0.97, 1.03
"""What a word processor squeezes into a line or leaves open in it, and what it makes of a table's rows."""
_CHART_PT = 200.0
_CELL_LINE = 1.4
"""A line of a table, in ems."""
_CELL_EDGE_PT = 3.3
"""Above and below the text of a row, with its rule."""


class End(NamedTuple):
    """The page, from 1, on which the text ends, and the height it takes there, in points."""

    page: int
    height: float


def text_ends(*, document: Document, profile: ProfileName) -> tuple[End, End]:
    """Return where the text ends, annexes included, at the shortest and at the longest."""
    return (
        _Setting(document, profile, _SHORTER).end(),
        _Setting(document, profile, _LONGER).end(),
    )


class _Setting:
    """The text as a column of heights that are filled into pages."""

    def __init__(self, document: Document, profile: ProfileName, stretch: float) -> None:
        self.document = document
        self.figures: tuple[Figure, ...] = document.figures
        self.pitch = PROFILES[profile].pitch / 20
        self.stretch = stretch
        self.page, self.height = 1, 0.0
        self.kept = 0.0  # what stays with the piece that comes next

    def end(self) -> End:
        document = self.document
        self.fill([title_block_lines(len(title_lines(document.title))) * self.pitch])
        self.fill(self.text_lines(em_width(addressee_text(document))))
        self.blocks(document.blocks, signed=True)
        self.fill([self.note_and_signature()])
        for annex in document.annexes:
            self.page, self.height = self.page + 1, 0.0
            self.kept = (2 + title_block_lines(len(title_lines(annex.title)))) * self.pitch
            self.blocks(annex.blocks, signed=False)
            self.fill([0.0])
        return End(self.page, self.height)

    def fill(self, heights: list[float]) -> None:
        """Set pieces that are not divided, one below the other, each on a new page where it has no room."""
        room = LINES * self.pitch
        for piece in heights:
            height, self.kept = piece + self.kept, 0.0
            if self.height + height > room and self.height:
                self.page, self.height = self.page + 1, 0.0
            over = max(0, ceil(height / room) - 1)
            self.page, self.height = self.page + over, self.height + height - over * room

    def text_lines(self, ems: float) -> list[float]:
        return [self.pitch] * ceil(ems * self.stretch / CHARS)

    def note_and_signature(self) -> float:
        note = [ceil(em_width(sign + name) / (CHARS - 5)) for _, sign, name in annex_note(self.document)]
        signed = signature(self.document)
        rows = (sum(note) + 1 if note else 0) + 1 + bool(signed.signer) + bool(signed.date)
        return rows * self.pitch

    def blocks(self, blocks: tuple[Block, ...], *, signed: bool) -> None:
        """Set the blocks. Of a `signed` text a short last paragraph stays with the signature."""
        placed = list(lines(blocks))
        for index, item in enumerate(placed):
            if isinstance(item, Line):
                ems = sum(em_width(cell_text(inlines, self.figures)) for _, inlines in item.parts)
                heights = self.text_lines(ems + 2)
                if item.level or (signed and index == len(placed) - 1 and ems <= KEPT_EMS):
                    self.kept += sum(heights)
                else:
                    self.fill(heights)
            elif isinstance(item, Chart):
                self.fill([_CHART_PT * self.stretch + (self.pitch if item.caption else 0.0)])
            elif item.columns:
                self.fill(self.table(item))

    def table(self, table: Table) -> list[float]:
        """Return the heights of a table's pieces: the whole of it, or its rows, the first with the head."""
        plan = plan_table(table=table, figures=self.figures)
        rooms = [(width - 2 * CELL_PADDING_PT) / plan.size for width in plan.widths]

        def row_height(texts: Iterable[str]) -> float:
            cells = zip(texts, rooms, strict=True)
            rows = max(max(1, ceil(em_width(text) * self.stretch / room)) for text, room in cells)
            return (rows * plan.size * _CELL_LINE + _CELL_EDGE_PT) * self.stretch

        head = row_height(table.columns) + (self.pitch if table.caption else 0.0)
        rows = [row_height(cell_text(cell, self.figures) for cell in row) for row in table.rows]
        after = self.pitch / 3
        if plan.whole or not rows:
            return [head + sum(rows), after]
        return [head + rows[0], *rows[1:], after]
