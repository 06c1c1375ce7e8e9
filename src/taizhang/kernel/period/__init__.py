"""Periods: what they are (kinds) and how a clerk writes them (reading)."""

from __future__ import annotations

from taizhang.kernel.period.kinds import (
    Period,
    PeriodKind,
    UnknownPeriod,
    a_year_before,
    previous,
    spring_festival,
)
from taizhang.kernel.period.reading import parse_period

__all__ = [
    "Period",
    "PeriodKind",
    "UnknownPeriod",
    "a_year_before",
    "parse_period",
    "previous",
    "spring_festival",
]
