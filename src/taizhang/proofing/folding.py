"""A text as a machine reads its digits: wide, spaced, hidden and Chinese digits made plain, places kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.kernel.numerals import DIGIT_CHARS, read_digits

_SAID = {sign: str(read_digits(sign)) for sign in DIGIT_CHARS} | {"幺": "1", "o": "0", "O": "0"}
_BETWEEN = re.compile(r"[\s\-‐‑‒–—―－_.·•・,，、/／]")
MOST_BETWEEN = 2
_OF_A_LIST = ",，、;；/／"
_LAST_X = "xXｘＸ×"


@dataclass(frozen=True, slots=True)
class Digits:
    """A run of digits. `text` is plain digits, a last X of an identity number kept.

    `start` and `end` are places in the text as given; `spoken` tells that Chinese digits are in it.
    """

    text: str
    start: int
    end: int
    spoken: bool


def digit_runs(text: str) -> Iterator[Digits]:
    """Yield the runs of digits, each as long as it goes.

    Digits belong to one run when at most two spaces, hyphens or points stand between them; signs
    that show nothing (zero width) do not count.
    """
    run: list[tuple[str, int, bool]] = []
    between = 0
    for place, sign in enumerate(text):
        if unicodedata.category(sign) in ("Cf", "Mn"):
            continue
        digit = _digit(sign)
        if digit is not None and not (digit == "0" and sign in "oO" and not run):
            run.append((digit, place, sign in _SAID))
            between = 0
        elif run and sign in _LAST_X and len(run) == 17:
            run.append(("X", place, False))
            yield _of(run)
            run, between = [], 0
        elif run and between < MOST_BETWEEN and _BETWEEN.match(sign):
            between += 1
        elif run:
            yield _of(run)
            run, between = [], 0
    if run:
        yield _of(run)


def listed(run: Digits, text: str) -> Iterator[Digits]:
    """Yield the numbers of a run that are told apart by signs of a list: 、 ， ； / between them."""
    part: list[tuple[str, int, bool]] = []
    for place in range(run.start, run.end):
        sign = text[place]
        if sign in _OF_A_LIST and part:
            yield _of(part)
            part = []
        digit = _digit(sign)
        if digit is not None:
            part.append((digit, place, sign in _SAID))
        elif len(part) == 17 and sign in _LAST_X:
            part.append(("X", place, False))
    if part:
        yield _of(part)


def unmixed(run: Digits, text: str) -> Iterator[Digits]:
    """Yield the parts of a run that are written in one way: in 13800123456一名 the number, and the 一 by itself."""
    part: list[tuple[str, int, bool]] = []
    for place in range(run.start, run.end):
        digit = _digit(text[place])
        if digit is None:
            continue
        spoken = text[place] in _SAID and text[place] not in "oO0"
        if part and part[-1][2] != spoken:
            yield _of(part)
            part = []
        part.append((digit, place, spoken))
    if part:
        yield _of(part)


def _digit(sign: str) -> str | None:
    if sign in _SAID:
        return _SAID[sign]
    value = unicodedata.digit(sign, None)
    return None if value is None else str(value)


def _of(run: list[tuple[str, int, bool]]) -> Digits:
    return Digits(
        text="".join(digit for digit, _, _ in run),
        start=run[0][1],
        end=run[-1][1] + 1,
        spoken=any(spoken for _, _, spoken in run),
    )
