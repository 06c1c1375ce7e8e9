"""The text of a paragraph as a person sees it: inserted text in, deleted and hidden text out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from taizhang.reading.docx.names import attribute, child, is_on, local

_SKIPPED = frozenset(
    {"del", "moveFrom", "delText", "delInstrText", "rPr", "pPr", "rt", "Fallback", "footnoteReference",
     "endnoteReference", "commentReference", "annotationRef", "rubyPr", "sdtPr", "instrText", "tbl"}
)  # fmt: skip
_PHONETIC = re.compile(r"\\o\\ad\s*\(\s*\\s\\up\s*\d+\s*\([^()]*\)\s*[,，]\s*([^()]+)\)", re.IGNORECASE)
_LINE_BREAK = "\n"


@dataclass(slots=True)
class Seen:
    """The text of one paragraph, and the text boxes and notes that hang on it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    hidden: int = 0
    notes: int = 0

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def seen_text(paragraph: etree._Element) -> Seen:
    """Return what a reader sees of the paragraph."""
    seen = Seen()
    _walk(paragraph, seen)
    return seen


def _walk(element: etree._Element, seen: Seen) -> None:
    for one in element:
        name = local(one)
        if name == "txbxContent":
            seen.boxes.append(one)
        elif name == "instrText":
            _phonetic_guide(one, seen)
        elif name in ("footnoteReference", "endnoteReference"):
            seen.notes += 1
        elif name in _SKIPPED:
            continue
        elif name == "r" and is_on(child(one, "rPr"), "vanish"):
            seen.hidden += 1
        else:
            _add(one, name, seen)


def _add(one: etree._Element, name: str, seen: Seen) -> None:
    if name == "t":
        seen.pieces.append(one.text or "")
    elif name in ("tab", "ptab"):
        seen.pieces.append("\t")
    elif name == "cr" or (name == "br" and attribute(one, "type") in (None, "textWrapping")):
        seen.pieces.append(_LINE_BREAK)
    elif name == "noBreakHyphen":
        seen.pieces.append("-")
    elif name == "sym":
        seen.pieces.append(_symbol(one))
    else:
        _walk(one, seen)


def _symbol(one: etree._Element) -> str:
    """Return the character of a symbol font; private ones stay what they are and are told later."""
    code = attribute(one, "char") or ""
    try:
        return chr(int(code, 16))
    except ValueError:
        return "\ufffd"


def _phonetic_guide(one: etree._Element, seen: Seen) -> None:
    """Add the base character of Word's older phonetic guides, a field: EQ \\o\\ad(\\s\\up 9(tài),态)."""
    found = _PHONETIC.search(one.text or "")
    if found:
        seen.pieces.append(found[1].strip())
