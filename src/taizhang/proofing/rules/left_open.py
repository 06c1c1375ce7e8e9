"""Places that were left to be filled in."""

from __future__ import annotations

from collections.abc import Iterator

from taizhang.compiler.placeholders import open_spans
from taizhang.proofing.remark import Remark


def remarks(text: str) -> Iterator[Remark]:
    """Yield a remark for each place left open."""
    for start, end in open_spans(text):
        quote = text[start:end]
        yield Remark(
            "left-open", "stop", start, end, quote, f"“{quote}”还没有填实，请改成确切的内容，或删去这一句。"
        )
