"""What the doors need of the compiling half to speak of a manuscript: its words, its questions, its findings."""

from __future__ import annotations

from taizhang.compiler.document import Figure
from taizhang.compiler.manuscript import (
    Ask,
    Change,
    Found,
    Manuscript,
    as_json,
    ask_of,
    changes,
    manuscript_from,
    manuscript_json,
)

__all__ = [
    "Ask",
    "Change",
    "Figure",
    "Found",
    "Manuscript",
    "as_json",
    "ask_of",
    "changes",
    "manuscript_from",
    "manuscript_json",
]
