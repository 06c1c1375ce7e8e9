"""What a cell of a table of premises says, as the field of its type stores it."""

from __future__ import annotations

import re
from typing import Any

from taizhang.kernel.chinese_date import read_date
from taizhang.kernel.numerals import fold_width
from taizhang.kernel.quantity import read_quantity
from taizhang.ledgers.premises.rules import Field, PlaceRefused

_YES, _NO = ("是", "已开", "已开启", "开启", "有", "√"), ("否", "未开", "未开启", "关闭", "无", "×")
BETWEEN = re.compile(r"[、，,;；]+")


def plain(text: str) -> str:
    """Return a name as it is compared: width, space, dashes and case aside."""
    return re.sub(r"[\s—–-]+", "-", fold_width(text).strip()).casefold()


def value_of(field: Field, text: str) -> Any:
    """Return the value of a field that names no post.

    Raises:  PlaceRefused and the refusals of reading, for what the field cannot be.
    """
    match field.type:
        case "yes" if text in _YES or text in _NO:
            return text in _YES
        case "yes":
            raise PlaceRefused(f"“{text}”看不懂，请写“是”或“否”。")
        case "choice":
            known = next((each for each in field.choices if plain(each) == plain(text)), None)
            if known is None:
                raise PlaceRefused(f"{field.label}应是这几项之一：{'、'.join(field.choices)}。")
            return known
        case "day":
            return _day(text)
        case "whole":
            return _whole(field, text)
    return text


def _day(text: str) -> str:
    span = read_date(text, year=None)
    if span.start != span.end:
        raise PlaceRefused(f"“{text}”不是某一天，请写成 2026-03-05。")
    return span.start.isoformat()


def _whole(field: Field, text: str) -> int:
    number = read_quantity(text)
    if number.value is None or number.relation != "exact" or number.value != int(number.value):
        raise PlaceRefused(f"“{text}”不是确切的整数，{field.label}请写整数。")
    if number.unit and field.unit and number.unit not in (field.unit, "平米", "㎡", "m2"):
        raise PlaceRefused(f"“{text}”的单位不是{field.unit}，请核对。")
    return int(number.value)
