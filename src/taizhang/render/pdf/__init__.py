"""PDF/A in the official layout."""

from __future__ import annotations

from taizhang.render.pdf.typesetting import CharactersMissing, FontsMissing, PdfNotMade, pdf_bytes

__all__ = ["CharactersMissing", "FontsMissing", "PdfNotMade", "pdf_bytes"]
