"""The text of a docx as a reader sees it: the proof that two ways of writing wrote the same."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def main_part(content: bytes) -> bytes:
    """Return document.xml of the docx."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("word/document.xml")


def printed_lines(content: bytes) -> list[str]:
    """Return the text of each paragraph, cells of tables included, in order; empty ones are left out."""
    body = etree.fromstring(main_part(content))
    paragraphs = ("".join(node.text or "" for node in each.iter(f"{_W}t")) for each in body.iter(f"{_W}p"))
    return [text for text in paragraphs if text]
