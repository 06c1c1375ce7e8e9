"""Automatic numbers: Word keeps 一、 out of the text and counts it when it shows the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from taizhang.reading.docx.names import attribute, child, children, value
from taizhang.reading.docx.number_formats import SILENT, written
from taizhang.reading.docx.styles import Numbering

_PART = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts and shows its number."""

    start: int
    number_format: str
    pattern: str
    restart: int | None
    is_legal: bool


def _level(element: etree._Element) -> _Level:
    restart = value(element, "lvlRestart")
    return _Level(
        start=_whole(value(element, "start"), 1),
        number_format=value(element, "numFmt") or "decimal",
        pattern=value(element, "lvlText") or "",
        restart=int(restart) if restart and restart.isdigit() else None,
        is_legal=child(element, "isLgl") is not None,
    )


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() else default


class Counters:
    """Counts the lists of one document while its paragraphs are read in order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._overrides: dict[str, dict[int, _Level]] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._seen: set[tuple[str, int]] = set()
        if root is not None:
            self._learn(root)

    def _learn(self, root: etree._Element) -> None:
        style_owner: dict[str, str] = {}
        style_user: dict[str, str] = {}
        for abstract in children(root, "abstractNum"):
            abstract_id = attribute(abstract, "abstractNumId") or ""
            self._abstract[abstract_id] = {
                _whole(attribute(level, "ilvl"), 0): _level(level) for level in children(abstract, "lvl")
            }
            if owned := value(abstract, "styleLink"):
                style_owner[owned] = abstract_id
            if used := value(abstract, "numStyleLink"):
                style_user[abstract_id] = used
        for abstract_id, style in style_user.items():
            if style in style_owner:
                self._abstract[abstract_id] = self._abstract[style_owner[style]]
        for number in children(root, "num"):
            self._learn_list(number)

    def _learn_list(self, number: etree._Element) -> None:
        list_id = attribute(number, "numId") or ""
        self._lists[list_id] = value(number, "abstractNumId") or ""
        self._overrides[list_id] = {}
        for override in children(number, "lvlOverride"):
            depth = _whole(attribute(override, "ilvl"), 0)
            own = child(override, "lvl")
            if own is not None:
                self._overrides[list_id][depth] = _level(own)
            restart = value(override, "startOverride")
            if restart and restart.isdigit():
                self._restarts[list_id, depth] = int(restart)

    def _level_of(self, list_id: str, depth: int) -> _Level | None:
        own = self._overrides.get(list_id, {}).get(depth)
        return own or self._abstract.get(self._lists.get(list_id, ""), {}).get(depth)

    def next(self, numbering: Numbering) -> str:
        """Return the sign of the next paragraph of the list, "" for bullets and unknown lists."""
        level = self._level_of(numbering.list_id, numbering.level)
        if level is None or not 0 <= numbering.level < _LEVELS:
            return ""
        abstract = self._lists[numbering.list_id]
        counts = self._counts.setdefault(abstract, {})
        key = (numbering.list_id, numbering.level)
        if key in self._restarts and key not in self._seen:
            counts[numbering.level] = self._restarts[key]
        else:
            counts[numbering.level] = counts.get(numbering.level, level.start - 1) + 1
        self._seen.add(key)
        self._restart_below(numbering, counts)
        return "" if level.number_format in SILENT else self._shown(numbering, level, counts)

    def _restart_below(self, numbering: Numbering, counts: dict[int, int]) -> None:
        """Forget the counts of deeper levels, which begin anew under each number above them."""
        for depth in [deeper for deeper in counts if deeper > numbering.level]:
            deeper_level = self._level_of(numbering.list_id, depth)
            restart = deeper_level.restart if deeper_level else None
            if restart is None or (restart > 0 and numbering.level < restart):
                del counts[depth]

    def _shown(self, numbering: Numbering, level: _Level, counts: dict[int, int]) -> str:
        def part(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            shown = self._level_of(numbering.list_id, depth)
            if shown is None or shown.number_format in SILENT:
                return ""
            count = counts.get(depth, shown.start)
            number_format = "decimal" if level.is_legal and depth < numbering.level else shown.number_format
            return written(number=count, number_format=number_format)

        return _PART.sub(part, level.pattern).strip()
