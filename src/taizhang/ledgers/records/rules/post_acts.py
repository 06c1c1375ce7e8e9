"""What the holder of a post did in person: presided, gave a talk, inspected, handled, took part.

An act belongs to the post, as duties do. It is counted for a unit, never for a person, and nobody
is ranked by it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from taizhang.kernel.refusal import Refused

MOST_ACTS = 40
_POST, _ACT = ACT_TAGS = "岗位:", "履职:"


class ActsRefused(Refused):
    """The acts of posts do not hold together."""


class ActSort(enum.StrEnum):
    """What the holder of the post did."""

    PRESIDED = "PRESIDED"
    TALKED = "TALKED"
    INSPECTED = "INSPECTED"
    HANDLED = "HANDLED"
    ATTENDED = "ATTENDED"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def leads(self) -> bool:
        """Whether it is an act of a leader; taking part in a study session is not."""
        return self is not ActSort.ATTENDED


_LABELS = {
    ActSort.PRESIDED: "主持",
    ActSort.TALKED: "讲课讲话",
    ActSort.INSPECTED: "检查调研",
    ActSort.HANDLED: "亲自处理",
    ActSort.ATTENDED: "参加",
}


@dataclass(frozen=True, slots=True, order=True)
class PostAct:
    """One act of one post. `name` is the post's name as it was when the act was written down."""

    post: int
    sort: ActSort
    name: str

    def as_dict(self) -> dict[str, Any]:
        """Return the act as JSON values."""
        return {"post": self.post, "sort": self.sort.value, "name": self.name}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> PostAct:
        """Return the act that `as_dict` wrote."""
        return cls(told["post"], ActSort(told["sort"]), told["name"])

    def __str__(self) -> str:
        return f"{self.name}{self.sort.label}"


def act_tags(acts: Iterable[PostAct]) -> set[str]:
    """Return the tags by which figures find the acts: 履职:主持 for what leads, 岗位:12 for each post."""
    told = list(acts)
    return {f"{_ACT}{act.sort.label}" for act in told if act.sort.leads} | {
        f"{_POST}{act.post}" for act in told
    }


def check_acts(acts: Iterable[PostAct]) -> tuple[PostAct, ...]:
    """Return the acts in order, each once.

    Raises:  ActsRefused for more than forty.
    """
    told = tuple(sorted(set(acts)))
    if len(told) > MOST_ACTS:
        raise ActsRefused(f"一条记录至多登记 {MOST_ACTS} 项履职，现在有 {len(told)} 项，请拆成几条记录。")
    return told
