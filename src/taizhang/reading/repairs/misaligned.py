"""Misaligned GBK: one byte is lost, and every two bytes after it make a wrong character.

Such a run (赖履７兜臐夂穹 for 德模范的濃厚) reads well again when it is shifted by one byte, but its
first character is gone: a person must look. So the run is told with what it may say, never changed.
"""

from __future__ import annotations

import re
from itertools import accumulate

from taizhang.reading.hanzi import HANZI, first_level, hanzi_of, is_hanzi, simplified
from taizhang.reading.mending import Doubt

_RUN = re.compile(
    rf"(?:[{HANZI}]|[^\u0000-\u00b6，。；：、！？“”‘’《》（）〈〉【】〔〕…—　]|[0-9A-Za-z@\[\\\]^_`{{|}}~])+"
)
_ODD_LETTER = re.compile(rf"(?<=[{HANZI}])[A-Za-z@\[\\\]^_`{{|}}~](?=[{HANZI}])")
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_LEAST = 5
_LEAST_ODD = 2
_ODD_SHARE = 0.2
_LONGEST = 200
_BOUNDARIES = 12


def doubts_of_alignment(text: str) -> tuple[Doubt, ...]:
    """Return the runs of the line that read well one byte further."""
    found = []
    for run in _RUN.finditer(text):
        shifted = _shifted(run[0][:_LONGEST])
        if shifted is not None:
            original, reading = shifted
            found.append(Doubt(original, f"这一段像是错位的乱码，原文可能是“？{reading}”，请对照原件核对。"))
    return tuple(found)


def _oddities(run: str) -> list[bool]:
    """Return for each sign whether reports rarely have it: rare Hanzi, symbols, a letter between Hanzi."""
    letters = {match.start() for match in _ODD_LETTER.finditer(run)}
    common = first_level()
    plain = simplified(run)
    return [
        place in letters or (plain[place] not in common if is_hanzi(sign) else ord(sign) > 0xFF)
        for place, sign in enumerate(run)
    ]


def _shifted(run: str) -> tuple[str, str] | None:
    """Return the longest part of the run that reads well one byte further, with its reading."""
    if len(run) < _LEAST:
        return None
    odd = _oddities(run)
    if sum(odd) < _LEAST_ODD:
        return None
    before = [0, *accumulate(odd)]
    first_odd = odd.index(True)
    for start in range(min(first_odd, _BOUNDARIES) + 1):
        for end in range(len(run), max(first_odd, len(run) - _BOUNDARIES), -1):
            odds = before[end] - before[start]
            if odds < max(_LEAST_ODD, _ODD_SHARE * (end - start)):
                continue
            reading = _one_byte_on(run[start:end])
            if reading is not None:
                return run[start:end], reading
    return None


def _one_byte_on(part: str) -> str | None:
    """Return the part's bytes decoded from the second on when that is ordinary text, else None."""
    for form in dict.fromkeys((part, part.translate(_WIDE))):
        try:
            data = form.encode("gbk")[1:]
        except UnicodeEncodeError:
            return None
        for cut in (data, data[:-1]):
            try:
                reading = cut.decode("gbk")
            except UnicodeDecodeError:
                continue
            if len(hanzi_of(reading)) >= _LEAST and _is_ordinary(reading):
                return reading
    return None


def _is_ordinary(reading: str) -> bool:
    return all(sign in first_level() or sign in "，。、；：“”《》（）" for sign in simplified(reading))
