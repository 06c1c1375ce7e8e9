r"""The one form of an item's text: lines with marks that a person can read and type. Pure.

A line is a paragraph. `# ` to `#### ` begin a heading of that level, `- ` a line of a list. A figure
that was taken from the ledger is written with the words shown and where they come from:
[16](口径:study_sessions@12@2025). What merely looks like a mark has a backslash before it (\# \- \[);
anywhere else a backslash is a backslash. An empty line is an empty paragraph.
The editor reads and writes the same form (front/editor/text_form.js); a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

DEEPEST = 4
LONGEST_WORDS = 80
LONGEST_SOURCE = 300

_FIGURE = re.compile(
    rf"(\\*)\[([^\[\]\n]{{1,{LONGEST_WORDS}}})\]\(口径:([0-9A-Za-z_.@/\u4e00-\u9fff-]{{1,{LONGEST_SOURCE}}})\)"
)
_HEADING = re.compile(r"(#+)[ \t\u3000]*(.*)", re.DOTALL)
_BULLET = re.compile(r"-(?: [ \t\u3000]*(.*))?", re.DOTALL)
_ESCAPED = re.compile(r"\\+(?:#|- |-\Z)")
_LOOKS_MARKED = re.compile(r"\\*(?:#|- |-\Z)")


@dataclass(frozen=True, slots=True)
class Words:
    """A run of plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class LedgerFigure:
    """A figure in the text: the words shown, and what they were taken from (study_sessions@12@2025)."""

    text: str
    source: str


Piece = Words | LedgerFigure


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text. `level` is 1 to 4 of a heading, 0 of anything else."""

    sort: Literal["paragraph", "heading", "bullet"]
    pieces: tuple[Piece, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """The words shown."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure and where it stands in the words shown, from `start` up to `end`."""

    start: int
    end: int
    figure: LedgerFigure


def parse(text: str) -> tuple[Line, ...]:
    """Return the lines of a text. Every text can be read: what is no mark is words."""
    return tuple(_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def write(lines: Sequence[Line]) -> str:
    """Return the text of lines: `parse` of it gives these lines."""
    return "\n".join(_written(line) for line in lines)


def shown(text: str) -> str:
    """Return the words shown, line by line, without marks. Places of figures and remarks are places in it."""
    return "\n".join(line.text for line in parse(text))


def figures_in(text: str) -> tuple[PlacedFigure, ...]:
    """Return every figure of a text with its place in the words shown, in order."""
    return tuple(_placed(parse(text)))


def _placed(lines: Sequence[Line]) -> Iterator[PlacedFigure]:
    place = 0
    for line in lines:
        for piece in line.pieces:
            if isinstance(piece, LedgerFigure):
                yield PlacedFigure(place, place + len(piece.text), piece)
            place += len(piece.text)
        place += 1


def _line(line: str) -> Line:
    if heading := _HEADING.fullmatch(line):
        return Line("heading", _pieces(heading[2]), min(len(heading[1]), DEEPEST))
    if bullet := _BULLET.fullmatch(line):
        return Line("bullet", _pieces(bullet[1] or ""))
    return Line("paragraph", _pieces(line[1:] if _ESCAPED.match(line) else line))


def _pieces(told: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    words, place = "", 0
    for found in _FIGURE.finditer(told):
        half, escaped = divmod(len(found[1]), 2)
        words += told[place : found.start()] + "\\" * half
        place = found.end()
        if escaped:
            words += found[0].lstrip("\\")
            continue
        pieces += [Words(words)] if words else []
        pieces.append(LedgerFigure(found[2], found[3]))
        words = ""
    words += told[place:]
    return (*pieces, Words(words)) if words else tuple(pieces)


def _written(line: Line) -> str:
    told = ""
    for at, piece in enumerate(line.pieces):
        if isinstance(piece, LedgerFigure):
            told += f"[{piece.text}](口径:{piece.source})"
            continue
        before_figure = at + 1 < len(line.pieces)  # words never touch words
        told += _escaped(piece.text, before_figure=before_figure)
    match line.sort:
        case "heading":
            return f"{'#' * line.level} {told}" if told else "#" * line.level
        case "bullet":
            return f"- {told}" if told else "-"
        case "paragraph":
            return f"\\{told}" if _LOOKS_MARKED.match(told) else told


def _escaped(words: str, *, before_figure: bool) -> str:
    """Return words so that nothing in them is read as a figure, nor their last backslashes as an escape."""
    told = _FIGURE.sub(lambda found: "\\" * (len(found[1]) + 1) + found[0], words)
    if before_figure:
        told += "\\" * (len(told) - len(told.rstrip("\\")))
    return told
