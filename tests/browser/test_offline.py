"""Records entered without a signal, in a real browser: nothing is lost, nothing is doubled."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.afield import (
    ENTRY,
    OUTBOX,
    STRIP,
    counted,
    emptied,
    enter,
    fill_in,
    ready,
    rows,
    sign_in,
    waiting,
    woken,
)

WECHAT = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.40"


def test_five_records_survive_a_killed_browser_and_two_lost_replies(site, line, phone, photo):
    page = phone.page
    sign_in(page, line)
    ready(page)
    line.cut = True
    for number in range(5):
        page.goto(line.address + ENTRY)
        enter(page, f"山里走访{number}", photo=photo(number), place="北坡")
        page.wait_for_selector("#kept:not([hidden])")
        counted(page, number + 1)

    phone.kill()
    page = phone.start()
    page.goto(line.address + ENTRY)
    assert page.inner_text("h1") == "记一笔"
    counted(page, 5)
    assert rows(site, "山里走访%") == []

    page.context.clear_cookies()
    line.to_lose, line.cut = 2, False
    woken(page)
    page.click("#outbox a:has-text('去登录')")
    fill_in(page)
    page.wait_for_url(line.address + ENTRY)
    for _ in range(2):
        lost = line.to_lose
        for _ in range(200):
            if line.to_lose < lost:
                break
            page.wait_for_timeout(100)
        page.reload()
    emptied(page)

    assert rows(site, "山里走访%") == [(f"山里走访{number}", "visit", 1) for number in range(5)]
    # Five and the two that were lost; a page left while it was sending makes one more.
    assert line.sendings[0] == 403
    assert len(line.sendings) >= 8
    assert set(line.sendings[1:]) == {200}
    assert waiting(page) == []


def test_the_kind_changes_without_a_server(line, phone, site):
    page = phone.page
    sign_in(page, line)
    ready(page)
    line.cut = True
    page.goto(line.address + ENTRY)

    page.select_option("#id_kind", "meeting")
    page.fill("#id_field_topic", "秋收安排")
    page.select_option("#id_kind", "study_session")
    assert page.input_value("#id_field_topic") == "秋收安排"
    enter(page, "田头学习", kind="study_session", field_planned="30")
    page.wait_for_selector("#kept:not([hidden])")
    line.cut = False
    page.reload()
    emptied(page)

    assert rows(site, "田头学习") == [("田头学习", "study_session", 0)]


def test_a_session_that_ended_keeps_what_was_entered_until_its_person_signs_in(line, phone, site):
    page = phone.page
    sign_in(page, line)
    page.goto(line.address + ENTRY)
    page.context.clear_cookies(name="taizhang")

    enter(page, "隔夜的记录")
    page.wait_for_selector("#kept:has-text('登录已过期')")
    counted(page, 1)
    page.click("#outbox a:has-text('去登录')")
    fill_in(page)
    emptied(page)

    assert rows(site, "隔夜的记录") == [("隔夜的记录", "visit", 0)]
    assert line.sendings == [401, 200]


def test_another_person_on_the_same_phone_neither_sees_nor_sends_what_the_first_one_left(line, phone, site):
    page = phone.page
    sign_in(page, line)
    ready(page)
    line.cut = True
    page.goto(line.address + ENTRY)
    enter(page, "前一位的走访")
    counted(page, 1)
    # Signed out while there is still no line: the open page may try again the moment there is one.
    page.context.clear_cookies()
    line.cut = False
    page.goto(line.address + "/signin/")
    page.wait_for_selector("#outbox:has-text('这台设备上有 1 条记录还没上传：本人登录')")

    sign_in(page, line, "reviewer")
    page.goto(line.address + OUTBOX)
    page.wait_for_selector("#none:not([hidden])")
    ready(page)
    line.cut = True
    page.goto(line.address + ENTRY)
    assert page.get_attribute("body", "data-person") == "reviewer"
    assert page.is_hidden("#outbox") or "条记录" not in page.inner_text(STRIP)
    assert [item["person"] for item in waiting(page)] == ["wenming"]
    assert rows(site, "前一位的走访") == []

    line.cut = False
    sign_in(page, line)
    emptied(page)
    assert rows(site, "前一位的走访") == [("前一位的走访", "visit", 0)]


def test_one_person_signing_out_leaves_no_page_behind(line, phone):
    page = phone.page
    sign_in(page, line)
    ready(page)
    page.goto(line.address + "/me/")
    page.click("text=退出登录")
    page.wait_for_url("**/signin/")

    line.cut = True
    page.goto(line.address + ENTRY)
    assert page.inner_text("h1") == "没有信号"
    page.goto(line.address + "/records/")
    assert page.inner_text("h1") == "没有信号"


@pytest.mark.parametrize("size", ["normal", "huge"])
def test_the_outbox_fits_a_phone_and_axe_finds_nothing(line, phone, photo, size):
    page = phone.page
    page.context.add_cookies([{"name": "size", "value": size, "url": line.address}])
    sign_in(page, line)
    ready(page)
    line.cut = True
    page.goto(line.address + ENTRY)
    enter(page, "名称很长的一次走访，" * 8, photo=photo(30), place="很长的地名" * 20)
    counted(page, 1)
    wide = {}
    for address in (ENTRY, OUTBOX, "/records/"):
        page.goto(line.address + address)
        page.wait_for_selector(f"{STRIP}:has-text('1 条记录')")
        wide[address] = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert Axe().run(page).violations_count == 0

    assert set(wide.values()) == {0}
    assert page.locator("html").get_attribute("data-size") == size


def test_where_there_is_no_worker_the_open_page_keeps_on_and_says_so(browser, line, site):
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN", user_agent=WECHAT)
    page = context.new_page()
    sign_in(page, line)
    page.goto(line.address + ENTRY)
    assert "在浏览器打开" in page.inner_text("#weak")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0

    line.cut = True
    for number in range(2):
        enter(page, f"微信里的走访{number}")
        counted(page, number + 1)
    line.cut = False
    woken(page)
    emptied(page)

    assert len(rows(site, "微信里的走访%")) == 2
    context.close()


def test_an_address_without_https_says_that_a_closed_page_will_not_open(browse):
    page = browse("wenming")
    # What a browser does on http://, which this machine's own address is not held to.
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(ENTRY)

    assert "没有离线功能" in page.inner_text("#weak")


def test_a_new_version_takes_the_place_of_the_old_one(line, phone):
    page = phone.page
    sign_in(page, line)
    ready(page)
    page.evaluate("caches.open('taizhang-files-old').then((cache) => cache.put('/old', new Response('')))")
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.unregister())")

    page.goto(line.address + ENTRY)
    ready(page)

    kept = page.evaluate("caches.keys()")
    assert len([name for name in kept if name.startswith("taizhang-files-")]) == 1
    assert "taizhang-files-old" not in kept
