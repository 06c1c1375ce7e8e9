"""Reading a docx's members in tests."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}


def members(data: bytes) -> dict[str, bytes]:
    """Return every member of the package by its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def part(data: bytes, name: str) -> etree._Element:
    """Return a member as XML."""
    return etree.fromstring(members(data)[name])


def body_text(data: bytes) -> list[str]:
    """Return the text of each paragraph of the body and of its tables, in order."""
    body = part(data, "word/document.xml")
    paragraphs = body.iterfind(".//w:p", NAMES)
    return [
        "".join(node.text or "" for node in paragraph.iterfind(".//w:t", NAMES)) for paragraph in paragraphs
    ]


def attribute(node: etree._Element, path: str, name: str) -> str:
    """Return an attribute, by its name in the w namespace, of the first node on the path."""
    found = node.find(path, NAMES)
    assert found is not None, path
    return str(found.get(f"{{{NAMES['w']}}}{name}"))


def with_member(data: bytes, name: str, content: bytes | None, *, new_name: str = "") -> bytes:
    """Return the package with a member replaced, renamed, or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for each, kept in members(data).items():
            if each != name:
                package.writestr(each, kept)
            elif content is not None:
                package.writestr(new_name or each, content)
    return out.getvalue()
