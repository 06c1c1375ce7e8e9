"""After an edit: which passes still hold, and which stage the item returns to. Pure.

Each pass is bound to the content that it saw. It holds on while what differs since is of no
concern to its stage; the last review must have seen the very content that goes out.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping, Sequence

from taizhang.ledgers.publication.rules.content import Content
from taizhang.ledgers.publication.rules.stages import PROOFS, REVIEWS, Code

_LETTERS = re.compile(r"[^\w]+|_")


class Change(enum.IntEnum):
    """How far two contents differ, the least first."""

    NONE = 0
    FEWER_CHANNELS = 1
    """Some channels were taken off, all else is the same."""
    MARKS = 2
    """Punctuation, spaces, headings, or what is told of a picture; no letter, no figure's source, no new channel."""
    MATTER = 3
    """Anything else: a word, a figure, a picture, a further channel."""

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Change.NONE: "没有改动",
    Change.FEWER_CHANNELS: "只减少了发布渠道",
    Change.MARKS: "只改了标点、空格、标题列表的样式或图片说明",
    Change.MATTER: "改了文字、图片或增加了渠道",
}


def change_between(before: Content, after: Content) -> Change:
    """Return how far two contents differ."""
    old, new = before.canonical(), after.canonical()
    if old == new:
        return Change.NONE
    if not set(new.channels) <= set(old.channels) or _matter(old) != _matter(new):
        return Change.MATTER
    same_but_channels = (old.title, old.text, old.pictures) == (new.title, new.text, new.pictures)
    return Change.FEWER_CHANNELS if same_but_channels else Change.MARKS


def _matter(content: Content) -> tuple[object, ...]:
    """Return what a review reads: letters and digits in their lines, what figures come from, and which pictures."""
    lines = tuple(filter(None, (_LETTERS.sub("", line) for line in content.text.split("\n"))))
    return _LETTERS.sub("", content.title), lines, tuple(picture.digest for picture in content.pictures)


def still_holds(code: Code, change: Change) -> bool:
    """Return whether a pass of that stage holds on after what it saw has changed so far."""
    if code is REVIEWS[-1]:
        return change is Change.NONE
    if code in PROOFS:
        return change <= Change.FEWER_CHANNELS
    return change <= Change.MARKS


def passes_lost(seen: Mapping[Code, Content], now: Content) -> frozenset[Code]:
    """Return the stages whose pass no longer holds. `seen` is what each passed stage saw."""
    return frozenset(
        code for code, content in seen.items() if not still_holds(code, change_between(content, now))
    )


def order_of(plan: Sequence[Code], *, urgent: bool) -> tuple[Code, ...]:
    """Return in which order the stages come: of an urgent item the last review first, the others after the fact."""
    if not urgent:
        return tuple(plan)
    return (REVIEWS[-1], *(code for code in plan if code is not REVIEWS[-1]))


def turn_of(plan: Sequence[Code], passed: frozenset[Code], *, urgent: bool) -> Code | None:
    """Return whose turn it is: the first stage in order that has not passed, None where all have."""
    return next((code for code in order_of(plan, urgent=urgent) if code not in passed), None)


def may_go_out(plan: Sequence[Code], passed: frozenset[Code], *, urgent: bool) -> bool:
    """Return whether the item is approved: all stages passed, of an urgent one the last review."""
    return REVIEWS[-1] in passed if urgent else passed >= frozenset(plan)
