"""The colophon of a docx: a text box that hangs on the page, whatever stands above it."""

from __future__ import annotations

from taizhang.compiler.document import Colophon, Document
from taizhang.render.characters import em_width
from taizhang.render.colophon import (
    COLOPHON_PT,
    COPIES_LABEL,
    INNER_RULE_PT,
    OUTER_RULE_PT,
    ColophonText,
    colophon_height_pt,
    colophon_text,
)
from taizhang.render.docx.length import text_ends
from taizhang.render.docx.markup import FANG, run
from taizhang.render.docx.section import UNNUMBERED, section
from taizhang.render.docx.styles import COLOPHON_FOOT_TWIPS, COLOPHON_STYLE
from taizhang.render.page import (
    CORE_HEIGHT_MM,
    CORE_TOP_MM,
    CORE_WIDTH_MM,
    LEFT_MM,
    LINES,
    POINT_MM,
    PROFILES,
    ProfileName,
)

_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_EMU_PER_MM = 36_000
_CORE_TWIPS = 8844
_CHARACTER_TWIPS = round(COLOPHON_PT * 20)
_LEAST_TWIPS = 14
"""The height of a paragraph that only holds something: on a full page it still finds room."""
_BARE = (
    f'<w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{_LEAST_TWIPS}" '
    'w:lineRule="exact"/>%s</w:pPr>'
)
_SPARE_MM = 2.0
"""The rules' own widths, and more than enough: what is too much stays empty above the first rule."""


def ending_xml(*, document: Document, colophon: Colophon, profile: ProfileName, drawing: int) -> str:
    """Return all that follows the text in the body: the colophon's box, numbered `drawing`, and the last section.

    A docx cannot say "here if this page is even". Where the text surely ends on an even page with
    room left, the box hangs at the foot of that page; else it gets a section of its own that begins
    on the next even page, which every word processor finds for itself, and which has no page number.
    """
    text = colophon_text(colophon)
    height = colophon_height_pt(text)
    box = _anchored(_box(text), height, drawing)
    if _has_room(document, profile, height):
        return f"{box}{section(profile=profile)}"
    text_section = f"<w:p>{_BARE % section(profile=profile)}</w:p>"
    return f"{text_section}{box}{section(profile=profile, footers=UNNUMBERED, begins='evenPage')}"


def _has_room(document: Document, profile: ProfileName, height: float) -> bool:
    """Return whether the text surely ends on an even page that has room for the colophon and a free line."""
    shortest, longest = text_ends(document=document, profile=profile)
    pitch = PROFILES[profile].pitch / 20
    return (
        shortest.page == longest.page
        and longest.page % 2 == 0
        and longest.height + pitch + height <= LINES * pitch
    )


def _anchored(content: str, height: float, drawing: int) -> str:
    """Return a paragraph that holds the box; the box ends where the core does, its content at its foot."""
    bottom_mm = CORE_TOP_MM + CORE_HEIGHT_MM + _LEAST_TWIPS / 20 * POINT_MM
    top_mm = bottom_mm - height * POINT_MM - _SPARE_MM
    wide, high = round(CORE_WIDTH_MM * _EMU_PER_MM), round((bottom_mm - top_mm) * _EMU_PER_MM)
    left, top = round(LEFT_MM * _EMU_PER_MM), round(top_mm * _EMU_PER_MM)
    return (
        f'<w:p>{_BARE % ""}<w:r><mc:AlternateContent><mc:Choice xmlns:wps="{_SHAPE}" Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" '
        'locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>'
        f'<wp:docPr id="{drawing}" name="版记"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_SHAPE}">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        f"<a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )


def _box(text: ColophonText) -> str:
    """Return the box's content: a table whose only lines are the rules."""
    issued_twips = round(em_width(text.issued) * _CHARACTER_TWIPS) + 2 * _CHARACTER_TWIPS
    issuer_twips = _CORE_TWIPS - issued_twips
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{round(width * 8)}" w:space="0" w:color="000000"/>'
        for side, width in (("top", OUTER_RULE_PT), ("bottom", OUTER_RULE_PT), ("insideH", INNER_RULE_PT))
    )
    rows = ""
    if text.copies:
        hanging = len(COPIES_LABEL) * _CHARACTER_TWIPS
        indent = f'w:left="{_CHARACTER_TWIPS + hanging}" w:right="{_CHARACTER_TWIPS}" w:hanging="{hanging}"'
        copies = _cell(_CORE_TWIPS, f"{COPIES_LABEL}{text.copies}", indent, span=2)
        rows = f"<w:tr>{copies}</w:tr>"
    issuer = _cell(issuer_twips, text.issuer, f'w:left="{_CHARACTER_TWIPS}"')
    issued = _cell(issued_twips, text.issued, f'w:right="{_CHARACTER_TWIPS}"', right=True)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_CORE_TWIPS}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        f'<w:bottom w:w="{COLOPHON_FOOT_TWIPS}" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{issuer_twips}"/><w:gridCol w:w="{issued_twips}"/>'
        f"</w:tblGrid>{rows}<w:tr>{issuer}{issued}</w:tr></w:tbl><w:p>{_BARE % ''}</w:p>"
    )


def _cell(width: int, text: str, indent: str, *, span: int = 1, right: bool = False) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    justified = '<w:jc w:val="right"/>' if right else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}<w:vAlign w:val="bottom"/></w:tcPr><w:p>'
        f'<w:pPr><w:pStyle w:val="{COLOPHON_STYLE}"/><w:ind {indent}/>{justified}</w:pPr>'
        f"{run(text=text, face=FANG, inherited=FANG)}</w:p></w:tc>"
    )
