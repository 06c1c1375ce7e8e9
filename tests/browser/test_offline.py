"""Records entered without a signal, in a real browser: nothing is lost, nothing is doubled."""

from __future__ import annotations

import sqlite3

import pytest

from tests.browser.conftest import PASSWORD, free_port
from tests.browser.phone import Phone
from tests.browser.weak_line import WeakLine
from tests.web.pictures import picture

ENTRY, OUTBOX = "/records/new/", "/outbox/"
STRIP = "#outbox span"
KEPT = """async () => {
  const worker = (await navigator.serviceWorker.ready).active;
  const pages = (await caches.keys()).filter((name) => name.startsWith('taizhang-pages-'));
  const kept = pages.length === 1 ? await (await caches.open(pages[0])).keys() : [];
  return worker.state === 'activated' && kept.length === 2;
}"""


@pytest.fixture
def line(site):
    weak = WeakLine(site.address, free_port())
    yield weak
    weak.close()


@pytest.fixture
def phone(playwright, tmp_path):
    one = Phone(playwright, tmp_path / "memory")
    yield one
    one.kill()


@pytest.fixture
def photo(tmp_path):
    """Return a maker of photos, each another one, with the place where it was taken."""

    def make(number):
        path = tmp_path / f"现场{number}.jpg"
        path.write_bytes(picture(form="JPEG", size=(2000 + number, 1500), located=True))
        return str(path)

    return make


def fill_in(page, login="wenming"):
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")


def sign_in(page, line, login="wenming"):
    page.goto(line.address + "/signin/")
    fill_in(page, login)
    page.wait_for_url(line.address + "/")


def woken(page):
    """Look at the phone again: what a page does when it comes to the front."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def ready(page):
    """Wait until the phone keeps what it needs to open the entry form without a signal."""
    for _ in range(200):
        if page.evaluate(KEPT):
            return
        page.wait_for_timeout(100)
    raise AssertionError("The phone keeps no pages.")


def enter(page, title, *, kind="visit", photo=None, button="保存草稿", **told):
    page.select_option("#id_kind", kind)
    if photo:
        page.set_input_files("#id_files", photo)
        page.wait_for_selector("#picked li")
    page.fill("#id_title", title)
    for name, text in told.items():
        page.fill(f"#id_{name}", text)
    page.click(f"button:has-text('{button}')")


def waiting(page):
    """Return what waits on the phone, whoever's it is."""
    return page.evaluate(
        """() => new Promise((done) => {
          const asked = indexedDB.open('taizhang', 1);
          asked.onsuccess = () => {
            const all = asked.result.transaction('outbox').objectStore('outbox').getAll();
            all.onsuccess = () => { asked.result.close(); done(all.result.map((item) => ({
              id: item.id, person: item.person, title: item.told.title, state: item.state, files: item.files.length }))); };
          };
        })"""
    )


def counted(page, number):
    page.wait_for_selector(f"{STRIP}:has-text('本机有 {number} 条记录还没上传')")


def emptied(page):
    """Wait until everything is sent, and nothing tells of it any more."""
    for _ in range(600):
        if not waiting(page):
            break
        page.wait_for_timeout(100)
    page.wait_for_selector("#outbox", state="hidden")


def rows(site, like):
    """Return number of files and kind of each record with such a title, in the order of titles."""
    with sqlite3.connect(site.home / "taizhang.sqlite3") as books:
        return books.execute(
            "select r.title, r.kind, (select count(*) from records_evidence e where e.record_id = r.id) "
            "from records_record r where r.title like ? order by r.title",
            [like],
        ).fetchall()


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
    page.click("#outbox a:has-text('重新登录')")
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
    assert line.sendings == [403] + [200] * 7
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
