"""A day as somebody types it on the command line."""

from __future__ import annotations

import datetime as dt

from taizhang.kernel.chinese_date import NotADate, read_date
from taizhang.kernel.refusal import Refused


class NotADay(Refused):
    """The text is not one day."""


def day(text: str) -> dt.date:
    """Return the day.

    Raises:  NotADay.
    """
    try:
        span = read_date(text, year=None)
    except NotADate as refusal:
        raise NotADay(f"日期“{text}”看不懂：{refusal} 请写成 2025-06-30。") from None
    if span.start != span.end:
        raise NotADay(f"“{text}”不是某一天，请写成 2025-06-30。")
    return span.start
