"""Whether a theme plan holds together. Pure."""

from __future__ import annotations

import datetime as dt

from taizhang.kernel.refusal import Refused

MOST = 1000


class ThemeRefused(Refused):
    """The theme plan cannot be as told."""


def check_theme(*, title: str, start: dt.date, until: dt.date, planned: int) -> None:
    """Refuse a plan without a name, that ends before it begins, or plans no or too many items.

    Raises:  ThemeRefused.
    """
    if not title.strip():
        raise ThemeRefused("请填写主题名称。")
    if until < start:
        raise ThemeRefused("结束日期早于开始日期，请改正。")
    if not 1 <= planned <= MOST:
        raise ThemeRefused(f"计划篇数应在 1 到 {MOST} 之间。")
