"""A posting: what a book tells the journal when it accepts something that counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "people": "人次",
        "minutes": "分钟",
        "copies": "份",
        "points": "分",
    }
)
"""What a posting may measure beside its count: code -> unit of measure. Whole numbers only."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of the journal, before the journal numbers and chains it.

    `weight` is +1, or -1 for the reversal of an earlier line. `source` names the thing that
    counts ("records:412"); figures count distinct sources. `on` is the day the figure belongs
    to. `tags` are sorted and distinct. `measures` holds only what is known: an unknown number
    of people is absent, never 0.
    """

    book: str
    source: str
    revision: int
    unit: int
    on: dt.date
    kind: str
    tags: tuple[str, ...] = ()
    measures: Mapping[str, int] = field(default_factory=dict)
    weight: int = 1
    position: int | None = None

    def __post_init__(self) -> None:
        if self.weight not in (1, -1):
            raise ValueError(f"weight must be +1 or -1, not {self.weight}")
        unknown = set(self.measures) - set(MEASURES)
        if unknown:
            raise ValueError(f"unknown measures: {sorted(unknown)}")
        if tuple(sorted(set(self.tags))) != self.tags:
            raise ValueError("tags must be sorted and distinct")
        if any("|" in tag for tag in self.tags):
            raise ValueError("a tag must not hold the separator '|'")


def measures_of(amounts: Iterable[int | None]) -> dict[str, int]:
    """Return the measures of a line that are known; they are kept in the order of `MEASURES`, None where unknown."""
    return {name: amount for name, amount in zip(MEASURES, amounts, strict=True) if amount is not None}


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags of a line; they are kept as "" or "|a|b|"."""
    return tuple(text[1:-1].split("|")) if text else ()
