"""The editor saves by itself; what cannot be saved is kept, and what differs is chosen by a person."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import PASSWORD
from tests.browser.editing import cursor, lay, open_editor, paragraph, saved, text, told, type_at


@pytest.fixture
def page(browse):
    page = browse("wenming")
    page.address = open_editor(page)
    lay(page, paragraph("para0001", text("第一段。")), paragraph("para0002", text("第二段。")))
    saved(page)
    return page


def opened_again(browse, page, login: str = "wenming"):
    """Return another window on the same report."""
    other = browse(login)
    other.goto(f"{page.address}edit/")
    other.wait_for_selector(".ed.open")
    return other


def test_what_is_written_is_saved_after_a_moment(page):
    type_at(page, 0, 4, "又一句。")
    assert page.locator("#saved").inner_text() == "有改动"

    saved(page)
    page.reload()
    page.wait_for_selector(".ed.open")
    assert told(page) == ["第一段。又一句。", "第二段。"]


def test_ctrl_s_saves_at_once_and_leaving_the_text_does(page):
    type_at(page, 0, 4, "快")
    with page.expect_response(re.compile("draft.json")) as answer:
        page.keyboard.press("Control+s")
    assert answer.value.ok

    type_at(page, 0, 5, "些")
    with page.expect_response(re.compile("draft.json")):
        page.locator("#dated").focus()
    saved(page)


def test_what_was_written_just_before_leaving_is_there_afterwards(page):
    type_at(page, 1, 4, "马上走。")
    page.goto("/reports/")
    page.goto(f"{page.address}edit/")
    page.wait_for_selector(".ed.open")

    assert told(page) == ["第一段。", "第二段。马上走。"]


def test_changes_in_different_paragraphs_are_merged_as_one_says(browse, page):
    other = opened_again(browse, page)
    type_at(other, 0, 4, "对方加的。")
    saved(other)

    type_at(page, 1, 4, "我加的。")
    page.wait_for_selector("dialog.conflict")
    rows = page.locator("dialog.conflict .rows li")
    assert rows.count() == 2
    assert rows.nth(0).locator("input:checked").get_attribute("value") == "theirs"
    assert rows.nth(1).locator("input:checked").get_attribute("value") == "mine"
    page.click("text=这样合并，保存")
    saved(page)

    assert told(page) == ["第一段。对方加的。", "第二段。我加的。"]
    other.reload()
    other.wait_for_selector(".ed.open")
    assert told(other) == told(page)


def test_where_both_changed_one_paragraph_the_person_chooses_and_nothing_is_lost(browse, page):
    other = opened_again(browse, page)
    type_at(other, 0, 4, "对方的话。")
    saved(other)

    type_at(page, 0, 4, "我的话。")
    page.wait_for_selector("dialog.conflict")
    assert page.locator("dialog.conflict .btn.pri").is_disabled()
    assert page.locator("dialog.conflict del").inner_text() == "对方"
    assert page.locator("dialog.conflict ins").inner_text() == "我"
    page.keyboard.press("Escape")
    assert "没有存上" in page.locator("#saved").inner_text()
    page.click("#strip button")
    page.click("text=两段都要")
    page.click("text=这样合并，保存")
    saved(page)
    assert told(page) == ["第一段。我的话。", "第一段。对方的话。", "第二段。"]

    cursor(page, 0, 0)
    page.keyboard.press("Control+z")
    assert told(page) == ["第一段。我的话。", "第二段。"]


def test_after_the_session_ended_the_text_waits_for_a_sign_in_elsewhere(page):
    page.context.clear_cookies(name="taizhang")
    type_at(page, 0, 4, "过期以后写的。")

    page.wait_for_selector("#strip:has-text('登录已过期')")
    assert "文字已留在这台电脑的浏览器里" in page.locator("#strip").inner_text()
    with page.context.expect_page() as opened:
        page.click("#strip a")
    signing_in = opened.value
    signing_in.fill("[name=login]", "wenming")
    signing_in.fill("[name=password]", PASSWORD)
    signing_in.click("main button")
    signing_in.wait_for_load_state()
    signing_in.close()
    if page.locator("#strip button").is_visible():
        page.click("#strip button")
    saved(page)

    page.reload()
    page.wait_for_selector(".ed.open")
    assert told(page)[0] == "第一段。过期以后写的。"


def test_somebody_else_who_signs_in_does_not_save_in_their_name(page):
    page.context.clear_cookies(name="taizhang")
    type_at(page, 0, 4, "我写的。")
    page.wait_for_selector("#strip:has-text('登录已过期')")
    other = page.context.new_page()
    other.goto("/signin/")
    other.fill("[name=login]", "leader")
    other.fill("[name=password]", PASSWORD)
    other.click("main button")
    other.wait_for_load_state()
    other.close()
    if page.locator("#strip button").is_visible():
        page.click("#strip button")

    page.wait_for_selector("#strip:has-text('不是您')")
    assert told(page)[0] == "第一段。我写的。"


def test_without_a_net_the_text_is_kept_and_saved_once_it_is_back(page):
    page.context.set_offline(True)
    type_at(page, 0, 4, "断网时写的。")
    page.wait_for_selector("#strip:has-text('连不上服务器')")

    page.context.set_offline(False)
    saved(page)
    assert page.locator("#strip").is_hidden()


def test_what_could_not_be_saved_comes_back_when_the_page_is_opened_again(page):
    page.context.set_offline(True)
    type_at(page, 0, 4, "没存上的。")
    page.wait_for_selector("#strip:has-text('连不上服务器')")
    # A page that is being closed may find the net again for a moment, and save after all: this one has none.
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')); }")
    page.close(run_before_unload=False)
    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(f"{page.address}edit/")
    again.wait_for_selector(".ed.open")

    assert told(again)[0] == "第一段。没存上的。"
    saved(again)
    assert again.evaluate("Object.keys(localStorage).filter(key => key.startsWith('report:')).length") == 0


def test_a_date_that_somebody_else_changed_is_not_overwritten_unseen(browse, page):
    other = opened_again(browse, page)
    other.fill("#dated", "2025-07-15")
    other.keyboard.press("Control+s")
    saved(other)

    type_at(page, 0, 4, "我加的。")
    page.wait_for_selector("dialog.conflict")
    rows = page.locator("dialog.conflict .rows li")
    assert rows.locator("legend").all_inner_texts() == ["1．成文日期", "2．开头"]
    assert rows.nth(0).locator("input:checked").get_attribute("value") == "theirs"
    page.click("text=这样合并，保存")
    saved(page)

    assert page.input_value("#dated") == "2025-07-15"
    assert told(page)[0] == "第一段。我加的。"
    assert "2025年7月15日" in page.locator(".sign-off").inner_text()
