"""Short ways to write a template, compile it and read what came out."""

from __future__ import annotations

from taizhang.compiler.annex import AnnexForm
from taizhang.compiler.compile import compile_report
from taizhang.compiler.context import ReportContext
from taizhang.compiler.document import Document, Heading, Paragraph, Table, plain
from taizhang.compiler.template import Template, load_template
from tests.compiler.office import Office, context_of

FRONT = "---\n名称：试用模板\n文种：工作情况汇报\n需要填写：\n  问题：写问题\n---\n"
FRONT_LINES = FRONT.count("\n")


def template(body: str, *, title: str = "# 标题\n") -> Template:
    """Return a template with that body under a plain title."""
    return load_template(text=f"{FRONT}{title}{body}", name="trial")


def compiled(
    body: str,
    *,
    office: Office | None = None,
    context: ReportContext | None = None,
    annex: AnnexForm | None = None,
) -> Document:
    """Return what the body compiles to over an office, an empty one if none is given."""
    context = context or context_of(office or Office([]))
    return compile_report(template=template(body), context=context, annex=annex)


def paragraphs(document: Document) -> list[str]:
    """Return the document's paragraphs as a reader sees them."""
    return [plain(each.inlines, document.figures) for each in document.blocks if isinstance(each, Paragraph)]


def headings(document: Document) -> list[str]:
    """Return the document's headings with their numbers."""
    return [
        each.number + plain(each.inlines, document.figures)
        for each in document.blocks
        if isinstance(each, Heading)
    ]


def tables(document: Document) -> list[Table]:
    """Return the tables of the body."""
    return [each for each in document.blocks if isinstance(each, Table)]


def cells(table: Table, document: Document) -> list[list[str]]:
    """Return a table's cells as a reader sees them."""
    return [[plain(cell, document.figures) for cell in row] for row in table.rows]


def whole_text(document: Document) -> str:
    """Return title, headings, paragraphs and cells, a line each."""
    lines = [document.title]
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            lines.append(plain(block.inlines, document.figures))
        elif isinstance(block, Table):
            lines.extend(" ".join(row) for row in cells(block, document))
    return "\n".join(lines)
