"""Breaking a long title so that its lines make a trapezium or a rhomb and no word is torn."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations, pairwise

from taizhang.render.characters import em_width, printable

LINE_EMS = 20
"""Hanzi of 22 pt in one line of the core."""
_ROOM_EMS = 19.0

_GOOD_END = (
    "年度",
    "年",
    "月",
    "季度",
    "街道",
    "社区",
    "乡",
    "镇",
    "村",
    "县",
    "区",
    "市",
    "局",
    "办事处",
    "委员会",
    "的",
    "、",
    "，",
    "：",
    "》",
    "）",
    "”",
    "期间",
)
_GOOD_START = ("关于", "贯彻", "推进", "加强", "开展", "自查", "新时代", "宣传", "《", "“", "（", "暨")
_TORN = re.compile(r"[0-9A-Za-z.%〔〕][0-9A-Za-z.%年月日季至—-]|.[，。、：；！？》）〕”’％]|[《（〔“‘].")


@lru_cache(maxsize=256)
def title_lines(title: str) -> tuple[str, ...]:
    """Return the lines of a title. Line breaks that the author set are kept."""
    given = tuple(printable(line).strip() for line in title.splitlines() if line.strip())
    if len(given) != 1:
        return given or ("",)
    return _balanced(given[0])


def _balanced(title: str) -> tuple[str, ...]:
    """Return the title in as few lines as hold it, broken where it costs least."""
    width = em_width(title)
    if width <= LINE_EMS:
        return (title,)
    count = max(2, -int(-width // _ROOM_EMS))
    places = [place for place in range(2, len(title) - 1) if not _TORN.match(title[place - 1 : place + 1])]
    if count > 3 or len(places) < count - 1:
        return tuple(_filled(title))
    best = min(combinations(places, count - 1), key=lambda cuts: _cost(title, cuts))
    return _cut(title, best)


def _cut(title: str, cuts: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *cuts, len(title))
    return tuple(title[start:end].strip() for start, end in pairwise(edges))


def _cost(title: str, cuts: tuple[int, ...]) -> float:
    """Return how bad these cuts are: uneven lines, torn words, an hourglass or an overfull line."""
    widths = [em_width(line) for line in _cut(title, cuts)]
    cost = 0.6 * (max(widths) - min(widths))
    if max(widths) > LINE_EMS:
        cost += 1000
    if len(widths) == 3 and widths[1] < min(widths[0], widths[2]):
        cost += 30
    for cut in cuts:
        ends = title[:cut].endswith(_GOOD_END)
        starts = title[cut:].startswith(_GOOD_START)
        cost += 0 if ends and starts else 4 if ends or starts else 12
    return cost


def _filled(title: str) -> list[str]:
    """Return the title in lines of nearly equal width: for the very long ones, words or not."""
    count = -int(-em_width(title) // _ROOM_EMS)
    share = em_width(title) / count
    lines, line = [], ""
    for place, sign in enumerate(title):
        torn = place > 0 and _TORN.match(title[place - 1 : place + 1])
        if line and (em_width(line + sign) > LINE_EMS or (em_width(line) >= share and not torn)):
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line]
