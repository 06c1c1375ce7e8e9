"""The members of a docx that do not change with the document: settings, footers, fonts, relations."""

from __future__ import annotations

from functools import lru_cache

from taizhang.render.docx.archive import Beginning, beginning, member
from taizhang.render.docx.markup import FANG, HEI, KAI, LATIN, SONG, TITLE, WIDER, WORD_NAMESPACES, XML_HEAD
from taizhang.render.docx.styles import styles_xml
from taizhang.render.page import PROFILES, ProfileName

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ITEM_ID = "{6B1F6F3C-52A7-4C0E-9B8E-7A1D2F0C9704}"

FIRST_CHART_RELATION = 20


def _footer(*, right: bool) -> str:
    place = '<w:jc w:val="right"/>' if right else '<w:jc w:val="left"/>'
    indent = (
        '<w:ind w:rightChars="100" w:right="280"/>' if right else '<w:ind w:leftChars="100" w:left="280"/>'
    )
    hint = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    return (
        f'{XML_HEAD}<w:ftr {WORD_NAMESPACES}><w:p><w:pPr><w:pStyle w:val="p"/>{indent}{place}</w:pPr>'
        f'<w:r>{hint}<w:t xml:space="preserve">— </w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f'<w:r>{hint}<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


_EMPTY_FOOTER = f'{XML_HEAD}<w:ftr {WORD_NAMESPACES}><w:p><w:pPr><w:pStyle w:val="p"/></w:pPr></w:p></w:ftr>'
_SETTINGS = (
    f'{XML_HEAD}<w:settings {WORD_NAMESPACES}><w:zoom w:percent="100"/>'
    '<w:defaultTabStop w:val="630"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:useFELayout/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)


def _font(name: str, family: str, other: str = "") -> str:
    alternative = f'<w:altName w:val="{other}"/>' if other and other != name else ""
    return (
        f'<w:font w:name="{name}">{alternative}<w:charset w:val="86"/><w:family w:val="{family}"/>'
        '<w:pitch w:val="auto"/></w:font>'
    )


_FONT_TABLE = (
    f"{XML_HEAD}<w:fonts {WORD_NAMESPACES}>"
    + _font(FANG, "modern", WIDER[FANG])
    + _font(KAI, "modern", WIDER[KAI])
    + _font(HEI, "modern", "SimHei")
    + _font(SONG, "auto", "SimSun")
    + _font(TITLE, "auto", WIDER[TITLE])
    + _font(WIDER[FANG], "modern", "FangSong")
    + _font(WIDER[KAI], "modern", "KaiTi")
    + _font(WIDER[TITLE], "auto")
    + f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    "</w:fonts>"
)

_PACKAGE_RELATIONS = (
    f'{XML_HEAD}<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIONS}/metadata/core-properties" Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/extended-properties" Target="docProps/app.xml"/>'
    f'<Relationship Id="rId4" Type="{_OFFICE}/custom-properties" Target="docProps/custom.xml"/></Relationships>'
)
_APP = (
    f'{XML_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>taizhang</Application></Properties>"
)
_ITEM_PROPERTIES = (
    f'{XML_HEAD}<ds:datastoreItem ds:itemID="{_ITEM_ID}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
    '<ds:schemaRef ds:uri="urn:taizhang:figures:1"/></ds:schemaRefs></ds:datastoreItem>'
)
_ITEM_RELATIONS = (
    f'{XML_HEAD}<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/customXmlProps" Target="itemProps1.xml"/></Relationships>'
)


def _content_types(charts: int, footers: int) -> str:
    word = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD_TYPE}.{kind}+xml"/>'
        for part, kind in (
            ("document", "document.main"),
            ("styles", "styles"),
            ("settings", "settings"),
            ("fontTable", "fontTable"),
            *((f"footer{number}", "footer") for number in range(1, footers + 1)),
        )
    )
    drawn = "".join(
        f'<Override PartName="/word/charts/chart{number}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>'
        for number in range(1, charts + 1)
    )
    return (
        f'{XML_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{word}{drawn}'
        '<Override PartName="/customXml/itemProps1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
        '<Override PartName="/docProps/custom.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>'
    )


def _document_relations(charts: int, footers: int) -> str:
    fixed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, kind, target in (
            (1, "styles", "styles.xml"),
            (2, "settings", "settings.xml"),
            (3, "fontTable", "fontTable.xml"),
            (4, "footer", "footer1.xml"),
            (5, "footer", "footer2.xml"),
            (6, "customXml", "../customXml/item1.xml"),
            *((4 + number, "footer", f"footer{number}.xml") for number in range(3, footers + 1)),
        )
    )
    drawn = "".join(
        f'<Relationship Id="rId{FIRST_CHART_RELATION + number}" Type="{_OFFICE}/chart" '
        f'Target="charts/chart{number}.xml"/>'
        for number in range(1, charts + 1)
    )
    return f'{XML_HEAD}<Relationships xmlns="{_RELATIONS}">{fixed}{drawn}</Relationships>'


@lru_cache(maxsize=128)
def unchanging_members(*, profile: ProfileName, charts: int, colophon: bool) -> Beginning:
    """Return the front of every docx of that profile with so many charts, laid out once.

    With a colophon there is a third footer, rId7, which prints nothing.
    """
    footers = 3 if colophon else 2
    texts = {
        "[Content_Types].xml": _content_types(charts, footers),
        "_rels/.rels": _PACKAGE_RELATIONS,
        "word/_rels/document.xml.rels": _document_relations(charts, footers),
        "word/styles.xml": styles_xml(PROFILES[profile].pitch, colophon=colophon),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _FONT_TABLE,
        "word/footer1.xml": _footer(right=True),
        "word/footer2.xml": _footer(right=False),
        **({"word/footer3.xml": _EMPTY_FOOTER} if colophon else {}),
        "docProps/app.xml": _APP,
        "customXml/itemProps1.xml": _ITEM_PROPERTIES,
        "customXml/_rels/item1.xml.rels": _ITEM_RELATIONS,
    }
    return beginning(member(name=name, data=text.encode()) for name, text in texts.items())
