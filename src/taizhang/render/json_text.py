"""A document as canonical JSON and back: what the seal signs."""

from __future__ import annotations

import datetime as dt
import functools
import json
from dataclasses import fields
from typing import Any

from taizhang.compiler.document import (
    Block,
    Document,
    Figure,
    Heading,
    Inline,
    Paragraph,
    Table,
    Text,
)
from taizhang.kernel.refusal import Refused
from taizhang.kernel.source_ref import SourceRef
from taizhang.render.plain_document import plain_document

FORMAT = "taizhang-document-1"


class DocumentNotReadable(Refused):
    """The text is not a document in this form."""


class DocumentNotWritable(Refused):
    """The document holds text that UTF-8 cannot write."""


def json_text(*, document: Document) -> str:
    """Return the document in its one spelling: UTF-8, keys sorted, no spaces, numbers as decimal strings.

    A source that several figures count is written once. Raises: DocumentNotWritable.
    """
    places = _Places()
    figures = [_figure(figure, places) for figure in document.figures]
    plain = {
        "format": FORMAT,
        "title": document.title,
        "subject": document.subject,
        "genre": document.genre,
        "addressee": document.addressee,
        "blocks": [_block(block) for block in document.blocks],
        "signer": document.signer,
        "signed_on": document.signed_on.isoformat() if document.signed_on else None,
        "figures": figures,
        "sources": [_source(source) for source in places.known],
        "annexes": [
            {"title": annex.title, "blocks": [_block(block) for block in annex.blocks]}
            for annex in document.annexes
        ],
        "findings": [_record(finding) for finding in document.findings],
        "meta": [list(pair) for pair in document.meta],
        "colophon": _record(document.colophon) if document.colophon else None,
    }
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise DocumentNotWritable("报告中有无法保存的字符（半个编码），请删去后重新编制。") from error
    return text


def document_from_json(text: str) -> Document:
    """Return the document that `json_text` wrote.

    Raises: DocumentNotReadable, also where the text says the same in another spelling: a signature
    is over one spelling only.
    """
    try:
        document = plain_document(json.loads(text))
        same = json_text(document=document) == text
    except (
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
        DocumentNotWritable,
    ) as error:
        raise DocumentNotReadable(
            "这不是本系统保存的报告文件，或文件已损坏、被改动。请使用原始文件。"
        ) from error
    if not same:
        raise DocumentNotReadable(
            "报告文件的写法与本系统保存时不一致，可能被别的软件改动过。请使用原始文件。"
        )
    return document


def _record(thing: Any) -> dict[str, Any]:
    """Return a flat dataclass as a dict, dates in ISO form."""
    return {
        name: value.isoformat() if isinstance(value := getattr(thing, name), dt.date) else value
        for name in _names(thing.__class__)
    }


@functools.cache
def _names(sort: Any) -> tuple[str, ...]:
    """Return the names of a dataclass's fields."""
    return tuple(field.name for field in fields(sort))


class _Places:
    """The sources of a document, each in its place: those that are equal share one.

    Dozens of figures name the very same things, and a thing is sooner known by itself than by all that it says.
    """

    def __init__(self) -> None:
        self.known: dict[SourceRef, int] = {}
        self._seen: dict[int, int] = {}

    def of(self, sources: tuple[SourceRef, ...]) -> list[int]:
        """Return the places of sources that live as long as the document does."""
        seen, known = self._seen, self.known
        for source in sources:
            if id(source) not in seen:
                seen[id(source)] = known.setdefault(source, len(known))
        return [seen[id(source)] for source in sources]


def _source(source: SourceRef) -> dict[str, Any]:
    return {
        "source": source.source,
        "revision": source.revision,
        "unit": source.unit,
        "on": source.on.isoformat(),
        "number": source.number,
        "title": source.title,
        "unit_name": source.unit_name,
        "digest": source.digest,
    }


def _figure(figure: Figure, places: _Places) -> dict[str, Any]:
    told = _record(figure)
    told["sources"] = places.of(figure.sources)
    if not figure.tags:
        # What was signed before rules could be narrowed keeps its one spelling.
        del told["tags"], told["only"]
    return told


def _inlines(inlines: tuple[Inline, ...]) -> list[Any]:
    """Return each piece as [text, style], or as the figure's index."""
    return [[piece.text, piece.style] if isinstance(piece, Text) else piece.index for piece in inlines]


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {
            "kind": "heading",
            "level": block.level,
            "number": block.number,
            "inlines": _inlines(block.inlines),
            "run_in": block.run_in,
        }
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "inlines": _inlines(block.inlines)}
    if isinstance(block, Table):
        rows = [[_inlines(cell) for cell in row] for row in block.rows]
        return {
            "kind": "table",
            "caption": block.caption,
            "columns": block.columns,
            "rows": rows,
            "align": block.align,
        }
    return {
        "kind": "chart",
        "caption": block.caption,
        "chart": block.kind,
        "labels": block.labels,
        "values": block.values,
        "unit": block.unit,
    }
