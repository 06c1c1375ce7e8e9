"""How often a duty falls due: frequencies (kinds), as offices write them (reading), as days (slots)."""

from __future__ import annotations

from taizhang.kernel.recurrence.kinds import (
    BeforeFestival,
    Every,
    Frequency,
    NotAFrequency,
    Once,
    frequency_of,
    say,
    stored,
)
from taizhang.kernel.recurrence.planned import Planned, parse_planned, say_planned
from taizhang.kernel.recurrence.reading import parse_frequency
from taizhang.kernel.recurrence.slots import Slot, occurrences

__all__ = [
    "BeforeFestival",
    "Every",
    "Frequency",
    "NotAFrequency",
    "Once",
    "Planned",
    "Slot",
    "frequency_of",
    "occurrences",
    "parse_frequency",
    "parse_planned",
    "say",
    "say_planned",
    "stored",
]
