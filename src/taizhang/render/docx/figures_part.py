"""The figures of a document as a customXml part: from a number in Word back to its records."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from taizhang.compiler.document import Document, Figure
from taizhang.kernel.source_ref import SourceRef
from taizhang.render.characters import printable
from taizhang.render.docx.markup import FIGURES_NAMESPACE, XML_HEAD, escape_markup

FIGURES_MEMBER = "customXml/item1.xml"
FIGURE_FIELDS = (
    "key",
    "rule",
    "rule_version",
    "label",
    "value",
    "text",
    "unit",
    "period",
    "start",
    "until",
    "unit_id",
    "unit_name",
    "position",
    "derived_from",
    "sources",
)
SOURCE_FIELDS = ("source", "revision", "number")
_day = lru_cache(maxsize=4096)(dt.date.isoformat)
NOTHING = "\u2205"
"""Stands for a value that is None."""


def figures_xml(document: Document) -> str:
    """Return the part: <figures> and <sources>, a line each, fields between tabs in the order above.

    A source that several figures count is written once; a figure's `sources` are the numbers of
    its lines. A narrowed rule is written with its tags: "duties_done task:3". An element with an attribute a field would cost as much time as the rest of the docx.
    """
    lines, sources = _lines(document.figures)
    if not _clean(lines, sources):
        lines, sources = _lines(tuple(map(_printable_figure, document.figures)))
    figures_text, sources_text = escape_markup("\n".join(lines)), escape_markup("\n".join(sources))
    return (
        f'{XML_HEAD}<record xmlns="{FIGURES_NAMESPACE}"><figures>{figures_text}</figures>'
        f"<sources>{sources_text}</sources></record>"
    )


def _clean(lines: list[str], sources: list[str]) -> bool:
    """Return whether no field holds a tab, a line end or another sign that cannot be written."""
    text = "".join((*lines, *sources))
    bare = text.replace("\t", "")
    tabs = len(lines) * (len(FIGURE_FIELDS) - 1) + len(sources) * (len(SOURCE_FIELDS) - 1)
    return bare.isprintable() and len(text) - len(bare) == tabs


def _lines(figures: tuple[Figure, ...]) -> tuple[list[str], list[str]]:
    """Return the lines of the figures and of their sources."""
    sources = _Sources()
    lines = [
        f"{f.key}\t{' '.join((f.rule, *f.tags)) if f.tags else f.rule}\t{f.rule_version}\t{f.label}\t{NOTHING if f.value is None else f.value}\t{f.text}\t"
        f"{f.unit}\t{f.period}\t{_day(f.start)}\t{_day(f.until)}\t{f.unit_id}\t{f.unit_name}\t"
        f"{f.position}\t{' '.join(f.derived_from)}\t{sources.numbers(f.sources)}"
        for f in figures
    ]
    return lines, sources.lines


class _Sources:
    """The sources of all figures, each once, in the order in which they are first asked for; numbered from 0."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._numbers: dict[tuple[str, int], str] = {}
        # Dozens of figures name the very same sources, some the same tuple of them, and either is sooner known by
        # itself than by what it says.
        self._seen: dict[int, str] = {}
        self._told: dict[int, str] = {}

    def numbers(self, sources: tuple[SourceRef, ...]) -> str:
        """Return the numbers of these sources. Most figures name none that an earlier one did not."""
        told = self._told.get(id(sources))
        if told is None:
            seen = self._seen
            self._number([source for source in sources if id(source) not in seen])
            told = self._told[id(sources)] = " ".join(map(seen.__getitem__, map(id, sources)))
        return told

    def _number(self, sources: list[SourceRef]) -> None:
        for source in sources:
            key = (source.source, source.revision)
            number = self._numbers.get(key)
            if number is None:
                number = self._numbers[key] = str(len(self.lines))
                self.lines.append(f"{source.source}\t{source.revision}\t{source.number}")
            self._seen[id(source)] = number


def _printable_figure(figure: Figure) -> Figure:
    """Return the figure with every text fit for a field of a line."""
    return replace(
        figure,
        **_printable_texts(figure),
        sources=tuple(replace(source, **_printable_texts(source)) for source in figure.sources),
    )


def _printable_texts(thing: Figure | SourceRef) -> dict[str, Any]:
    values = ((field.name, getattr(thing, field.name)) for field in fields(thing))
    return {name: printable(value) for name, value in values if isinstance(value, str)}
