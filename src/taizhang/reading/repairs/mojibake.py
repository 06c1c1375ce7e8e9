"""Text that was read in the wrong encoding somewhere on its way: 浣犲ソ for 你好.

A line is read again only when that works without one broken byte, turns text that nobody writes
into ordinary text, and only one way of reading does so. Otherwise the line stays and is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from taizhang.reading.hanzi import commonness, hanzi_of
from taizhang.reading.mending import Doubt, Mended, Repair

_CLEAN = 0.85
_CERTAIN = 0.95
_LEAST = 4
_STRAY = 0.05
_WESTERN = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2020-\u2022\u2030\u2039\u203a\u20ac\u2122]"
)
_LEAST_WESTERN = 6


def _western_bytes(text: str) -> bytes:
    """Return the bytes of a text that was read as cp1252, or as Latin-1 where cp1252 has nothing."""
    return b"".join(_western_byte(sign) for sign in text)


def _western_byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


def _gbk_bytes(text: str) -> bytes:
    return text.encode("gb18030")


def _big5_bytes(text: str) -> bytes:
    return text.encode("big5hkscs")


_WAYS: tuple[tuple[Callable[[str], bytes], str], ...] = (
    (_gbk_bytes, "utf-8"),
    (_western_bytes, "utf-8"),
    (_western_bytes, "gb18030"),
    (_western_bytes, "big5hkscs"),
    (_gbk_bytes, "big5hkscs"),
    (_big5_bytes, "gb18030"),
)


def mend_mojibake(text: str) -> Mended:
    """Return the line read in its true encoding, where that is certain."""
    if not _is_suspect(text):
        return Mended(text)
    readings = {reading for way in _WAYS if (reading := _read_again(text, *way)) is not None}
    if len(readings) == 1:
        reading = readings.pop()
        return Mended(reading, (Repair(text, reading, "mojibake"),))
    if readings or _is_hopeless(text):
        return Mended(text, (), (Doubt(text[:40], "这一行像是乱码，无法确定原文，请对照原件核对。"),))
    return Mended(text)


def _is_suspect(text: str) -> bool:
    if len(_WESTERN.findall(text)) >= _LEAST_WESTERN:
        return True
    return len(hanzi_of(text)) >= _LEAST and commonness(text) < _CLEAN


def _is_hopeless(text: str) -> bool:
    """Return whether the line is surely no text: most of it is what wrong encodings give."""
    letters = [sign for sign in text if not sign.isascii()]
    return len(_WESTERN.findall(text)) > len(letters) / 2 or (
        len(hanzi_of(text)) >= 8 and commonness(text) < 0.5
    )


def _read_again(text: str, to_bytes: Callable[[str], bytes], encoding: str) -> str | None:
    """Return the line in the other encoding if that makes it ordinary, else None."""
    try:
        reading = to_bytes(text).decode(encoding)
    except UnicodeError:
        return None
    hanzi = len(hanzi_of(reading))
    if hanzi < _LEAST or len(_WESTERN.findall(reading)) > _STRAY * hanzi:
        return None
    return reading if commonness(reading) >= _CERTAIN else None
