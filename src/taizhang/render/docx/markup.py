"""WordprocessingML in small: namespaces, escaping, the faces by the names offices know them under."""

from __future__ import annotations

import re

from taizhang.render.characters import RARE, printable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FIGURES_NAMESPACE = "urn:taizhang:figures:1"

XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w15"'
)

FANG, KAI, HEI, SONG, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
WIDER = {FANG: "仿宋", KAI: "楷体", HEI: "黑体", TITLE: "方正小标宋_GBK", SONG: "宋体"}
"""The face that has the rare hanzi of names which a GB2312 face lacks."""
LATIN = "Times New Roman"
NAMES = {"fang": FANG, "kai": KAI, "hei": HEI}


def escape(text: str) -> str:
    """Return printable text, safe inside an XML element or a double-quoted attribute."""
    return escape_markup(printable(text))


def escape_markup(text: str) -> str:
    """Return text that is printable already, safe inside an XML element or a double-quoted attribute."""
    if not _has_markup(text):
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _has_markup(text: str) -> bool:
    return "&" in text or "<" in text or ">" in text or '"' in text


def needs_care(text: str) -> bool:
    """Return whether the text cannot be written as it is: markup, unprintable signs, rare hanzi.

    One look at all the text of a document is far cheaper than one at each of its pieces.
    """
    if not text.isprintable() or _has_markup(text):
        return True
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return RARE.search(text) is not None
    return False


_OF_ONE_FACE = re.compile("[!-~\u2e80-\u9fff\uff01-\uffee]*")
"""ASCII without the blank, hanzi, and the marks that belong to them."""


def is_plain(text: str) -> bool:
    """Return whether each sign tells by itself in which face it is set, and there is no blank to keep."""
    return _OF_ONE_FACE.fullmatch(text) is not None


PLAIN_HEAD = "<w:r><w:t>"
"""How a run of plain text begins in the face that the paragraph's style has already."""
# Without the hint a word processor sets “ ” … — · in the Latin face.
RUN_HEADS = {
    name: f'<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="{name}"/></w:rPr><w:t xml:space="preserve">'
    for name in {*WIDER, *WIDER.values()}
}
RUN_HEADS[""] = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
"""How a run begins in each face; "" is the face that the paragraph's style has already."""
RUN_END = "</w:t></w:r>"


def run(*, text: str, face: str, inherited: str) -> str:
    """Return the text as runs in that face, "" for no text.

    Nothing is said of a face that the paragraph has already. Rare hanzi get the wider face of the
    same hand.
    """
    head = RUN_HEADS["" if face == inherited else face]
    if not needs_care(text):
        if face == inherited and is_plain(text):
            head = PLAIN_HEAD
        return f"{head}{text}{RUN_END}" if text else ""
    pieces: list[tuple[str, str]] = []
    end = 0
    text = printable(text)
    for found in RARE.finditer(text):
        pieces += ((head, text[end : found.start()]), (RUN_HEADS[WIDER[face]], found.group()))
        end = found.end()
    pieces.append((head, text[end:]))
    return "".join(f"{begin}{escape(part)}{RUN_END}" for begin, part in pieces if part)
