"""When a study plan sets a session: a month, a day, or so many times in every month."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from taizhang.kernel.chinese_date import read_date
from taizhang.kernel.date_span import AmbiguousDate, NoSuchDay, NotADate, chinese_day, short
from taizhang.kernel.numerals import fold_width, read_numeral
from taizhang.kernel.recurrence.kinds import Frequency, NotAFrequency, Once, say
from taizhang.kernel.recurrence.reading import parse_frequency

_NUMBER = r"[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_BARE = re.compile(rf"(?P<month>{_NUMBER})(?:月份?)?")
_DAY = re.compile(rf"(?P<day>{_NUMBER})[日号]")
_OFTEN = re.compile(r"每|全年|按|逐")
HOW = "请写成“3月”“3月15日”“一季度”或“每月1次”"


@dataclass(frozen=True, slots=True)
class Planned:
    """When a session is due, and the day from which it may be held: the first of the month it begins in."""

    frequency: Frequency
    start: dt.date


def parse_planned(text: str, *, year: int, month: str = "") -> Planned:
    """Return when a session of that year's plan is to be held. `month` is a month written beside a day alone.

    Raises:  NotAFrequency, with the reason and what to write instead; for a day of another year too.
    """
    said = fold_width(text).strip(" 。\n\t") or fold_width(month).strip()
    plain = re.sub(r"\s", "", said)
    if not plain:
        raise NotAFrequency(f"没有写学习时间；{HOW}。")
    if _OFTEN.match(plain):
        return Planned(parse_frequency(plain, year), dt.date(year, 1, 1))
    day = _DAY.fullmatch(plain)
    if day and month:
        said = f"{_month(month)}月{day['day']}日"
    elif _BARE.fullmatch(plain):
        said = f"{_month(plain)}月"
    try:
        span = read_date(re.sub(r"[底末]$", "", said), year=year)
    except (NoSuchDay, AmbiguousDate) as refusal:
        raise NotAFrequency(f"学习时间：{refusal}") from refusal
    except NotADate as refusal:
        raise NotAFrequency(f"学习时间“{short(text or month)}”看不懂；{HOW}。") from refusal
    if span.precision == "year":
        raise NotAFrequency(f"学习时间“{short(text or month)}”没有写到月份或日期；{HOW}。")
    if span.start.year != year or span.end.year != year:
        raise NotAFrequency(f"学习时间“{short(text or month)}”不在计划的{year}年里，请核对年份。")
    return Planned(Once(span.end), span.start.replace(day=1))


def _month(text: str) -> int:
    found = _BARE.fullmatch(re.sub(r"\s", "", fold_width(text)))
    digits = found["month"] if found else "0"
    number = int(digits) if digits.isdigit() else read_numeral(digits)
    if not number or not 1 <= number <= 12:
        raise NotAFrequency(f"“{short(text)}”不是一个月份，一年只有 12 个月；{HOW}。")
    return number


def say_planned(planned: Planned) -> str:
    """Return when a session is planned, as an office writes it; `parse_planned` of it is this very time."""
    if not isinstance(planned.frequency, Once):
        return say(planned.frequency)
    by, start = planned.frequency.by, planned.start
    ends = (by + dt.timedelta(days=1)).day == 1 and start.day == 1 and start.year == by.year
    months = by.month - start.month + 1
    if ends and months == 1:
        return f"{by.year}年{by.month}月"
    if ends and months == 3 and by.month % 3 == 0:
        return f"{by.year}年{'一二三四'[by.month // 3 - 1]}季度"
    if ends and months == 6 and by.month in (6, 12):
        return f"{by.year}年{'上' if by.month == 6 else '下'}半年"
    return chinese_day(by)
