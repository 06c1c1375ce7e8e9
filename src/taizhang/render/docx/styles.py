"""The styles of a docx: 公文标题, 公文正文, headings of four levels, tables, page number."""

from __future__ import annotations

from taizhang.render.colophon import COLOPHON_PITCH_PT, COLOPHON_PT
from taizhang.render.docx.markup import FANG, HEI, KAI, LATIN, SONG, TITLE, WORD_NAMESPACES, XML_HEAD
from taizhang.render.page import TABLE_PT

COLOPHON_STYLE = "v"
COLOPHON_FOOT_TWIPS = 34
"""Below the last line of a row: an exact line puts its hanzi near its own foot, on the rule."""

_SIZE = '<w:sz w:val="{0}"/><w:szCs w:val="{0}"/>'
_EXACT = '<w:spacing w:before="0" w:after="0" w:line="{}" w:lineRule="exact"/>'
_LOOSE = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{}" w:lineRule="{}"/>'
_UNSPACED = '<w:spacing w:val="0"/>'
_INDENTED = '<w:ind w:firstLineChars="200" w:firstLine="630"/>'


def _style(
    key: str, name: str, ppr: str = "", rpr: str = "", *, based: str = "a", built_in: bool = False
) -> str:
    custom = "" if built_in else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/><w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>'
    )


def _normal(pitch: int) -> str:
    # 28 hanzi of 16 pt are wider than the core: -5 twips a character is the least that gives 28.
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/>'
        f'<w:autoSpaceDN w:val="0"/>{_EXACT.format(pitch)}<w:jc w:val="both"/></w:pPr><w:rPr>'
        f'<w:rFonts w:hint="eastAsia" w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{FANG}" w:cs="{LATIN}"/>'
        f'<w:spacing w:val="-5"/><w:kern w:val="0"/>{_SIZE.format(32)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="d"><w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="n"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )


def _heading(level: int, face: str) -> str:
    outline = f'<w:keepNext/>{_INDENTED}<w:outlineLvl w:val="{level - 1}"/>'
    return _style(str(level), f"heading {level}", outline, f'<w:rFonts w:eastAsia="{face}"/>', built_in=True)


def _body(pitch: int) -> str:
    hei = f'<w:rFonts w:eastAsia="{HEI}"/>'
    return (
        _style("b", "公文正文", _INDENTED)
        + _style("l", "公文正文末段", "<w:keepNext/><w:widowControl/>", based="b")
        + _style(
            "t",
            "Title",
            f'<w:keepNext/><w:keepLines/><w:snapToGrid w:val="0"/>{_EXACT.format(680)}<w:jc w:val="center"/>',
            f'<w:rFonts w:eastAsia="{TITLE}"/>{_UNSPACED}{_SIZE.format(44)}',
            built_in=True,
        )
        + _style("m", "主送机关", '<w:jc w:val="left"/>')
        + _style("s", "署名和成文日期", '<w:keepLines/><w:jc w:val="right"/>')
        + _style("x", "附件说明", '<w:keepNext/><w:jc w:val="left"/>')
        + _style("f", "附件标识", '<w:keepNext/><w:pageBreakBefore/><w:jc w:val="left"/>', hei)
        + _style("c", "图表标题", '<w:jc w:val="center"/>', f"{hei}{_UNSPACED}{_SIZE.format(24)}")
        + _style("g", "图", f'<w:keepNext/>{_LOOSE.format(240, "auto")}<w:jc w:val="center"/>', _UNSPACED)
        + _style("e", "表后空行", _LOOSE.format(pitch // 3, "exact"), _UNSPACED)
        + _style(
            "p",
            "页码",
            _LOOSE.format(320, "exact"),
            f'<w:rFonts w:ascii="{SONG}" w:hAnsi="{SONG}" w:eastAsia="{SONG}"/>{_UNSPACED}{_SIZE.format(28)}',
        )
    )


def _cells() -> str:
    """Return a style for cells and one for column heads in each size a table may have."""
    styles: list[str] = []
    for size in TABLE_PT:
        half, pitch = round(size * 2), round(size * 28)
        type_size = f"{_UNSPACED}{_SIZE.format(half)}"
        styles.append(
            _style(
                f"t{half}",
                f"表格文字{size:g}",
                f'{_LOOSE.format(pitch, "exact")}<w:jc w:val="left"/>',
                type_size,
            )
        )
        styles.append(
            _style(
                f"h{half}",
                f"表头文字{size:g}",
                f'<w:keepNext/>{_LOOSE.format(pitch, "exact")}<w:jc w:val="center"/>',
                f'<w:rFonts w:eastAsia="{HEI}"/>{type_size}',
            )
        )
    return "".join(styles)


_TABLE_STYLE = (
    '<w:style w:type="table" w:customStyle="1" w:styleId="k"><w:name w:val="公文表格"/><w:basedOn w:val="n"/><w:tblPr>'
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
    '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>'
)


def _colophon() -> str:
    spacing = _LOOSE.format(round(COLOPHON_PITCH_PT * 20) - COLOPHON_FOOT_TWIPS, "exact")
    size = f"{_UNSPACED}{_SIZE.format(round(COLOPHON_PT * 2))}"
    return _style(COLOPHON_STYLE, "版记", f'{spacing}<w:jc w:val="left"/>', size)


def styles_xml(pitch: int, *, colophon: bool) -> str:
    """Return the styles part for that line pitch in twips, with the colophon's style where there is one."""
    headings = _heading(1, HEI) + _heading(2, KAI) + _heading(3, FANG) + _heading(4, FANG)
    last = _colophon() if colophon else ""
    return (
        f"{XML_HEAD}<w:styles {WORD_NAMESPACES}><w:docDefaults><w:rPrDefault/><w:pPrDefault/></w:docDefaults>"
        f"{_normal(pitch)}{headings}{_body(pitch)}{_cells()}{last}{_TABLE_STYLE}</w:styles>"
    )
