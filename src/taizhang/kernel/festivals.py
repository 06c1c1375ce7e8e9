"""The festivals and days of observance of a year. Our own table: other tables leave some out."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from taizhang.kernel.lunar import LunarDate, days_in_lunar_month, solar_of, solar_term

FestivalKind = Literal["lunar", "term", "solar"]
FESTIVAL_TAG = "节日:"
"""A tag with this prefix names the festival of what bears it: 节日:端午节."""


@dataclass(frozen=True, slots=True)
class Festival:
    """A festival on its day. `kind` tells what fixes the day: the moon, a solar term, the sun."""

    name: str
    day: dt.date
    kind: FestivalKind

    @property
    def short(self) -> str:
        """The first of its names that fits a calendar's square of four characters, else the shortest."""
        names = BY_NAME[self.name].names
        return next((name for name in names if len(name) <= 4), min(names, key=len))


@dataclass(frozen=True, slots=True)
class FestivalRule:
    """How a festival's day is found; `names` are all its names, the proper one first.

    `day_in` takes a year: the lunar year for the kind "lunar", else the solar year.
    """

    names: tuple[str, ...]
    kind: FestivalKind
    day_in: Callable[[int], dt.date]


def _lunar(month: int, day: int, *names: str) -> FestivalRule:
    return FestivalRule(names, "lunar", lambda year: solar_of(LunarDate(year, month, day)))


def _term(term: str, *names: str) -> FestivalRule:
    return FestivalRule(names, "term", lambda year: solar_term(name=term, year=year))


def _solar(month: int, day: int, *names: str) -> FestivalRule:
    return FestivalRule(names, "solar", lambda year: dt.date(year, month, day))


def _sunday(month: int, nth: int, *names: str) -> FestivalRule:
    def day_in(year: int) -> dt.date:
        first = dt.date(year, month, 1)
        return first + dt.timedelta((6 - first.weekday()) % 7 + 7 * (nth - 1))

    return FestivalRule(names, "solar", day_in)


def _last_night(year: int) -> dt.date:
    return solar_of(LunarDate(year, 12, days_in_lunar_month(year=year, month=12)))


RULES: tuple[FestivalRule, ...] = (
    _lunar(1, 1, "春节", "大年初一"),
    _lunar(1, 15, "元宵节", "元宵", "上元节"),
    _lunar(2, 2, "龙抬头"),
    _lunar(5, 5, "端午节", "端午"),
    _lunar(7, 7, "七夕节", "七夕"),
    _lunar(7, 15, "中元节", "中元"),
    _lunar(8, 15, "中秋节", "中秋"),
    _lunar(9, 9, "重阳节", "重阳", "老年节"),
    _lunar(10, 1, "寒衣节"),
    _lunar(10, 15, "下元节"),
    _lunar(12, 8, "腊八节", "腊八"),
    _lunar(12, 23, "小年（北方）", "北方小年"),
    _lunar(12, 24, "小年（南方）", "南方小年"),
    FestivalRule(("除夕", "大年三十", "年三十"), "lunar", _last_night),
    _term("清明", "清明节", "清明"),
    _term("秋分", "中国农民丰收节", "农民丰收节", "丰收节"),
    _term("冬至", "冬至"),
    _solar(1, 1, "元旦", "元旦节"),
    _solar(3, 5, "学雷锋纪念日", "学雷锋日"),
    _solar(3, 8, "妇女节", "三八妇女节", "三八节", "国际妇女节"),
    _solar(3, 12, "植树节"),
    _solar(3, 15, "消费者权益日"),
    _solar(4, 23, "世界读书日", "读书日"),
    _solar(5, 1, "劳动节", "五一劳动节", "五一节", "五一", "国际劳动节"),
    _solar(5, 4, "青年节", "五四青年节", "五四"),
    _sunday(5, 2, "母亲节"),
    _solar(6, 1, "儿童节", "六一儿童节", "六一节", "六一", "国际儿童节"),
    _solar(6, 5, "环境日", "世界环境日", "六五环境日"),
    _sunday(6, 3, "父亲节"),
    _solar(7, 1, "建党节", "七一建党节", "七一"),
    _solar(8, 1, "建军节", "八一建军节", "八一"),
    _solar(9, 10, "教师节"),
    _solar(9, 30, "烈士纪念日"),
    _solar(10, 1, "国庆节", "国庆", "十一", "十一国庆节"),
    _solar(12, 4, "国家宪法日", "宪法日"),
    _solar(12, 5, "国际志愿者日", "志愿者日"),
)
"""小年 is the 23rd in the north and the 24th in the south; both stand here under their full names."""

BY_NAME = {name: rule for rule in RULES for name in rule.names}


@functools.cache
def festivals_of(year: int) -> tuple[Festival, ...]:
    """Return the festivals that fall in a solar year, in order of day.

    A festival late in the lunar year (腊八, 小年, 除夕) may fall in a solar year twice or never.
    """
    found = [
        Festival(rule.names[0], day, rule.kind)
        for rule in RULES
        for day in {rule.day_in(year), rule.day_in(year - 1 if rule.kind == "lunar" else year)}
        if day.year == year
    ]
    return tuple(sorted(found, key=lambda festival: (festival.day, festival.name)))


def next_festival(*, after: dt.date) -> Festival:
    """Return the first festival later than a day."""
    coming = (*festivals_of(after.year), *festivals_of(after.year + 1))
    return next(festival for festival in coming if festival.day > after)
