"""Paragraph styles: which make a title or a heading, and which bring numbering along."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from taizhang.reading.docx.names import attribute, child, children, value

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_TITLES = frozenset({"title", "标题", "公文标题", "文档标题"})
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Numbering:
    """A paragraph's place in a list: the list's id and the level from 0."""

    list_id: str
    level: int


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says with all it is based on. `level`: 0 title, 1-4 heading, None neither."""

    level: int | None
    list_id: str | None
    list_level: int | None


_NOTHING = Style(None, None, None)


class Styles:
    """The styles of one document, by id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._default = ""
        for element in children(root, "style") if root is not None else ():
            if attribute(element, "type") not in (None, "paragraph"):
                continue
            style_id = attribute(element, "styleId") or ""
            self._elements[style_id] = element
            if attribute(element, "default") in ("1", "true"):
                self._default = style_id

    def style(self, style_id: str | None) -> Style:
        """Return the style with what it inherits; nothing for an unknown id."""
        level: int | None = None
        list_id: str | None = None
        list_level: int | None = None
        seen: set[str] = set()
        here = style_id or self._default
        while here in self._elements and here not in seen:
            seen.add(here)
            element = self._elements[here]
            level = _own_level(element) if level is None else level
            number = child(element, "pPr", "numPr")
            list_id = value(number, "numId") if list_id is None else list_id
            own_level = value(number, "ilvl")
            list_level = int(own_level) if list_level is None and own_level else list_level
            here = value(element, "basedOn") or ""
        return Style(level, list_id, list_level) if seen else _NOTHING


def _own_level(element: etree._Element) -> int | None:
    name = (value(element, "name") or "").strip().lower()
    if name in _TITLES:
        return 0
    heading = _HEADING_NAME.match(name)
    level = int(heading[1]) if heading else _outline(value(element, "pPr", "outlineLvl"))
    return level if level is not None and level <= _DEEPEST else None


def _outline(text: str | None) -> int | None:
    """Return the heading level of an outline level, which counts from 0; 9 means body text."""
    return int(text) + 1 if text and text.isdigit() and int(text) < _DEEPEST else None


def paragraph_level(*, properties: etree._Element | None, style: Style) -> int | None:
    """Return the level of one paragraph: its own outline level before that of its style."""
    own = value(properties, "outlineLvl")
    if own is not None:
        return _outline(own)
    return style.level


def paragraph_numbering(*, properties: etree._Element | None, style: Style) -> Numbering | None:
    """Return the list a paragraph belongs to. List 0 takes it out of the list of its style."""
    number = child(properties, "numPr")
    list_id = value(number, "numId") or style.list_id
    own_level = value(number, "ilvl")
    level = own_level if own_level is not None else style.list_level
    if list_id is None or list_id == "0":
        return None
    return Numbering(list_id, int(level or 0))
