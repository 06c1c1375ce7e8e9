"""A document as canonical JSON and back: what the seal signs.

The text is written straight from the document, each kind of thing by a writer whose keys stand in their order:
thousands of reports are written at once, and to build the same thing of dicts first took four times as long.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterable
from json.encoder import encode_basestring as _text

from taizhang.compiler.document import (
    Annex,
    Block,
    Chart,
    Colophon,
    Document,
    Figure,
    Finding,
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
    figures, sources = _figures(document.figures)
    signed_on = f'"{document.signed_on}"' if document.signed_on else "null"
    meta = ",".join([f"[{_text(name)},{_text(value)}]" for name, value in document.meta])
    text = (
        f'{{"addressee":{_text(document.addressee)},"annexes":[{",".join(map(_annex, document.annexes))}],'
        f'"blocks":{_blocks(document.blocks)},"colophon":{_colophon(document.colophon)},"figures":[{figures}],'
        f'"findings":[{",".join(map(_finding, document.findings))}],"format":"{FORMAT}",'
        f'"genre":{_text(document.genre)},"meta":[{meta}],"signed_on":{signed_on},'
        f'"signer":{_text(document.signer)},"sources":[{sources}],"subject":{_text(document.subject)},'
        f'"title":{_text(document.title)}}}'
    )
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


_day = functools.lru_cache(maxsize=4096)(dt.date.isoformat)


def _texts(texts: Iterable[str]) -> str:
    return f"[{','.join(map(_text, texts))}]"


def _text_or_null(text: str | None) -> str:
    return "null" if text is None else _text(text)


def _figures(figures: tuple[Figure, ...]) -> tuple[str, str]:
    """Return the figures, each with the places of its sources, and the sources: those that are equal share a place.

    Dozens of figures name the very same things, and a thing is sooner known by itself than by all that it says.
    """
    known: dict[SourceRef, str] = {}
    places: dict[int, str] = {}
    written: list[str] = []
    for figure in figures:
        if None in map(places.get, map(id, figure.sources)):
            for source in figure.sources:
                places[id(source)] = known.setdefault(source, str(len(known)))
        told = ",".join(map(places.__getitem__, map(id, figure.sources)))
        written.append(_figure(figure, told))
    return ",".join(written), ",".join(map(_source, known))


def _figure(figure: Figure, sources: str) -> str:
    # What was signed before rules could be narrowed keeps its one spelling.
    only = f'"only":{_text(figure.only)},' if figure.tags else ""
    tags = f'"tags":{_texts(figure.tags)},' if figure.tags else ""
    return (
        f'{{"definition":{_text(figure.definition)},"derived_from":{_texts(figure.derived_from)},'
        f'"key":{_text(figure.key)},"label":{_text(figure.label)},{only}"period":{_text(figure.period)},'
        f'"position":{figure.position},"rule":{_text(figure.rule)},"rule_version":{figure.rule_version},'
        f'"sources":[{sources}],"start":"{_day(figure.start)}",{tags}"text":{_text(figure.text)},'
        f'"unit":{_text(figure.unit)},"unit_id":{figure.unit_id},"unit_name":{_text(figure.unit_name)},'
        f'"until":"{_day(figure.until)}","value":{_text_or_null(figure.value)}}}'
    )


def _source(source: SourceRef) -> str:
    return (
        f'{{"digest":{_text(source.digest)},"number":{_text(source.number)},"on":"{_day(source.on)}",'
        f'"revision":{source.revision},"source":{_text(source.source)},"title":{_text(source.title)},'
        f'"unit":{source.unit},"unit_name":{_text(source.unit_name)}}}'
    )


def _finding(finding: Finding) -> str:
    return f'{{"kind":{_text(finding.kind)},"place":{_text(finding.place)},"text":{_text(finding.text)}}}'


def _colophon(colophon: Colophon | None) -> str:
    if colophon is None:
        return "null"
    return (
        f'{{"copies_to":{_texts(colophon.copies_to)},"issued_on":"{colophon.issued_on}",'
        f'"issuer":{_text(colophon.issuer)}}}'
    )


def _annex(annex: Annex) -> str:
    return f'{{"blocks":{_blocks(annex.blocks)},"title":{_text(annex.title)}}}'


def _blocks(blocks: tuple[Block, ...]) -> str:
    return f"[{','.join(map(_block, blocks))}]"


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f'{{"inlines":{_inlines(block.inlines)},"kind":"paragraph"}}'
    if isinstance(block, Heading):
        return (
            f'{{"inlines":{_inlines(block.inlines)},"kind":"heading","level":{block.level},'
            f'"number":{_text(block.number)},"run_in":{"true" if block.run_in else "false"}}}'
        )
    if isinstance(block, Table):
        return (
            f'{{"align":{_text(block.align)},"caption":{_text(block.caption)},"columns":{_texts(block.columns)},'
            f'"kind":"table","rows":[{",".join(_rows(block))}]}}'
        )
    return _chart(block)


def _chart(chart: Chart) -> str:
    return (
        f'{{"caption":{_text(chart.caption)},"chart":{_text(chart.kind)},"kind":"chart",'
        f'"labels":{_texts(chart.labels)},"unit":{_text(chart.unit)},'
        f'"values":[{",".join(map(_text_or_null, chart.values))}]}}'
    )


def _rows(table: Table) -> list[str]:
    if not table.columns:
        return ["[]"] * len(table.rows)
    columns = map(_column, zip(*table.rows, strict=True))
    return [f"[{','.join(row)}]" for row in zip(*columns, strict=True)]


def _column(cells: tuple[tuple[Inline, ...], ...]) -> list[str]:
    """Return each cell; nearly every column has a single piece of plain text in each."""
    try:
        texts = [_text(piece.text) for (piece,) in cells if isinstance(piece, Text) and not piece.style]
    except ValueError:  # a cell of several pieces, or of none
        texts = []
    if len(texts) < len(cells):
        return list(map(_inlines, cells))
    return [f'[[{text},""]]' for text in texts]


def _inlines(inlines: tuple[Inline, ...]) -> str:
    """Return each piece as [text, style], or as the figure's index."""
    return f"[{','.join(map(_piece, inlines))}]"


def _piece(piece: Inline) -> str:
    return f"[{_text(piece.text)},{_text(piece.style)}]" if isinstance(piece, Text) else str(piece.index)
