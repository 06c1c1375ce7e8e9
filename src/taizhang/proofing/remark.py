"""A remark on a text: what is wrong where, why, and the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["stop", "mend", "note"]
"""stop: it must not go out so. mend: it is wrong by a standard. note: a person should look."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark. `start` and `end` are places in the text as it was given, `quote` what stands there.

    `rule` is the rule's code ("date-no-such-day"), `source` the standard or regulation behind it,
    "" for none. `quote` of personal data is masked: a list of remarks is no second leak.
    """

    rule: str
    level: Level
    start: int
    end: int
    quote: str
    text: str
    source: str = ""
