"""A document as the bytes of a docx in the layout of GB/T 9704-2012."""

from __future__ import annotations

from functools import lru_cache

from taizhang.compiler.document import Document
from taizhang.render.docx.archive import Member, archive, member
from taizhang.render.docx.body import charts_of, document_xml
from taizhang.render.docx.charts import chart_xml
from taizhang.render.docx.figures_part import FIGURES_MEMBER, figures_xml
from taizhang.render.docx.markup import XML_HEAD, escape
from taizhang.render.docx.parts import unchanging_members
from taizhang.render.page import ProfileName

_CORE = (
    f'{XML_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)


def docx_bytes(*, document: Document, profile: ProfileName = "word") -> bytes:
    """Return the docx. The same document gives the same bytes on every PC and every day.

    `profile` "word" has the margins of GB/T 9704, "strict" those of GB/T 33476.2. Every printed
    figure stands in a content control whose tag names it; its rule, period and sources are in the
    customXml part (see `figures_in_docx`).
    """
    charts = charts_of(document)
    return archive(
        front=unchanging_members(profile=profile, charts=len(charts), colophon=document.colophon is not None),
        members=(
            member(name="word/document.xml", data=document_xml(document=document, profile=profile)),
            member(name=FIGURES_MEMBER, data=figures_xml(document).encode()),
            member(name="docProps/core.xml", data=_core_xml(document).encode()),
            _custom_member(document.meta),
            *(
                member(name=f"word/charts/chart{number}.xml", data=chart_xml(chart).encode())
                for number, chart in enumerate(charts, start=1)
            ),
        ),
    )


def _core_xml(document: Document) -> str:
    moments = ""
    if document.signed_on is not None:
        moments = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{document.signed_on}T00:00:00Z</dcterms:{name}>'
            for name in ("created", "modified")
        )
    return (
        f"{_CORE}<dc:title>{escape(document.title)}</dc:title><dc:subject>{escape(document.subject)}</dc:subject>"
        f"<dc:creator>{escape(document.signer)}</dc:creator>"
        f"{moments}<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


@lru_cache(maxsize=64)
def _custom_member(meta: tuple[tuple[str, str], ...]) -> Member:
    """Return the facts for the archives (全宗号, 年度 …) as custom properties; an office's are nearly always the same.

    Names are distinct: of two facts of one name the later stands.
    """
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(dict(meta).items(), start=2)
    )
    text = (
        f'{XML_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{properties}</Properties>"
    )
    return member(name="docProps/custom.xml", data=text.encode())
