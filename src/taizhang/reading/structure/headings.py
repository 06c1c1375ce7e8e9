"""Where a heading ends and its text begins: （一）落实责任制。一是…… has a heading of four Hanzi."""

from __future__ import annotations

import re

_END = re.compile(r"[。！？]")
_COLON = re.compile("[：:]")
_PAUSE = re.compile("[，；,;]")
LONGEST = 45
"""A first sentence longer than this is text, not a heading."""
LONGEST_WITH_PAUSE = 30
"""So is one that is longer than this and has a comma in it."""
LONGEST_BEFORE_COLON = 20


def split_heading(text: str) -> tuple[str, str]:
    """Return heading and run-in text of a numbered line without its sign.

    The heading is the first sentence when it is short, or what stands before an early colon; its
    full stop belongs to neither. ("", text) when the line is only a numbered paragraph.
    """
    stop = _END.search(text)
    sentence = text[: stop.start()] if stop else text
    colon = _COLON.search(sentence)
    if colon and colon.end() < len(text) and colon.start() <= LONGEST_BEFORE_COLON:
        return text[: colon.start()], text[colon.end() :].lstrip()
    if not _is_heading(sentence):
        return "", text
    rest = text[stop.end() :].lstrip() if stop else ""
    return sentence.rstrip("：:"), rest


def _is_heading(sentence: str) -> bool:
    if len(sentence) > LONGEST or sentence.count("“") != sentence.count("”"):
        return False
    return len(sentence) <= LONGEST_WITH_PAUSE or not _PAUSE.search(sentence)
