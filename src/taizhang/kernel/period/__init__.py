"""Periods: what they are (kinds), how a clerk writes them (reading) and says them (everyday)."""

from __future__ import annotations

from taizhang.kernel.period.everyday import SAID, period_said
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
    "SAID",
    "Period",
    "PeriodKind",
    "UnknownPeriod",
    "a_year_before",
    "parse_period",
    "period_said",
    "previous",
    "spring_festival",
]
