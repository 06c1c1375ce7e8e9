"""Times of day that do not exist, and stretches of years, days and hours that end before they begin.

Source:  GB/T 7408.1-2023 (dates and times).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from taizhang.kernel.numerals import fold_width
from taizhang.proofing.remark import Remark

_SOURCE = "GB/T 7408.1-2023"
_TO = r"\s*(?:至|到|—+|－|–|-|~|～)\s*"
_MORNING = ("上午", "早上", "早晨", "凌晨")
_AFTERNOON = ("下午", "晚上", "晚间", "傍晚")
_PART = "(?:上午|早上|早晨|凌晨|中午|下午|傍晚|晚上|晚间|晚)"
_BEFORE = rf"(?:[日号]\s*|{_PART}\s*|时间(?:为|是|[:：])?\s*|(?:于|每天|每日|定在)\s*)"
_AFTER = "(?=[前后起止许整]|开始|结束|集合|出发|截止|离场|入场|散场|开幕|闭幕|开放|到达)"
_CLOCKS = (
    re.compile(rf"(?P<part>{_BEFORE})(?P<hour>[0-9]{{1,2}})\s*(?:[:：]|[时点](?=[0-9]))\s*(?P<minute>[0-9]{{2}})(?![0-9])"),
    re.compile(rf"(?P<part>)(?<![0-9])(?<![0-9][:：])(?P<hour>[0-9]{{1,2}})[:：](?P<minute>[0-9]{{2}}){_AFTER}"),
    re.compile(r"(?P<part>)(?<![0-9])(?P<hour>[0-9]{1,2})[时点](?P<minute>[0-9]{1,2})分(?!钟|之)"),
    re.compile(rf"(?P<part>)(?<![0-9])(?<![0-9][:：])(?P<hour>[0-9]{{2}})(?P<minute>)[时点]{_AFTER}"),
)  # fmt: skip
"""With the words before it, with those after it, in Hanzi, and the hour alone. 25:18 by itself is a score."""
_HOURS = re.compile(
    rf"(?P<part>{_PART})?(?<![0-9])(?<![0-9][:：])(?P<h1>[0-9]{{1,2}})[:：](?P<m1>[0-5][0-9]){_TO}"
    rf"(?P<part2>{_PART})?(?P<h2>[0-9]{{1,2}})[:：](?P<m2>[0-5][0-9])(?![0-9:：])"
)
_YEARS = re.compile(rf"(?<![0-9.])(?P<y1>(?:19|20)[0-9]{{2}})年?{_TO}(?P<y2>(?:19|20)[0-9]{{2}})年")
_DATES = re.compile(
    rf"(?<![0-9])(?P<y1>(?:19|20)[0-9]{{2}})年(?P<m1>[0-9]{{1,2}})月(?:(?P<d1>[0-9]{{1,2}})日)?{_TO}"
    r"(?P<y2>(?:19|20)[0-9]{2})年(?P<m2>[0-9]{1,2})月(?:(?P<d2>[0-9]{1,2})日)?"
)
_POINTED = re.compile(
    rf"(?<![0-9])(?P<y1>(?:19|20)[0-9]{{2}})(?P<sign>[-./])(?P<m1>[0-9]{{1,2}})(?P=sign)(?P<d1>[0-9]{{1,2}}){_TO}"
    r"(?P<y2>(?:19|20)[0-9]{2})(?P=sign)(?P<m2>[0-9]{1,2})(?P=sign)(?P<d2>[0-9]{1,2})(?![0-9])"
)
_EVENING, _NOON = 17, 12


def remarks(text: str) -> Iterator[Remark]:
    """Yield a remark for each time of day that cannot be, and for each stretch that ends before it begins."""
    plain = fold_width(text)
    yield from (replace(remark, quote=text[remark.start : remark.end]) for remark in _found(plain))


def _found(plain: str) -> Iterator[Remark]:
    seen: set[int] = set()
    for pattern in _CLOCKS:
        for match in pattern.finditer(plain):
            if match.start("hour") not in seen and not _is_time(match):
                seen.add(match.start("hour"))
                yield _remark("date-no-such-time", match, f"没有“{match[0]}”这个时刻，请核对几点几分。")
    for pattern, backwards in _STRETCHES:
        for match in pattern.finditer(plain):
            if backwards(match):
                yield _remark("date-ends-before-it-begins", match, f"“{match[0]}”的结束早于开始，请核对。")


def _is_time(match: re.Match[str]) -> bool:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    latest = _NOON if match["part"].startswith(_MORNING) else 24
    return hour <= latest and minute <= 59 and not (hour == 24 and minute)


def _hours_backwards(match: re.Match[str]) -> bool:
    """Return whether the end is before the beginning, on one day: from the evening on it may be of the next."""
    begin = _minutes(match["part"], match["h1"], match["m1"])
    ends = {
        _minutes(part, match["h2"], match["m2"]) for part in (match["part2"], match["part2"] or match["part"])
    }
    return all(end < begin and not (begin >= _EVENING * 60 and end <= _NOON * 60) for end in ends)


def _minutes(part: str | None, hour: str, minute: str) -> int:
    later = part is not None and part.startswith((*_AFTERNOON, "晚")) and int(hour) < _NOON
    return (int(hour) + (_NOON if later else 0)) * 60 + int(minute)


def _years_backwards(match: re.Match[str]) -> bool:
    return int(match["y2"]) < int(match["y1"])


def _dates_backwards(match: re.Match[str]) -> bool:
    by_day = match["d1"] is not None and match["d2"] is not None
    parts = ("y", "m", "d") if by_day else ("y", "m")
    return [int(match[f"{part}2"]) for part in parts] < [int(match[f"{part}1"]) for part in parts]


_STRETCHES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (_HOURS, _hours_backwards),
    (_YEARS, _years_backwards),
    (_DATES, _dates_backwards),
    (_POINTED, _dates_backwards),
)


def _remark(rule: str, match: re.Match[str], text: str) -> Remark:
    return Remark(rule, "stop", match.start(), match.end(), match[0], text, _SOURCE)
