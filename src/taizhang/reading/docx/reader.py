"""A docx to lines: what python-docx and others lose (automatic numbers, insertions, text boxes) is here."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from taizhang.reading.docx.names import child, local, value
from taizhang.reading.docx.numbering import Counters
from taizhang.reading.docx.package import DocxUnreadable, Package, open_package
from taizhang.reading.docx.runs import seen_text
from taizhang.reading.docx.styles import Styles, paragraph_level, paragraph_numbering
from taizhang.reading.docx.tables import (
    Cell,
    cell_elements,
    cell_span,
    continues_above,
    laid_out,
    row_elements,
    skipped_columns,
)
from taizhang.reading.lines import Line
from taizhang.reading.mending import Doubt

_THROUGH = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"}
)
_DEEPEST = 40


@dataclass(slots=True)
class _Reading:
    """What is gathered while the document is walked through once."""

    styles: Styles
    counters: Counters
    lines: list[Line] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    tables: int = 0


def read_docx(*, data: bytes, name: str) -> tuple[tuple[Line, ...], tuple[Doubt, ...]]:
    """Return the lines of a docx and doubts about what was left out (notes, hidden text).

    Raises: DocxUnreadable, DocxDangerous.
    """
    package = open_package(data=data, name=name)
    main = package.related("").get("officeDocument", "word/document.xml")
    root = package.part(main)
    body = child(root, "body")
    if body is None:
        raise DocxUnreadable(f"文件“{name}”里没有正文。请确认这是 Word 或 WPS 文字文档。")
    parts = package.related(main)
    reading = _Reading(Styles(_part(package, parts, "styles")), Counters(_part(package, parts, "numbering")))
    _read_blocks(body, reading, depth=0)
    return tuple(reading.lines), tuple(reading.doubts)


def _part(package: Package, parts: dict[str, str], kind: str) -> etree._Element | None:
    return package.part(parts[kind]) if kind in parts else None


def _read_blocks(container: etree._Element, reading: _Reading, *, depth: int) -> None:
    if depth > _DEEPEST:
        return
    for block in container:
        name = local(block)
        if name == "p":
            _read_paragraph(block, reading, depth=depth)
        elif name == "tbl":
            _read_table(block, reading, depth=depth)
        elif name in _THROUGH:
            _read_blocks(block, reading, depth=depth + 1)


def _read_paragraph(paragraph: etree._Element, reading: _Reading, *, depth: int) -> None:
    properties = child(paragraph, "pPr")
    style = reading.styles.style(value(properties, "pStyle"))
    numbering = paragraph_numbering(properties=properties, style=style)
    seen = seen_text(paragraph)
    number = len(reading.lines) + 1
    if seen.text.strip():
        sign = reading.counters.next(numbering) if numbering else ""
        level = paragraph_level(properties=properties, style=style)
        for at, raw in enumerate(f"{sign}{seen.text.lstrip() if sign else seen.text}".splitlines()):
            if raw.strip():
                reading.lines.append(
                    Line(
                        raw.strip(),
                        len(reading.lines) + 1,
                        level=level,
                        indented=_is_indented(raw, properties, at),
                    )
                )
    if seen.hidden:
        reading.doubts.append(Doubt(seen.text[:20], "这一段有隐藏文字，没有读入，请打开原件核对。", number))
    if seen.notes:
        reading.doubts.append(Doubt(seen.text[:20], "这一段有脚注或尾注，没有读入，请打开原件核对。", number))
    for box in seen.boxes:
        _read_blocks(box, reading, depth=depth + 1)


def _is_indented(raw: str, properties: etree._Element | None, at: int) -> bool:
    """Return whether the paragraph's first line is set in, by spaces or by its own format."""
    if at > 0:
        return False
    indent = child(properties, "ind")
    keys = (
        {str(key).rsplit("}", 1)[-1] for key, text in indent.attrib.items() if str(text) not in ("0", "")}
        if indent is not None
        else set()
    )
    return raw[:1].isspace() or bool(keys & {"firstLine", "firstLineChars"})


def _read_table(table: etree._Element, reading: _Reading, *, depth: int) -> None:
    reading.tables += 1
    index = reading.tables
    rows = []
    nested: list[etree._Element] = []
    for row in row_elements(table):
        cells = []
        for cell in cell_elements(row):
            text, inner = _cell_text(cell, reading)
            nested += inner
            cells.append(Cell(text, cell_span(cell), continues_above(cell)))
        rows.append((skipped_columns(row), cells))
    for laid in laid_out(rows):
        if any(laid.cells):
            text = "\t".join(laid.cells).strip("\t")
            reading.lines.append(
                Line(text, len(reading.lines) + 1, table=index, cells=laid.cells, fresh=laid.fresh)
            )
    for inner_table in nested:
        if depth < _DEEPEST:
            _read_table(inner_table, reading, depth=depth + 1)


def _cell_text(cell: etree._Element, reading: _Reading) -> tuple[str, list[etree._Element]]:
    """Return the cell's paragraphs on one line, and the tables inside it, which follow the outer one."""
    texts: list[str] = []
    nested: list[etree._Element] = []
    pending = list(cell)
    while pending:
        block = pending.pop(0)
        name = local(block)
        if name == "p":
            properties = child(block, "pPr")
            numbering = paragraph_numbering(
                properties=properties, style=reading.styles.style(value(properties, "pStyle"))
            )
            seen = seen_text(block)
            if seen.text.strip():
                texts.append((reading.counters.next(numbering) if numbering else "") + seen.text.strip())
            pending = [inner for box in seen.boxes for inner in box] + pending
        elif name == "tbl":
            nested.append(block)
        elif name in _THROUGH:
            pending = list(block) + pending
    return " ".join(" ".join(texts).split()), nested
