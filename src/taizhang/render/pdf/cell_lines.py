"""How many lines a cell takes, where that is certain before it is set."""

from __future__ import annotations

import math
import re

from taizhang.render.characters import em_width

_HAN = "\u4e00-\u9fff"
_PIECE = re.compile(f"(?<=[{_HAN}、，。；：！？）》】])(?=[{_HAN}（《【])")
"""Between two hanzi, after what closes and before what opens a line may always end (UAX 14). Elsewhere it may
or not: what lies between is one piece here."""
_WIDER_THAN_HALF = re.compile(r"[^0-9 .,:;/()\-\u3400-\u9fff\u3001-\u303f\uff00-\uffef]")
"""Signs that may be wider than `em_width` takes them for: half a quad more is enough for each."""
_CERTAIN = re.compile(f"[{_HAN}]")
_SLACK_EMS = 0.1
UNKNOWN = 0


def cell_lines(*, text: str, room: float) -> int:
    """Return on how many lines a text stands in a column that leaves `room` ems, or UNKNOWN.

    Lines are filled one by one. The text is never wider than `most` and never narrower than its
    hanzi, and a line that is followed by another lacks less than the longest piece: where the
    fewest lines and the most are the same number, it is the number.
    """
    most = _most(text) + _SLACK_EMS
    if most <= room:
        return 1
    spare = room - max(map(_most, _PIECE.split(text))) - _SLACK_EMS
    if spare <= 0:
        return UNKNOWN
    fewest = math.ceil(len(_CERTAIN.findall(text)) / room)
    return fewest if fewest == math.ceil(most / spare) else UNKNOWN


def _most(text: str) -> float:
    return em_width(text) + len(_WIDER_THAN_HALF.findall(text)) / 2
