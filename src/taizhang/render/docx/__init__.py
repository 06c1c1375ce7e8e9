"""docx in the official layout, with every figure traceable."""

from __future__ import annotations

from taizhang.render.docx.figures_back import DocxNotReadable, figures_in_docx
from taizhang.render.docx.writer import docx_bytes

__all__ = ["DocxNotReadable", "docx_bytes", "figures_in_docx"]
