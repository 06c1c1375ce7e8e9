"""Writing beside figures: an input method, copy and paste, cut and undo, in a real browser."""

from __future__ import annotations

import pytest

from tests.browser.editing import (
    comes_to,
    compose,
    cursor,
    figure,
    lay,
    manuscript,
    open_editor,
    paragraph,
    text,
    told,
)

LETTERS = ("s", "sh", "shi", "shi j", "shi ji")
PLACES = {
    "before a chip": ((text("开展"), figure("c0000001", "9"), text("场")), 2, "开展实际[9]场"),
    "after a chip": ((text("开展"), figure("c0000001", "9"), text("场")), 3, "开展[9]实际场"),
    "between two chips": ((figure("c0000001", "9"), figure("c0000002", "8")), 1, "[9]实际[8]"),
    "before a lone chip": ((figure("c0000001", "9"),), 0, "实际[9]"),
    "after a lone chip": ((figure("c0000001", "9"),), 1, "[9]实际"),
    "in an empty paragraph": ((), 0, "实际"),
}


@pytest.fixture
def page(browse):
    page = browse("wenming")
    open_editor(page)
    return page


@pytest.mark.parametrize("place", PLACES)
def test_a_word_is_composed_beside_chips_and_undone_at_once(page, place):
    inlines, offset, expected = PLACES[place]
    lay(page, paragraph("para0001", *inlines), paragraph("para0002", text("后一段")))
    before = told(page)
    cursor(page, 0, offset)

    compose(page, LETTERS, "实际")

    assert told(page) == [expected, "后一段"]
    chips = [one for one in manuscript(page)["blocks"][0]["inlines"] if one["type"] == "figure"]
    assert chips == [one for one in inlines if one["type"] == "figure"]
    shown = page.locator(".ProseMirror p.para").first
    assert shown.locator(".fg").count() == len(chips)
    page.keyboard.press("Control+z")
    assert comes_to(page, told, before) == before


def test_what_is_composed_on_a_chosen_chip_stands_after_it(page):
    lay(page, paragraph("para0001", text("开展"), figure("c0000001", "9"), text("场")))
    page.click(".ProseMirror .fg")

    compose(page, LETTERS, "多")

    assert told(page) == ["开展[9]多场"]
    page.click(".ProseMirror .fg")
    page.keyboard.type("x")
    assert told(page) == ["开展[9]x多场"]


@pytest.mark.parametrize("clicks", [2, 3])
def test_a_chip_clicked_several_times_is_chosen_as_by_one_click(page, clicks):
    lay(page, paragraph("para0001", text("开展"), figure("c0000001", "9"), text("场")))

    for _ in range(clicks):
        page.click(".ProseMirror .fg")
    page.keyboard.type("x")

    assert comes_to(page, told, ["开展[9]x场"]) == ["开展[9]x场"]


def test_a_chip_survives_copy_and_paste_and_keeps_what_it_asks(page):
    lay(
        page,
        paragraph("para0001", text("开展"), figure("c0000001", "9"), text("场")),
        paragraph("para0002", text("又")),
    )
    page.click(".ProseMirror .fg")
    page.keyboard.press("Control+c")
    cursor(page, 1, 1)
    page.keyboard.press("Control+v")

    both = ["开展[9]场", "又[9]"]
    assert comes_to(page, told, both) == both
    first, second = (block["inlines"][1] for block in manuscript(page)["blocks"])
    assert second["ask"] == first["ask"]
    assert second["id"] != first["id"]


def test_a_chip_that_is_cut_comes_back_with_undo_and_with_paste(page):
    lay(page, paragraph("para0001", text("开展"), figure("c0000001", "9"), text("场")))
    whole = manuscript(page)
    page.click(".ProseMirror .fg")
    page.keyboard.press("Control+x")
    assert comes_to(page, told, ["开展场"]) == ["开展场"]

    page.keyboard.press("Control+z")
    assert comes_to(page, manuscript, whole) == whole
    page.click(".ProseMirror .fg")
    page.keyboard.press("Control+x")
    assert comes_to(page, told, ["开展场"]) == ["开展场"]
    page.keyboard.press("Control+v")
    assert comes_to(page, manuscript, whole) == whole
    page.keyboard.press("Backspace")
    assert told(page) == ["开展场"]


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head><body>
<!--StartFragment--><p class=MsoNormal style='text-indent:24pt'><b><span style='font-family:黑体'>二、存在的问题<o:p></o:p></span></b></p>
<p class=MsoNormal><span lang=EN-US style='font-size:16pt'>一是</span>活动偏少。<br>二是记录不全。</p>
<table class=MsoTableGrid border=1><tr><td>单位</td><td>场次</td></tr><tr><td>青禾社区</td><td>7</td></tr></table><!--EndFragment--></body></html>"""


def paste(page, **formats: str) -> None:
    page.evaluate(
        """formats => { const data = new DataTransfer();
        Object.entries(formats).forEach(([type, content]) => data.setData(type, content));
        document.querySelector('.ProseMirror').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }""",
        {name.replace("_", "/"): content for name, content in formats.items()},
    )


def test_what_is_pasted_from_word_is_cleaned(page):
    lay(page, paragraph("para0001", text("开头。")), paragraph("para0002"))
    cursor(page, 1, 0)

    paste(page, text_html=WORD)

    blocks = manuscript(page)["blocks"]
    assert [block["type"] for block in blocks] == ["paragraph", "heading", "paragraph", "paragraph", "table"]
    assert told(page) == ["开头。", "存在的问题", "一是活动偏少。", "二是记录不全。"]
    assert blocks[4]["columns"] == ["单位", "场次"]
    assert page.locator(".ProseMirror [style]").count() == 0
    assert len({block["id"] for block in blocks}) == 5


def test_pasted_lines_are_paragraphs(page):
    lay(page, paragraph("para0001", text("甲")))
    cursor(page, 0, 1)

    paste(page, text_plain="乙\r\n\r\n　　丙\r\n")

    assert told(page) == ["甲乙", "丙"]
