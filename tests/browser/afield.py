"""What somebody does with a phone where the signal comes and goes, and what then lies where."""

from __future__ import annotations

import sqlite3

from playwright.sync_api import Error

PASSWORD = "wutong-2026-tz"
ENTRY, OUTBOX = "/records/new/", "/outbox/"
STRIP = "#outbox span"
KEPT = """async () => {
  const worker = (await navigator.serviceWorker.ready).active;
  const pages = (await caches.keys()).filter((name) => name.startsWith('taizhang-pages-'));
  const kept = pages.length === 1 ? await (await caches.open(pages[0])).keys() : [];
  return worker.state === 'activated' && kept.length === 2;
}"""
WAITING = """() => new Promise((done) => {
  const asked = indexedDB.open('taizhang', 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction('outbox').objectStore('outbox').getAll();
    all.onsuccess = () => { asked.result.close(); done(all.result.map((item) => ({
      id: item.id, person: item.person, title: item.told.title, state: item.state, files: item.files.length }))); };
  };
})"""

SAVED = """() => new Promise((done) => {
  // A browser on a wire saves to no folder: what would be saved is read here.
  URL.createObjectURL = (blob) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(',')[1]);
    reader.readAsDataURL(blob);
    return 'data:,';
  };
  document.getElementById('export').click();
})"""


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
    """Return what waits on the phone, whoever's it is; asked again where the page goes on just then."""
    try:
        return page.evaluate(WAITING)
    except Error as fault:
        if "Execution context was destroyed" not in str(fault):
            raise
    page.wait_for_load_state()
    return page.evaluate(WAITING)


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
