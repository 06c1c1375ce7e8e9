"""What makes a row the same as another, or as a record that stands already: unit, day and title."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from taizhang.kernel.numerals import fold_width
from taizhang.ledgers.records.rules import Content
from taizhang.ledgers.records.selectors import standing_keys


def saying(content: Content | None) -> str:
    """Return what a row says in the eyes of a duplicate; "" of a row with errors."""
    return "" if content is None else said(content.unit, content.on, content.title)


def said(unit: int, on: dt.date, title: str) -> str:
    """Return what these three say, whatever spaces, quotes and width the title is written with."""
    plain = "".join(sign for sign in fold_width(title) if not sign.isspace() and sign not in "“”\"'‘’《》")
    return f"{unit}|{on}|{plain}"


def standing(contents: Iterable[Content]) -> dict[str, str]:
    """Return the numbers of the standing records around these contents, by what they say."""
    told = list(contents)
    if not told:
        return {}
    keys = standing_keys(
        units={content.unit for content in told},
        start=min(content.on for content in told),
        last=max(content.on for content in told),
    )
    return {said(unit, on, title): number for unit, on, title, number in keys}
