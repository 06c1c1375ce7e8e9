"""What two texts tell differently, word by word: pieces that are the same, gone, or new."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Sort = Literal["same", "gone", "new"]

MOST = 1_000_000
"""Two stretches of so many words by so many are told as gone and new: to match them would take seconds."""

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
    return tuple(_joined(_by_lines(old, new)))


def differ(pieces: Sequence[Piece]) -> bool:
    """Return whether the two texts are not the same."""
    return any(piece.sort != "same" for piece in pieces)


def _by_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, start, end, new_start, new_end in _opcodes(old, new):
        gone, fresh = old[start:end], new[new_start:new_end]
        if tag == "equal":
            yield Piece("same", "".join(gone))
        elif len(gone) == len(fresh):
            for line, other in zip(gone, fresh, strict=True):
                yield from _by_words(line, other)
        else:
            yield from _by_words("".join(gone), "".join(fresh))


def _by_words(gone: str, fresh: str) -> Iterator[Piece]:
    old, new = _WORD.findall(gone), _WORD.findall(fresh)
    if len(old) * len(new) > MOST:
        yield from (Piece("gone", gone), Piece("new", fresh))
        return
    for tag, start, end, new_start, new_end in _opcodes(old, new):
        if tag == "equal":
            yield Piece("same", "".join(old[start:end]))
        else:
            yield Piece("gone", "".join(old[start:end]))
            yield Piece("new", "".join(new[new_start:new_end]))


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


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
