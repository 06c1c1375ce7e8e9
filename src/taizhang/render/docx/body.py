"""document.xml: a document's lines as WordprocessingML, one pass, one join."""

from __future__ import annotations

from functools import lru_cache
from operator import add
from typing import NamedTuple

from taizhang.compiler.document import Annex, Block, Chart, Document, FigureRef, Inline, Table, Text
from taizhang.render.characters import em_width
from taizhang.render.columns import Printed, cell_text, column_texts, plan_columns
from taizhang.render.docx.colophon import ending_xml
from taizhang.render.docx.markup import (
    FANG,
    HEI,
    NAMES,
    PLAIN_HEAD,
    RUN_END,
    RUN_HEADS,
    TITLE,
    escape,
    is_plain,
    needs_care,
    run,
)
from taizhang.render.docx.parts import FIRST_CHART_RELATION
from taizhang.render.docx.section import FOOT, HEAD, section
from taizhang.render.docx.table_frame import rows_of, table_frame
from taizhang.render.page import KEPT_EMS, PROFILES, ProfileName, title_block_lines
from taizhang.render.setting import Line, addressee_text, annex_label, annex_note, lines, signature
from taizhang.render.title import title_lines

TAG_PREFIX = "tz:"
_CELL_TWIPS = 315
"""One character of the body with its spacing, 15.75 pt."""
_LEVEL_FACES = {0: FANG, 1: NAMES["hei"], 2: NAMES["kai"], 3: FANG, 4: FANG}
_LEVEL_STYLES = {0: "b", 1: "1", 2: "2", 3: "3", 4: "4"}
_HEADS = {style: f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>' for style in "b1234lmfcg"}
_BLANK = "<w:p><w:pPr><w:keepNext/></w:pPr></w:p>"
_RUN_HEAD = RUN_HEADS[""]
_cell_run = lru_cache(maxsize=1024)(run)
"""Cells of several pieces are figures with their units of measure, and of these there are few."""


def document_xml(*, document: Document, profile: ProfileName) -> bytes:
    """Return the main part of the docx. Charts are named rId21, rId22 … in order of appearance."""
    pitch = PROFILES[profile].pitch
    body = _Body(document, pitch, careful=False)
    told = body.told()
    if needs_care("".join(dict.fromkeys(body.texts))):
        told = _Body(document, pitch, careful=True).told()
    if document.colophon is None:
        ending = section(profile=profile)
    else:
        drawing = body.drawings + 1
        ending = ending_xml(document=document, colophon=document.colophon, profile=profile, drawing=drawing)
    return b"".join((HEAD.encode(), told, ending.encode(), FOOT.encode()))


def charts_of(document: Document) -> list[Chart]:
    """Return all charts, in the order in which document_xml names them."""
    blocks = (document.blocks, *(annex.blocks for annex in document.annexes))
    return [block for group in blocks for block in group if isinstance(block, Chart)]


_TAG = '<w:sdt><w:sdtPr><w:tag w:val="'
_TAGGED = '"/><w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent>'
_CONTROL_END = "</w:t></w:r></w:sdtContent></w:sdt>"


class _Column(NamedTuple):
    """What stands in each cell of a column in UTF-8, how its run begins where it is a bare text, whose run is then the
    frame's, and what is printed there."""

    cells: list[bytes]
    run: str
    printed: Printed


class _Body:
    """The pieces of document.xml in the making, in order; drawings are numbered through.

    Without `careful` the document's texts are written as they are and gathered in `texts`: who
    made the body looks once whether that was right.
    """

    def __init__(self, document: Document, pitch: int, *, careful: bool) -> None:
        self.document = document
        self.figures = document.figures
        self.pitch = pitch
        self.careful = careful
        self.out: list[str] = []
        self._told: list[bytes] = []
        self.drawings = 0
        # A tag longer than 64 characters breaks Word.
        self.tags = [f"{TAG_PREFIX}{index}:{figure.key}"[:64] for index, figure in enumerate(self.figures)]
        shown = [figure.text for figure in self.figures]
        self.texts = [*self.tags, *shown]
        if careful:
            self.tags = [escape(tag) for tag in self.tags]
            self.shown = [self.control(index, FANG, FANG) for index in range(len(self.figures))]
        else:
            self.shown = [
                f"{_TAG}{tag}{_TAGGED}{PLAIN_HEAD if text.isdigit() else _RUN_HEAD}{text}{_CONTROL_END}"
                for tag, text in zip(self.tags, shown, strict=True)
            ]

    def run(self, text: str, face: str, inherited: str) -> str:
        if self.careful:
            return run(text=text, face=face, inherited=inherited)
        return f"{RUN_HEADS['' if face == inherited else face]}{text}{RUN_END}"

    def told(self) -> bytes:
        """Return the whole body in UTF-8."""
        document = self.document
        self.title(document.title)
        addressee = addressee_text(document)
        if addressee:
            self.texts.append(addressee)
            self.out += (_HEADS["m"], self.run(addressee, FANG, FANG), "</w:p>")
        self.blocks(document.blocks, last_style="l")
        self.annex_note()
        self.signature()
        for number, annex in enumerate(document.annexes, start=1):
            self.annex(annex, number)
        self._tell()
        return b"".join(self._told)

    def _tell(self, *pieces: bytes) -> None:
        """Put down what has gathered, then these pieces."""
        self._told += (_encoded("".join(self.out)), *pieces)
        self.out.clear()

    def title(self, title: str) -> None:
        shown = title_lines(title)
        after = title_block_lines(len(shown)) * self.pitch - 680 * len(shown)
        runs = "<w:r><w:br/></w:r>".join(run(text=line, face=TITLE, inherited=TITLE) for line in shown)
        self.out.append(
            f'<w:p><w:pPr><w:pStyle w:val="t"/><w:spacing w:after="{max(after, 0)}"/></w:pPr>{runs}</w:p>'
        )

    def blocks(self, blocks: tuple[Block, ...], *, last_style: str) -> None:
        """Append the blocks; a body paragraph that ends them gets `last_style`."""
        placed = list(lines(blocks))
        for index, item in enumerate(placed):
            if isinstance(item, Line):
                last = item.level == 0 and index == len(placed) - 1 and self.is_short(item)
                self.line(item, last_style if last else _LEVEL_STYLES[item.level])
            elif isinstance(item, Table):
                self.table(item)
            else:
                self.chart(item)

    def is_short(self, line: Line) -> bool:
        """Return whether a paragraph may be kept with what follows: LibreOffice moves it as a whole."""
        return sum(em_width(cell_text(inlines, self.figures)) for _, inlines in line.parts) <= KEPT_EMS

    def line(self, line: Line, style: str) -> None:
        inherited = _LEVEL_FACES[line.level]
        self.out.append(_HEADS[style])
        for face, inlines in line.parts:
            self.inlines(inlines, NAMES[face], inherited)
        self.out.append("</w:p>")

    def inlines(self, inlines: tuple[Inline, ...], face: str, inherited: str) -> None:
        out = self.out
        for piece in inlines:
            if isinstance(piece, FigureRef):
                out.append(
                    self.shown[piece.index]
                    if face == inherited
                    else self.control(piece.index, face, inherited)
                )
            elif self.careful or piece.style or face != inherited:
                self.texts.append(piece.text)
                out.append(self.run(piece.text, NAMES.get(piece.style, face), inherited))
            else:
                self.texts.append(piece.text)
                out += (_RUN_HEAD, piece.text, RUN_END)

    def control(self, index: int, face: str, inherited: str) -> str:
        """Return a figure's run in its content control.

        It has no id of its own, so one string serves wherever the figure is printed; Word gives one.
        """
        shown = self.run(self.figures[index].text, face, inherited)
        return f"{_TAG}{self.tags[index]}{_TAGGED}{shown}</w:sdtContent></w:sdt>"

    def caption(self, caption: str, *, above: bool) -> None:
        if caption:
            keep = "<w:keepNext/>" if above else ""
            # Always with care, and not among the texts: a number and its caption stand apart by a wide blank.
            shown = run(text=caption, face=HEI, inherited=HEI)
            self.out.append(f'<w:p><w:pPr><w:pStyle w:val="c"/>{keep}</w:pPr>{shown}</w:p>')

    def table(self, table: Table) -> None:
        if not table.columns:
            return
        cells = zip(*table.rows, strict=True) if table.rows else [()] * len(table.columns)
        columns = list(map(self.column, cells))
        plan = plan_columns(heads=table.columns, columns=[column.printed for column in columns])
        frame = table_frame(table.columns, table.align, plan, tuple([column.run for column in columns]))
        self.caption(table.caption, above=True)
        self._tell(frame.head, *rows_of(frame, [column.cells for column in columns]), frame.end)

    def column(self, cells: tuple[tuple[Inline, ...], ...]) -> _Column:
        """Return a column as it is written. Nearly always it is a single figure or a single plain text, and all are alike."""
        try:
            pieces = [] if self.careful else [piece for (piece,) in cells]
        except ValueError:  # a cell of several pieces, or of none
            pieces = []
        texts = [piece.text for piece in pieces if isinstance(piece, Text) and not piece.style]
        if texts and len(texts) == len(cells):
            self.texts += texts
            written = _each_encoded(texts)
            quarters = list(map(add, map(len, written), map(len, texts)))
            head = PLAIN_HEAD if is_plain("".join(texts)) else _RUN_HEAD
            return _Column(written, head, Printed(texts, quarters))
        figures = [piece.index for piece in pieces if isinstance(piece, FigureRef)]
        if figures and len(figures) == len(cells):
            written = _each_encoded(list(map(self.shown.__getitem__, figures)))
        else:
            written = _each_encoded(list(map(self.cell, cells)))
        return _Column(written, "", Printed.of(column_texts(cells, self.figures)))

    def cell(self, inlines: tuple[Inline, ...]) -> str:
        return "".join(
            [
                self.shown[piece.index]
                if isinstance(piece, FigureRef)
                else _cell_run(text=piece.text, face=NAMES.get(piece.style, FANG), inherited=FANG)
                for piece in inlines
            ]
        )

    def chart(self, chart: Chart) -> None:
        self.drawings += 1
        number = self.drawings
        self.out.append(
            f'{_HEADS["g"]}<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="5580000" cy="2520000"/><wp:docPr id="{number}" name="图{number}" '
            f'descr="{escape(chart.caption)}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData '
            'uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            f'<c:chart r:id="rId{FIRST_CHART_RELATION + number}"/></a:graphicData></a:graphic></wp:inline>'
            "</w:drawing></w:r></w:p>"
        )
        self.caption(chart.caption, above=False)

    def annex_note(self) -> None:
        note = annex_note(self.document)
        if note:
            self.out.append(_BLANK)
        for label, sign, name in note:
            sign_width = round(em_width(sign) * _CELL_TWIPS)
            left = 5 * _CELL_TWIPS + sign_width
            hanging = sign_width + (3 * _CELL_TWIPS if label else 0)
            shown = run(text=f"{label}{sign}{name}", face=FANG, inherited=FANG)
            self.out.append(
                f'<w:p><w:pPr><w:pStyle w:val="x"/><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{shown}</w:p>'
            )

    def signature(self) -> None:
        signed = signature(self.document)
        self.out.append(_BLANK)
        for text, right, keep in (
            (signed.signer, signed.signer_right, "<w:keepNext/>"),
            (signed.date, signed.date_right, ""),
        ):
            if text:
                self.texts.append(text)
                shown = self.run(text, FANG, FANG)
                self.out.append(
                    f'<w:p><w:pPr><w:pStyle w:val="s"/>{keep}<w:ind w:right="{round(right * _CELL_TWIPS)}"/></w:pPr>'
                    f"{shown}</w:p>"
                )

    def annex(self, annex: Annex, number: int) -> None:
        label = annex_label(number=number, total=len(self.document.annexes))
        self.out += (_HEADS["f"], run(text=label, face=HEI, inherited=HEI), "</w:p>", _BLANK)
        self.title(annex.title)
        self.blocks(annex.blocks, last_style="b")


def _encoded(text: str) -> bytes:
    """Return the text in UTF-8; a half surrogate pair may pass, since the whole is then written again with care."""
    return text.encode(errors="surrogatepass")


def _each_encoded(texts: list[str]) -> list[bytes]:
    """Return each text in UTF-8, from one call for all of them."""
    encoded = _encoded("\n".join(texts)).split(b"\n")
    return encoded if len(encoded) == len(texts) else list(map(_encoded, texts))
