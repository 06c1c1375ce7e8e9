"""The editor of an item's text over the form's field: what is typed, marked, pasted and composed is what is posted."""

from __future__ import annotations

import re

import pytest

from tests.browser.editing import comes_to, compose
from tests.browser.item_editing import PAPER, cursor, figure, lay, open_item_editor, posted, write_item

FIGURE = "[9](口径:activities_held@2@2025)"
MARKED = "# 时间地点\n周六上午9时。\n## 怎样参加\n- 带一本书\n- 带老花镜\n欢迎居民参加。"


@pytest.fixture
def page(browse):
    page = browse("qinghe")
    open_item_editor(page)
    return page


def test_marks_typed_at_the_start_of_a_line_become_headings_and_lists(page):
    write_item(page, MARKED)

    assert comes_to(page, posted, MARKED) == MARKED
    assert page.locator(f"{PAPER} h2").inner_text() == "时间地点"
    assert page.locator(f"{PAPER} .bullet").count() == 2


def test_words_that_look_like_marks_are_words_after_one_step_back(page):
    page.click(PAPER)
    page.keyboard.type("# ")
    page.keyboard.press("Control+z")
    page.keyboard.insert_text("号楼")

    assert comes_to(page, posted, "\\# 号楼") == "\\# 号楼"


def test_a_word_is_composed_after_a_figure_and_undone_at_once(page):
    lay(page, f"开展{FIGURE}场")
    cursor(page, 0, 3)

    compose(page, ("s", "sh", "shi", "shi j", "shi ji"), "实际")

    assert comes_to(page, posted, f"开展{FIGURE}实际场") == f"开展{FIGURE}实际场"
    page.keyboard.press("Control+z")
    assert comes_to(page, posted, f"开展{FIGURE}场") == f"开展{FIGURE}场"


def test_a_figure_is_inserted_by_keyboard_and_shown_on_the_page_with_its_source(page):
    page.fill("#id_title", "全年读书活动")
    page.check("label:has-text('青禾之声') [name=channel]")
    page.click(PAPER)
    page.keyboard.insert_text("开展")
    page.keyboard.press("Control+k")
    page.wait_for_selector("dialog.palette .live b")
    shown = page.locator("dialog.palette .live b").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{PAPER} .fg")
    page.keyboard.press("End")
    page.keyboard.insert_text("次。")
    assert re.fullmatch(rf"开展\[{shown}\]\(口径:[a-z_.]+@[0-9]+@20[0-9]{{2}}\)次。", posted(page))

    page.keyboard.press("Control+s")

    page.wait_for_url(re.compile(r"/publications/\d+/$"))
    assert page.locator(".draft p").inner_text() == f"开展{shown}次。"
    assert page.locator(".figs li b").inner_text() == shown
    assert "与台账一致" in page.inner_text(".figs")
    assert "口径:" not in page.inner_text("#main")
    page.click(".figs a")
    page.wait_for_url(re.compile("/figures/"))


def test_a_figure_that_the_ledger_tells_otherwise_is_taken_over_or_made_words(page):
    lay(page, f"开展{figure(page, '99999')}场，其中{figure(page, '99998')}场")
    page.wait_for_selector(".figline:has-text('台账现在不同')")
    page.click(".figline button:has-text('看下一处')")
    page.click(".figline button:has-text('采用')")
    assert comes_to(page, lambda one: "99999" in posted(one), False) is False

    page.click(f"{PAPER} .fg >> nth=0")
    page.click(".figline button:has-text('改成文字')")

    assert comes_to(page, lambda one: posted(one).count("口径:"), 1) == 1


def test_tab_leaves_the_editor_and_the_label_leads_into_it(page):
    page.click("label[for=id_text]")
    assert page.evaluate("document.activeElement.matches('.ProseMirror')")

    page.keyboard.press("Tab")

    assert not page.evaluate("document.activeElement.matches('.ProseMirror')")


def test_what_was_typed_is_kept_when_the_form_is_refused(page):
    write_item(page, MARKED)
    page.click(".bar-acts .btn.pri")
    page.wait_for_selector("[role=alert]")

    assert posted(page) == MARKED
    assert page.locator(f"{PAPER} h2").inner_text() == "时间地点"


def test_without_scripts_the_field_is_typed_in(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site.address)
    page = context.new_page()
    page.goto("/signin/")
    page.fill("[name=login]", "qinghe")
    page.fill("[name=password]", "wutong-2026-tz")
    page.click("main button")
    page.goto("/publications/new/")

    page.fill("#id_title", "不用脚本写的")
    page.fill("#id_text", MARKED)
    page.click(".bar-acts .btn.pri")

    assert page.locator(".draft h5").inner_text() == "怎样参加"
    assert page.locator(".draft ul li").count() == 2
    context.close()
