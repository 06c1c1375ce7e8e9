"""Going through what waits for review by keyboard, and choosing in the list, in a real browser."""

from __future__ import annotations


def waiting(page) -> int:
    return int(page.text_content(".queue [role=status]").split("还有")[1].split("条")[0])


def test_a_reviewer_goes_through_the_queue_by_keyboard(browse):
    page = browse("reviewer")
    page.goto("/records/review/")
    page.click("text=逐条审核")
    page.wait_for_url("**then=review")
    before = waiting(page)
    first = page.url

    page.keyboard.press("s")
    page.wait_for_url(lambda url: url != first)
    passed_over = page.url

    page.keyboard.press("a")
    page.wait_for_url("**last=*")
    assert waiting(page) == before - 1
    assert page.url != passed_over

    page.keyboard.press("r")
    page.keyboard.type("请补上签到表")
    assert page.input_value("details[open] textarea") == "请补上签到表"
    number = page.url.split("/records/")[1].split("/")[0]
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**last={number}")
    assert waiting(page) == before - 2


def test_rows_are_ticked_and_opened_by_keyboard(browse):
    page = browse("reviewer")
    page.goto("/records/?state=SUBMITTED")

    page.keyboard.press("j")
    page.keyboard.press("x")

    ticked = page.input_value("tr.cur input[type=checkbox]:checked").split(":")[0]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/records/{ticked}/")


def test_a_printed_list_shows_neither_filters_nor_buttons(browse):
    page = browse("wenming")
    page.goto("/records/?q=文化")
    page.emulate_media(media="print")

    for hidden in (".filters", ".count .bar-acts", ".kept", "header.top", ".pager", "table.rows .tick"):
        box = page.locator(hidden).first
        assert not box.is_visible(), hidden
    assert page.locator("table.rows td.t").first.is_visible()


def test_the_evidence_is_looked_at_by_keyboard_in_place(browse):
    page = browse("wenming")
    page.goto("/records/2025-000412/")
    links = page.locator(".gallery a[data-picture]")
    assert links.count() > 1

    links.first.focus()
    page.keyboard.press("Enter")
    viewer = page.locator("#viewer")
    assert viewer.is_visible()
    assert "第 1 张" in viewer.inner_text()
    assert viewer.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 50

    page.keyboard.press("ArrowRight")
    assert "第 2 张" in viewer.inner_text()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert f"第 {links.count()} 张" in viewer.inner_text()

    page.keyboard.press("Escape")
    assert not viewer.is_visible()
    assert page.evaluate("document.activeElement.dataset.picture")
    assert page.url.endswith("/records/2025-000412/")
