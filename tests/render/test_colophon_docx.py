"""The colophon of a docx: its XML, and where LibreOffice prints it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pdfplumber
import pytest

from taizhang.compiler.document import Colophon, Document
from taizhang.render.docx import docx_bytes, figures_in_docx
from taizhang.render.docx.length import text_ends
from taizhang.render.fonts import Fonts
from taizhang.render.page import ProfileName
from tests.render.docx_parts import NAMES, attribute, body_text, members, part
from tests.render.examples import COLOPHON, document, filler_document, paragraph, report
from tests.render.libreoffice import print_folder
from tests.render.printed import MM, PrintedPage, printed_pages

SHORT = document(paragraph("正文。"), colophon=COLOPHON)
BELOW_TEXT = replace(filler_document(lines=28), colophon=COLOPHON)
FULL = replace(filler_document(lines=35), colophon=COLOPHON)
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
SHAPES = {
    **NAMES,
    "wps": SHAPE,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
EMU_PER_MM = 36_000


def test_it_is_a_text_box_that_ends_on_the_cores_lower_edge() -> None:
    body = part(docx_bytes(document=SHORT), "word/document.xml")

    (choice,) = body.iterfind(".//mc:AlternateContent/mc:Choice", SHAPES)
    (anchor,) = choice.iterfind(".//wp:anchor", SHAPES)
    assert choice.get("Requires") == "wps"
    assert choice.nsmap["wps"] == SHAPE
    assert anchor.find("wp:wrapTopAndBottom", SHAPES) is not None
    left, top = (
        int(str(anchor.findtext(f"wp:position{way}[@relativeFrom='page']/wp:posOffset", None, SHAPES)))
        for way in "HV"
    )
    size = anchor.find("wp:extent", SHAPES)
    assert size is not None
    assert left / EMU_PER_MM == pytest.approx(28, abs=0.1)
    assert int(str(size.get("cx"))) / EMU_PER_MM == pytest.approx(156, abs=0.1)
    assert (top + int(str(size.get("cy")))) / EMU_PER_MM == pytest.approx(262, abs=0.5)


def test_its_rules_are_1_pt_outside_and_three_quarters_inside() -> None:
    body = part(docx_bytes(document=SHORT), "word/document.xml")
    (box,) = body.iterfind(".//wps:txbx/w:txbxContent", SHAPES)

    borders = {
        side: attribute(box, f".//w:tblBorders/w:{side}", "sz") for side in ("top", "insideH", "bottom")
    }

    assert borders == {"top": "8", "insideH": "6", "bottom": "8"}
    assert attribute(box, ".//w:tblW", "w") == "8844"


def test_its_words_are_14_pt_fangsong_with_one_character_free_at_either_end() -> None:
    data = docx_bytes(document=SHORT)
    (style,) = part(data, "word/styles.xml").iterfind("w:style[@w:styleId='v']", NAMES)
    (box,) = part(data, "word/document.xml").iterfind(".//wps:txbx/w:txbxContent", SHAPES)
    copies, issuer, issued = box.iterfind(".//w:tc/w:p", NAMES)

    assert attribute(style, "w:rPr/w:sz", "val") == "28"
    assert [attribute(copies, "w:pPr/w:ind", side) for side in ("left", "right", "hanging")] == [
        "1120",
        "280",
        "840",
    ]
    assert attribute(issuer, "w:pPr/w:ind", "left") == "280"
    assert attribute(issued, "w:pPr/w:ind", "right") == "280"
    assert body_text(data)[-4:-1] == [
        "抄送：区文明实践中心，区文化馆，区图书馆，各社区居民委员会，各村民委员会，街道综合文化站。",
        "梧桐街道党政办公室",
        "2025年12月30日印发",
    ]


def test_a_page_of_its_own_begins_even_and_has_no_number() -> None:
    data = docx_bytes(document=SHORT)
    text, own = part(data, "word/document.xml").iterfind(".//w:sectPr", NAMES)
    footers = {
        str(node.get("Id")): str(node.get("Target")) for node in part(data, "word/_rels/document.xml.rels")
    }

    def printed(section: object) -> list[str]:
        nodes = section.iterfind("w:footerReference", NAMES)  # type: ignore[attr-defined]
        names = [footers[str(node.get(f"{{{SHAPES['r']}}}id"))] for node in nodes]
        return ["".join(part(data, f"word/{name}").itertext()) for name in names]

    assert attribute(own, "w:type", "val") == "evenPage"
    assert printed(own) == ["", ""]
    assert all("PAGE" in footer for footer in printed(text))


def test_below_the_text_of_an_even_page_there_is_no_other_section() -> None:
    data = docx_bytes(document=BELOW_TEXT)

    assert len(list(part(data, "word/document.xml").iterfind(".//w:sectPr", NAMES))) == 1


def test_without_a_colophon_nothing_is_added() -> None:
    data = docx_bytes(document=report())

    assert "word/footer3.xml" not in members(data)
    for name in (
        "word/document.xml",
        "word/styles.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    ):
        assert not [
            mark
            for mark in (b"wps", b"\xe7\x89\x88\xe8\xae\xb0", b"footer3", b'"v"')
            if mark in members(data)[name]
        ]


def test_drawings_have_numbers_of_their_own() -> None:
    body = part(docx_bytes(document=replace(report(), colophon=COLOPHON)), "word/document.xml")

    numbers = [node.get("id") for node in body.iterfind(".//wp:docPr", SHAPES)]

    assert len(set(numbers)) == len(numbers) == 2


def test_figures_are_read_back_beside_a_colophon() -> None:
    found = figures_in_docx(data=docx_bytes(document=replace(report(), colophon=COLOPHON)))

    assert not [figure["index"] for figure in found if figure["altered"]]


@pytest.mark.parametrize("hostile", ["<w:p/>", "A&B", '"引号"', "\x00\x0b", "左\u202e右", "堃喆", "换\n行"])
def test_any_text_of_a_colophon_is_only_text(hostile: str) -> None:
    data = docx_bytes(document=replace(SHORT, colophon=Colophon((hostile,), hostile, dt.date(2025, 12, 30))))

    for name in members(data):
        part(data, name)
    docx.Document(io.BytesIO(data))


@pytest.mark.parametrize("profile", ["word", "strict"])
def test_the_same_colophon_gives_the_same_bytes(profile: ProfileName) -> None:
    assert docx_bytes(document=SHORT, profile=profile) == docx_bytes(document=SHORT, profile=profile)


def test_the_text_is_reckoned_between_its_shortest_and_its_longest() -> None:
    for lines in range(1, 120, 7):
        shortest, longest = text_ends(document=filler_document(lines=lines), profile="word")
        assert shortest <= longest
        assert shortest.page <= (3 + lines + 3 - 1) // 22 + 1 <= longest.page


SENT: dict[str, tuple[Document, ProfileName]] = {
    "short": (SHORT, "word"),
    "below": (BELOW_TEXT, "word"),
    "below-strict": (BELOW_TEXT, "strict"),
    "full": (FULL, "word"),
    "full-strict": (FULL, "strict"),
    "report": (replace(report(), colophon=COLOPHON), "word"),
}


@pytest.fixture(scope="module")
def sent(fonts: Fonts, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """Return a reader of what LibreOffice prints of our docx, by the document's name."""
    folder: Path = tmp_path_factory.mktemp("colophon")
    for name, (one, profile) in SENT.items():
        (folder / f"{name}.docx").write_bytes(docx_bytes(document=one, profile=profile))
    print_folder(folder, fonts)
    return lambda name: (folder / f"{name}.pdf").read_bytes()


@pytest.mark.parametrize("name", SENT)
def test_libreoffice_prints_it_at_the_foot_of_an_even_last_page(
    sent: Callable[[str], bytes], name: str
) -> None:
    pages = printed_pages(sent(name))

    assert len(pages) % 2 == 0
    assert [number for number, page in enumerate(pages, start=1) if "抄送" in page.text] == [len(pages)]
    with pdfplumber.open(io.BytesIO(sent(name))) as pdf:
        rules = sorted((edge["top"] * MM, edge["x0"] * MM, edge["x1"] * MM) for edge in pdf.pages[-1].edges)
    assert len(rules) == 3
    assert rules[-1][0] == pytest.approx(262, abs=0.5)
    for _, left, right in rules:
        assert right - left == pytest.approx(156, abs=0.5)


@pytest.mark.parametrize(
    "name, numbered",
    [("short", 1), ("below", 2), ("below-strict", 2), ("full", 2), ("full-strict", 2), ("report", 7)],
)
def test_libreoffice_numbers_the_pages_that_bear_text(
    sent: Callable[[str], bytes], name: str, numbered: int
) -> None:
    pages: list[PrintedPage] = printed_pages(sent(name))

    footers = ["".join(line.text for line in page.footer).strip() for page in pages]

    assert footers == [f"— {number} —" for number in range(1, numbered + 1)] + [""] * (len(pages) - numbered)
