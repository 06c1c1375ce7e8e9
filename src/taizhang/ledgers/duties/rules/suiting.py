"""How well a record suits a task: by its kind, or by words of the task in its title; each told in a reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

OF_KIND, IN_TITLE, IN_TEXT = 4, 3, 1
_MOST_TOLD = 3
_STRONG = 2
"""How many of the task's words the title of a record of another kind must have."""


@dataclass(frozen=True, slots=True)
class Suit:
    """How well, and why. `faint` is one of the kind alone where the task names words, none of which it has."""

    score: int
    reasons: tuple[str, ...]
    faint: bool = False


def suit(*, kinds: Collection[str], words: Collection[str], kind: str, title: str, text: str) -> Suit | None:
    """Return how well a record of that kind, title and other text suits a task, None where it does not.

    A record of one of the kinds suits; so does one of another kind whose title has two of the words:
    one alone says too little, a festival has many doings. Without kinds one in the title is enough, or
    two anywhere.
    A task that names neither is suited by every record.
    """
    titled = [word for word in words if word in title]
    told = [word for word in words if word in text and word not in titled]
    of_kind = kind in kinds
    if not _suits(of_kind, bool(kinds), bool(words), len(titled), len(told)):
        return None
    score = OF_KIND * of_kind + IN_TITLE * min(len(titled), _MOST_TOLD) + IN_TEXT * min(len(told), _MOST_TOLD)
    reasons = ["类型相符"] if of_kind else []
    if titled:
        reasons.append(f"题目提到{_quoted(titled)}")
    if told:
        reasons.append(f"内容提到{_quoted(told)}")
    faint = of_kind and bool(words) and not (titled or told)
    if faint:
        score -= IN_TITLE
        reasons.append(f"没有提到{_quoted(list(words))}")
    elif kinds and not of_kind:
        reasons.append("类型不同")
    return Suit(score, tuple(reasons), faint)


def _suits(of_kind: bool, has_kinds: bool, has_words: bool, titled: int, told: int) -> bool:
    if of_kind or not (has_kinds or has_words):
        return True
    if has_kinds:
        return titled >= _STRONG
    return titled > 0 or told >= _STRONG


def _quoted(words: list[str]) -> str:
    return "".join(f"“{word}”" for word in words[:_MOST_TOLD])
