"""The columns that a ledger may have, and how their labels are recognised."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from taizhang.kernel.numerals import fold_width

ColumnType = Literal["date", "text", "quantity", "unit", "kind", "frequency"]

_BRACKET = re.compile(r"\(([^()]*)\)")
_LEAST_PARTIAL = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it fills, its label in what we write, and other labels met in the wild.

    Earlier aliases are preferred to later ones. `measure` is the unit a quantity is counted in,
    `ends` the date field whose last day this date column gives. A column that is `ignored` is
    recognised and its values left alone (序号).
    """

    field: str
    label: str
    aliases: tuple[str, ...] = ()
    type: ColumnType = "text"
    required: bool = False
    measure: str = ""
    ends: str = ""
    ignored: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.label, *self.aliases)


def normal_label(text: str) -> str:
    """Return a label as it is compared: half-width, without spaces, stars and colons."""
    return re.sub(r"[\s*:、，,。]", "", fold_width(text)).lower()


def bare_label(text: str) -> str:
    """Return the label without what stands in brackets: 时长（小时） is 时长."""
    return _BRACKET.sub("", normal_label(text))


def hint_of(text: str) -> str:
    """Return what stands in brackets of a label: the 小时 of 时长（小时）."""
    match = _BRACKET.search(normal_label(text))
    return match[1] if match else ""


def label_score(*, label: str, column: Column) -> int:
    """Return how well a label names a column: 101-200 exactly, 1-100 in part, 0 not at all."""
    full, bare = normal_label(label), bare_label(label)
    best = 0
    for rank, name in enumerate(column.names):
        alias = normal_label(name)
        if alias in (full, bare):
            return 200 - min(rank, 99)
        if len(alias) >= _LEAST_PARTIAL and len(bare) <= 14 and bare.endswith(alias):
            best = max(best, 40 + len(alias))
        elif len(alias) > _LEAST_PARTIAL and len(bare) <= len(alias) + 4 and alias in bare:
            best = max(best, 20 + len(alias))
    return best
