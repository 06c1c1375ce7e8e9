"""What two texts tell differently, word by word: pieces that are the same, gone, or new."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Sort = Literal["same", "gone", "new"]

_WORD = re.compile(r"[A-Za-z0-9.%％]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. The pieces that are not new make up the text before, those not gone the text after."""

    sort: Sort
    text: str


def text_differences(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of two texts in order: line by line, and word by word within lines that differ.

    A Hanzi is a word of its own, a number or a Latin word one as a whole.
    """
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return tuple(_joined(_pieces(old, new, within=True)))


def differ(pieces: Sequence[Piece]) -> bool:
    """Return whether the two texts are not the same."""
    return any(piece.sort != "same" for piece in pieces)


def _pieces(old: Sequence[str], new: Sequence[str], *, within: bool) -> Iterator[Piece]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        gone, fresh = "".join(old[start:end]), "".join(new[new_start:new_end])
        if tag == "equal":
            yield Piece("same", gone)
        elif tag == "replace" and within:
            yield from _pieces(_WORD.findall(gone), _WORD.findall(fresh), within=False)
        else:
            yield Piece("gone", gone)
            yield Piece("new", fresh)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Join neighbours of one sort and leave out empty ones."""
    kept: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if kept is not None and kept.sort == piece.sort:
            kept = Piece(kept.sort, kept.text + piece.text)
            continue
        if kept is not None:
            yield kept
        kept = piece
    if kept is not None:
        yield kept
