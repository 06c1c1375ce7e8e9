"""A PDF looked at page by page, as pictures."""

from __future__ import annotations

import io
import threading
from contextlib import closing

import pypdfium2

DOTS_PER_POINT = 1.6
"""About 115 dots an inch: 16 pt type is read at ease, a page takes some 60 kB."""

# PDFium may be entered by one thread at a time.
_ONE_AT_A_TIME = threading.Lock()


def count_pages(*, content: bytes) -> int:
    """Return how many pages a PDF has."""
    with _ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(content)) as document:
        return len(document)


def draw_page(*, content: bytes, number: int) -> bytes | None:
    """Return page `number`, counted from 1, as PNG; None where there is no such page."""
    with _ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(content)) as document:
        if not 1 <= number <= len(document):
            return None
        picture = document[number - 1].render(scale=DOTS_PER_POINT, grayscale=True).to_pil()
        out = io.BytesIO()
        picture.save(out, "PNG")
    return out.getvalue()
