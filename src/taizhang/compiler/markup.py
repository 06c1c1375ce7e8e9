"""Signs between a rendered template and the block parser: figure tokens, and data kept apart from markup.

Unicode noncharacters carry them. They never stand in real text (the private-use area does: rare
characters of names), so data and markup cannot be taken for each other.
"""

from __future__ import annotations

import re

TOKEN_OPEN = "\ufdd0"
TOKEN_CLOSE = "\ufdd1"
TOTAL = "t"
"""After the number in a token: this figure is the total of the column that it ends."""
TOTAL_CLOSE = TOTAL + TOKEN_CLOSE
"""How the token of a total ends."""

TOKEN = re.compile(f"{TOKEN_OPEN}([0-9]+)({TOTAL}?){TOKEN_CLOSE}")
RESERVED = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")

_DATA = "\ufdd2"
"""Stands before data, so that a line beginning with data is never a heading, a list or a table."""
BREAK = "\ufdd5"
"""A blank line that the template's author wrote: the end of a paragraph, list or table."""
_TAG = re.compile(r"(\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\})", re.DOTALL)
_BLANK_LINE = re.compile("\n[ \t\u3000]*(?=\n)")

_PIPE, _STAR = "\ufdd3", "\ufdd4"
"""Stand for | and * in data."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def token(*, serial: int, total: bool = False) -> str:
    """Return the text that stands for a figure until the blocks are made."""
    return f"{TOKEN_OPEN}{serial}{TOTAL if total else ''}{TOKEN_CLOSE}"


def clean(text: str) -> str:
    """Return text from outside without the reserved signs and control characters; line ends are \\n."""
    if text.isprintable():  # nearly every text: no sign of those is
        return text
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", RESERVED.sub("", unified))


def one_line(text: str) -> str:
    """Return text from outside as one line without outer blanks."""
    return " ".join(clean(text).split())


def shield(text: str) -> str:
    """Return a line of data that the block parser takes as nothing but text."""
    return _DATA + text.replace("\n", " ").replace("|", _PIPE).replace("*", _STAR)


def shield_passage(text: str) -> str:
    """Return a clerk's passage: each of its lines a paragraph of its own."""
    lines = (line.strip(" \t\u3000") for line in text.split("\n"))
    return f"\n{BREAK}\n".join(shield(line) for line in lines if line)


def with_breaks(source: str) -> str:
    """Return a template's text with its blank lines marked, line for line.

    Filling it in leaves other lines empty, where a condition does not hold or a loop begins: those
    mean nothing, so that a sentence under a condition does not break its paragraph.
    """
    pieces = _TAG.split(source)
    pieces[::2] = [_BLANK_LINE.sub(f"\n{BREAK}", text) for text in pieces[::2]]
    return "".join(pieces)


def bare(text: str) -> str:
    """Return what a reader sees: the shields taken off again."""
    if text.isprintable():  # the shields are not
        return text
    return text.replace(_DATA, "").replace(_PIPE, "|").replace(_STAR, "*").replace(BREAK, "")
