"""Line breaks that were lost: 一、… 二、… and （一）… （二）… standing in one long line are set apart.

Only a whole row of numbers in their order is taken for headings: 一、 and 二、 after full stops or
colons. Numbers after a semicolon are an enumeration inside a sentence and stay.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from taizhang.kernel.numerals import read_numeral
from taizhang.reading.hanzi import HANZI
from taizhang.reading.lines import Line
from taizhang.reading.mending import Repair

_LONG = 80
_CN = "[一二三四五六七八九十]{1,3}"
_FIRST = re.compile(rf"(?:^|(?<=[。：:！？!?”）)]))\s*({_CN})、(?=[{HANZI}“])")
_SECOND = re.compile(rf"(?:^|(?<=[。：:！？!?”）){HANZI}]))\s*[（(]({_CN})[）)](?=[{HANZI}“])")
_HEADING_BEFORE = re.compile(rf"{_CN}、[^，。；：、,;:]{{2,30}}$")


def restore_breaks(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Repair, ...]]:
    """Return the lines with headings that stood inside them on lines of their own."""
    restored: list[Line] = []
    repairs: list[Repair] = []
    for line in lines:
        if line.table or len(line.text) < _LONG:
            restored.append(line)
            continue
        pieces = [part for piece in _parted(line.text, _FIRST) for part in _parted(piece, _SECOND)]
        restored += [replace(line, text=piece.strip()) for piece in pieces]
        repairs += [
            Repair(
                before[-1:] + after[:3],
                f"{before[-1:]}\n{after.lstrip()[:3]}",
                "line-break",
                line=line.number,
            )
            for before, after in pairwise(pieces)
        ]
    return tuple(restored), tuple(repairs)


def _parted(text: str, sign: re.Pattern[str]) -> list[str]:
    """Return the text cut before each sign of the row 1, 2, 3 …; whole when there is no such row."""
    places: list[int] = []
    for match in sign.finditer(text):
        if read_numeral(match[1]) != len(places) + 1:
            continue
        before = text[max(0, match.start() - 40) : match.start()]
        if sign is _SECOND and re.search(f"[{HANZI}]$", before) and not _HEADING_BEFORE.search(before):
            continue
        places.append(match.start())
    if len(places) < 2:
        return [text]
    cuts = [0, *(place for place in places if place > 0), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]
