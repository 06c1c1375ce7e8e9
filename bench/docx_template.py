"""The usual way: a Word template with tags, filled in by docxtpl for each document.

The template is built once, by python-docx, from a report itself: the same paragraphs and tables, with
a tag where a figure or the office's name stands and a loop over the rows of each table.
"""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docxtpl import DocxTemplate

from taizhang.compiler.document import Document, FigureRef, Inline, Table, plain
from taizhang.render.setting import Line, addressee_text, lines, signature

FACES = {"fang": "仿宋_GB2312", "kai": "楷体_GB2312", "hei": "黑体", "title": "方正小标宋简体"}


class FilledTemplate:
    """The template and the values that its tags want."""

    def __init__(self, *, model: Document, office: str) -> None:
        """Build the template from a report of that office."""
        self._template = DocxTemplate(io.BytesIO(_template_bytes(model, office)))

    def docx_bytes(self, values: dict[str, Any]) -> bytes:
        """Return the document with these values."""
        self._template.render(values)
        written = io.BytesIO()
        self._template.save(written)
        return written.getvalue()


def values_of(*, document: Document, office: str) -> dict[str, Any]:
    """Return what the tags stand for in one report."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return {
        "office": office,
        "figures": [figure.text for figure in document.figures],
        "tables": [
            [[plain(cell, document.figures) for cell in row] for row in table.rows] for table in tables
        ],
    }


def _template_bytes(model: Document, office: str) -> bytes:
    maker = _Maker(office)
    maker.paragraph(model.title, face="title", size=22, align=WD_ALIGN_PARAGRAPH.CENTER)
    maker.paragraph(addressee_text(model), indent=False)
    for item in lines(model.blocks):
        if isinstance(item, Line):
            maker.line(item)
        elif isinstance(item, Table):
            maker.table(item)
    signed = signature(model)
    for text in (signed.signer, signed.date):
        maker.paragraph(text, align=WD_ALIGN_PARAGRAPH.RIGHT)
    maker.page_number()
    written = io.BytesIO()
    maker.word.save(written)
    return written.getvalue()


class _Maker:
    """Lays the template down in Word's own terms."""

    def __init__(self, office: str) -> None:
        self.word = docx.Document()
        self.office = office
        self.tables = 0

    def paragraph(
        self, text: str, *, face: str = "fang", size: float = 16, indent: bool = True, align: Any = None
    ) -> None:
        paragraph = self.word.add_paragraph()
        paragraph.alignment = align
        if indent and align is None:
            paragraph.paragraph_format.first_line_indent = Pt(32)
        self.run(paragraph, text, face, size)

    def run(self, paragraph: WordParagraph, text: str, face: str, size: float) -> None:
        run = paragraph.add_run(text.replace(self.office, "{{ office }}"))
        run.font.size = Pt(size)
        run.font.name = "Times New Roman"
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FACES[face])

    def line(self, line: Line) -> None:
        paragraph = self.word.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(32)
        for face, inlines in line.parts:
            for piece in inlines:
                self.run(paragraph, _tagged(piece), face, 16)

    def table(self, table: Table) -> None:
        self.paragraph(table.caption, face="hei", size=14, align=WD_ALIGN_PARAGRAPH.CENTER)
        laid = self.word.add_table(rows=4, cols=len(table.columns), style="Table Grid")
        loop = f"{{%tr for row in tables[{self.tables}] %}}"
        body = [f"{{{{ row[{column}] }}}}" for column in range(len(table.columns))]
        for row, cells in zip(laid.rows, (table.columns, (loop,), body, ("{%tr endfor %}",)), strict=True):
            for cell, text in zip(row.cells, cells, strict=False):
                self.run(cell.paragraphs[0], text, "fang", 14)
        self.tables += 1

    def page_number(self) -> None:
        paragraph = self.word.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)


def _tagged(piece: Inline) -> str:
    return f"{{{{ figures[{piece.index}] }}}}" if isinstance(piece, FigureRef) else piece.text
