"""What reading tells about a text: what it mended, and what it could not be sure of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

RepairKind = Literal[
    "pinyin",  # a pinyin note after a character, taken out
    "lost-character",  # a character whose first byte was lost, put back
    "mojibake",  # a line read in the wrong encoding, read again
    "traditional",  # Traditional characters of a Mainland text
    "punctuation",  # half-width punctuation between Hanzi
    "space",  # a space between a digit and a Hanzi
    "line-break",  # a line break in the middle of a sentence
    "page-number",  # a page number that stood between the lines
    "entity",  # an HTML entity, written as the sign it stands for
    "invisible",  # characters that nobody sees
]


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing mended: what stood there, what stands there now.

    `line` is the line of the source, from 1. Rules that run through the whole text (traditional,
    punctuation, space) are listed once for each different pair, with their `count`; damage is
    listed each time.
    """

    found: str
    became: str
    kind: RepairKind
    line: int = 0
    count: int = 1


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that cannot be mended for certain. The text keeps it as it is.

    `text` is the place with a little around it, `reason` a Chinese sentence: what is wrong, and
    what it may have been.
    """

    text: str
    reason: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Mended:
    """A text after one rule, with what the rule did and doubts."""

    text: str
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def at(self, line: int) -> Mended:
        """Return the same with every repair and doubt placed on that line of the source."""
        return Mended(
            self.text,
            tuple(replace(repair, line=line) for repair in self.repairs),
            tuple(replace(doubt, line=line) for doubt in self.doubts),
        )


def around(*, text: str, start: int, end: int, width: int = 8) -> str:
    """Return text[start:end] with up to `width` characters on both sides."""
    return text[max(0, start - width) : end + width]
