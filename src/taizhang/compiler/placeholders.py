"""Finding what was left to be filled in: ***, XX, ××, 若干, X年, 【】, （待填）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_LETTER: Final = "[A-Za-z0-9]"
_MEASURES: Final = "年月日号个场次人名项条期届处份元万户街乡镇村社县区市省"
_LEFT_OPEN: Final = re.compile(
    "|".join(
        (
            # 138****3456 is a number that was masked on purpose.
            r"(?<![0-9*＊])[*＊]{2,}|(?<=[0-9])[*＊]{2,}(?![*＊0-9])",
            rf"(?<!{_LETTER})[XxＸｘ×✕]{{2,}}(?![A-Za-z])",
            rf"(?<![A-Za-z])[XxＸｘ×✕]{{1,4}}(?=[{_MEASURES}])",
            r"[0-9]+[XxＸｘ×]+[0-9]*(?=年)",
            r"[○〇◯□]{2,}",
            r"某某|某(?=[年月日])",
            r"若干(?!年[前后来以])",
            r"[_＿]{2,}",
            r"[?？]{2,}",
            r"[【\[〔（(][ \u3000]*[】\]〕）)]",
            r"[【\[（(](?:[^】\]）)]{0,10})(?:待|此处|请|需)(?:填|补|定|核|录)[^】\]）)]{0,10}[】\]）)]",
            r"(?:待|此处)(?:填写|补充|填入|核实)",
            r"\{\{|\}\}|\{%|%\}",
            r"\bTODO\b|\bTBD\b",
        )
    )
)
_BOOK_TITLE: Final = re.compile(r"《[^《》]*》")
_AROUND: Final = 8


def placeholders(text: str) -> tuple[str, ...]:
    """Return each place left open, with a few characters around it."""
    return tuple(_with_context(text, start, end) for start, end in open_spans(text))


def open_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each place left open stands. 若干 within 《》 is a title's own."""
    titles = [match.span() for match in _BOOK_TITLE.finditer(text)]
    for match in _LEFT_OPEN.finditer(text):
        within = any(start < match.start() < end for start, end in titles)
        if not (within and match.group() == "若干"):
            yield match.span()


def _with_context(text: str, first: int, last: int) -> str:
    start, end = max(0, first - _AROUND), min(len(text), last + _AROUND)
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
