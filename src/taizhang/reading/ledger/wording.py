"""How the value of a cell is shown: 15.0 as 15, a day as 2019-03-05."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from taizhang.reading.gate import CellValue


def shown(value: CellValue) -> str:
    """Return the value as text, as a clerk would have typed it; text itself is unchanged."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        if value != value or value in (float("inf"), float("-inf")):
            return str(value)
        return str(int(value)) if value == int(value) else f"{Decimal(repr(value)):f}"
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value)
