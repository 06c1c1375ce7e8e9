"""The page of the editor: sound, no wider than its screen, printed as paper, with tables, headings and comments."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.editing import cursor, figure, lay, manuscript, open_editor, paragraph, saved, text, told

SCREENS = (
    (1440, "normal"),
    (1280, "normal"),
    (1000, "normal"),
    (390, "normal"),
    (1440, "large"),
    (1440, "huge"),
    (390, "huge"),
)


@pytest.fixture
def page(browse):
    page = browse("wenming")
    page.address = open_editor(page)
    return page


@pytest.fixture(scope="module")
def addresses():
    return []


@pytest.mark.parametrize(("width", "size"), SCREENS)
def test_the_editor_is_sound_and_no_wider_than_its_screen(browse, site, addresses, width, size):
    page = browse("wenming", width=width, size=size)
    asked, complaints = set(), []
    page.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda one: complaints.append(one.text) if one.type in ("error", "warning") else None)
    if not addresses:
        addresses.append(open_editor(page))
    page.goto(f"{addresses[0]}edit/")
    page.wait_for_selector(".ed.open")

    def wider() -> int:
        return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert wider() <= 0
    page.locator(".ProseMirror .fg").first.click()
    page.wait_for_selector("#panel-figure h3")
    assert wider() <= 0
    found = Axe().run(page).response["violations"]
    page.keyboard.press("Control+k")
    page.wait_for_selector(".palette .live b, .palette .live:not(:empty)")
    assert wider() <= 0
    found += Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:160]) for one in found] == []
    assert complaints == []
    assert {url for url in asked if not url.startswith((site.address, "data:", "blob:"))} == set()


def test_headings_are_numbered_by_the_paper_and_listed_in_the_outline(page):
    lay(
        page,
        paragraph("para0001", text("开展情况")),
        paragraph("para0002", text("总体情况。")),
        paragraph("para0003", text("全年"), figure("c0000001", "9"), text("场。")),
        paragraph("para0004", text("存在的问题")),
    )
    for block, keys in ((0, "Control+Alt+1"), (1, "Control+Alt+2"), (3, "Control+Alt+1")):
        cursor(page, block, 1)
        page.keyboard.press(keys)
    cursor(page, 1, 2)
    page.click("text=接排")

    kinds = [(b["type"], b.get("level"), b.get("run_in")) for b in manuscript(page)["blocks"]]
    assert kinds == [
        ("heading", 1, False),
        ("heading", 2, True),
        ("paragraph", None, None),
        ("heading", 1, False),
    ]
    assert [b["id"] for b in manuscript(page)["blocks"]] == ["para0001", "para0002", "para0003", "para0004"]
    page.wait_for_selector(".toc a:has-text('二、存在的问题')")
    assert page.locator(".toc a").all_inner_texts()[:2] == ["一、开展情况", "（一）总体情况\n1"]
    signs = page.evaluate(
        "getComputedStyle(document.querySelector('.ProseMirror .lead'), '::before').content"
    )
    assert "counter(h2" in signs

    saved(page)
    page.reload()
    page.wait_for_selector(".ed.open")
    assert [(b["type"], b.get("run_in")) for b in manuscript(page)["blocks"]][1] == ("heading", True)
    cursor(page, 1, 2)
    page.click("text=接排")
    assert told(page)[1:3] == ["总体情况。", "全年[9]场。"]


def test_what_is_written_before_a_lead_belongs_to_it_and_after_it_does_not(page):
    lay(
        page,
        {"id": "head0001", "type": "heading", "level": 2, "run_in": True, "inlines": [text("总体情况。")]},
        paragraph("para0001", text("全年开展。")),
    )
    cursor(page, 0, 0)
    page.keyboard.insert_text("今年")
    assert told(page) == ["今年总体情况。", "全年开展。"]
    cursor(page, 0, 7)
    page.keyboard.insert_text("本年")
    assert told(page) == ["今年总体情况。", "本年全年开展。"]


def test_a_table_is_made_and_filled_by_keyboard(page):
    lay(page, paragraph("para0001", text("如下。")))
    cursor(page, 0, 3)
    page.click("[aria-label=插入表格]")
    for words in ("各单位场次", "单位", "场次", "青禾社区", "7", "望河社区", "5", "合计"):
        page.keyboard.insert_text(words)
        page.keyboard.press("Tab")
    page.keyboard.insert_text("12")
    page.wait_for_selector(".in-table")
    page.select_option("[aria-label=表上面的图]", label="柱形图：场次")

    table = manuscript(page)["blocks"][1]
    assert (table["caption"], table["columns"], table["align"]) == ("各单位场次", ["单位", "场次"], "lr")
    rows = [["".join(i["text"] for i in cell) for cell in row] for row in table["rows"]]
    assert rows == [["青禾社区", "7"], ["望河社区", "5"], ["合计", "12"]]
    assert table["chart"] == {"kind": "bar", "column": 1, "caption": "各单位场次"}
    page.click("text=删行")
    page.click("text=加列")
    table = manuscript(page)["blocks"][1]
    assert len(table["rows"]) == 2
    assert {len(row) for row in table["rows"]} == {len(table["columns"])} == {3}
    saved(page)


def test_deleting_over_cells_empties_them_and_moves_none(page):
    row = [[text("青禾")], [text("7")], [text("8")]]
    lay(
        page,
        {
            "id": "tabl0001",
            "type": "table",
            "caption": "表",
            "columns": ["甲", "乙", "丙"],
            "align": "lrr",
            "rows": [row, row],
            "chart": None,
        },
        paragraph("para0001", text("尾")),
    )
    first, last = page.locator(".ProseMirror td").nth(0), page.locator(".ProseMirror td").nth(1)
    page.evaluate(
        """() => { document.getElementById('editor').desk.view.focus(); const cells = document.querySelectorAll('.ProseMirror td');
        getSelection().setBaseAndExtent(cells[0].firstChild, 1, cells[1].firstChild, 1); }"""
    )
    page.wait_for_timeout(60)
    page.keyboard.press("Delete")

    assert (first.inner_text().strip(), last.inner_text().strip()) == ("青", "")
    assert [len(row) for row in manuscript(page)["blocks"][0]["rows"]] == [3, 3]


def test_a_comment_is_written_beside_the_words_seen_by_the_leader_and_settled(browse, page):
    saved_words = page.locator(".ProseMirror p.para").first
    saved_words.click()
    page.keyboard.press("Home")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
        page.wait_for_timeout(50)
    page.keyboard.press("Alt+m")
    quote = page.locator("#panel-notes blockquote").first.inner_text()
    assert len(quote) == 4
    page.keyboard.insert_text("这里请再核一核。")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".notes li:has-text('再核一核')")
    assert page.locator(".ProseMirror .noted").count() == 1

    leader = browse("leader", width=390, height=844)
    leader.goto(f"{page.address}edit/")
    leader.wait_for_selector(".ed.open")
    leader.click("#notes-button")
    mine = leader.locator(".notes > ul li:has-text('再核一核')")
    assert quote in mine.inner_text()
    mine.locator("button:has-text('已处理')").click()
    mine.wait_for(state="detached")
    page.reload()
    page.wait_for_selector(".ed.open")
    assert page.locator(".ProseMirror .noted").count() == 0


def test_the_paper_is_compiled_and_shown_page_by_page(page):
    page.click("text=编一稿看纸面")
    page.wait_for_selector(".preview img")
    first = page.locator(".preview img").first
    assert first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 700
    page.keyboard.press("Escape")
    assert page.locator("dialog").count() == 0


def test_printing_prints_the_paper_and_nothing_else(page):
    page.emulate_media(media="print")
    for hidden in (".rtop", "#outline", ".src", "#bar"):
        assert not page.locator(hidden).is_visible(), hidden
    assert page.locator(".ProseMirror .title-line").first.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.fg')).backgroundImage") == "none"
    assert round(page.locator(".page").bounding_box()["width"] / 96 * 25.4) == 156


def test_a_phone_mends_a_word(browse):
    page = browse("wenming", width=390, height=844)
    open_editor(page)
    lay(page, paragraph("para0001", text("开展"), figure("c0000001", "9"), text("场")))
    page.locator(".ProseMirror .fg").click()
    page.wait_for_selector("#panel-figure dl")
    chip = page.locator(".fg.cur").bounding_box()
    assert chip["y"] + chip["height"] < page.locator(".src").bounding_box()["y"]
    page.click("#panel-figure header button")
    page.keyboard.insert_text("多")
    assert told(page) == ["开展[9]多场"]
    saved(page)
