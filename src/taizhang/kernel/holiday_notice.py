"""Reading the State Council's yearly notice of public holidays, as it is published.

    一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。
    二、春节：2月5日至11日放假调休，共7天。2月14日（周日）上班。

What the notice says of itself (how many days, which weekday) is checked, so that a slip in copying
is found.
Source:  国务院办公厅关于部分节假日安排的通知 (yearly).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.kernel.numerals import fold_width
from taizhang.kernel.refusal import Refused

_WEEKDAYS = "一二三四五六日"
_DAY = r"(?:(?P<{0}month>[0-9]{{1,2}})月)?(?P<{0}day>[0-9]{{1,2}})日(?:\((?P<{0}said>[^()]*)\))?"
_STRETCH = re.compile(_DAY.format("a") + r"(?:\s*(?:至|到|-|—+|~)\s*" + _DAY.format("b") + r")?")
_NAMED = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[0-9]+[.、．])?\s*(?P<name>[\u4e00-\u9fff、]{2,12}):(?P<rest>.*)$"
)
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_COUNT = re.compile(r"共\s*([0-9]{1,2})\s*天|放假\s*([0-9]{1,2})\s*天")
_LONGEST = 15
"""No public holiday lasts longer; a longer stretch is a slip."""


class NoticeUnreadable(Refused):
    """The text is not a notice of public holidays, or contradicts itself."""


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """One day of the notice: off for the holiday, or a weekend worked in its stead."""

    day: dt.date
    off: bool
    name: str


def read_notice(text: str, *, year: int) -> tuple[NoticeDay, ...]:
    """Return the days that the notice tells, in order.

    Lines without a holiday's name and a colon are passed over. Days of the December before belong
    to the year before (元旦 may begin there).
    Raises:  NoticeUnreadable with the line, for a line that tells no day, a day that is not there, a
             weekday or a count of days that does not fit, a day told twice, or no holiday at all.
    """
    found: dict[dt.date, NoticeDay] = {}
    for line in fold_width(text).splitlines():
        match = _NAMED.match(line.strip())
        if match is None or not re.search("放假|上班|休息", match["rest"]):
            continue
        for told in _holiday(match["name"], match["rest"], year, line.strip()):
            if told.day in found:
                raise NoticeUnreadable(f"{_said(told.day)}说了两次（“{line.strip()}”），请核对通知原文。")
            found[told.day] = told
    if not found:
        raise NoticeUnreadable(
            "没有认出放假安排。请把通知里“一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。”这样的各条原样贴进来。"
        )
    return tuple(found[day] for day in sorted(found))


def _holiday(name: str, rest: str, year: int, line: str) -> Iterator[NoticeDay]:
    month: int | None = None
    off_days = 0
    count: int | None = None
    for clause in re.split("[。;；]", rest):
        if said := _COUNT.search(clause):
            count = int(said[1] or said[2])
        off = "上班" not in clause
        days: list[dt.date] = []
        for match in _STRETCH.finditer(clause):
            first, month = _day(match, "a", month, year, line)
            last = first
            if match["bday"]:
                last, month = _day(match, "b", month, year, line)
            if last < first:
                last = last.replace(year=last.year + 1)
            if (last - first).days >= _LONGEST:
                raise NoticeUnreadable(f"“{match[0]}”太长，不像一次放假（“{line}”），请核对通知原文。")
            days += [first + dt.timedelta(days=ahead) for ahead in range((last - first).days + 1)]
        if clause.strip() and not days and re.search("放假|上班", clause):
            raise NoticeUnreadable(f"这一条没有写明日期：“{line}”，请核对通知原文。")
        off_days += len(days) if off else 0
        yield from (NoticeDay(day, off, name if off else f"{name}调休") for day in days)
    if count is not None and count != off_days:
        raise NoticeUnreadable(f"“{line}”写的是共{count}天，按日期算是{off_days}天，请核对通知原文。")


def _day(match: re.Match[str], side: str, month: int | None, year: int, line: str) -> tuple[dt.date, int]:
    month = int(match[f"{side}month"]) if match[f"{side}month"] else month
    if month is None:
        raise NoticeUnreadable(f"“{match[0]}”没有写几月（“{line}”），请核对通知原文。")
    try:
        day = dt.date(year, month, int(match[f"{side}day"]))
    except ValueError:
        raise NoticeUnreadable(
            f"没有{month}月{match[f'{side}day']}日这一天（“{line}”），请核对通知原文。"
        ) from None
    if weekday := _WEEKDAY.search(match[f"{side}said"] or ""):
        said = weekday[1].replace("天", "日")
        if _WEEKDAYS[day.weekday()] != said:
            raise NoticeUnreadable(
                f"{_said(day)}是周{_WEEKDAYS[day.weekday()]}，不是周{said}（“{line}”），请核对年份和通知原文。"
            )
    return day, month


def _said(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
