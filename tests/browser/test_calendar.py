"""The calendar of duties in a real browser: leafed and opened by keyboard, a list on a phone, its address copied."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_fingers import ALONE, SMALL

PREPARE = Path(__file__).with_name("prepare_duties.py")
CALENDAR = "/duties/calendar/"


@pytest.fixture(scope="session")
def laid(site) -> None:
    """Hand a scheme down to the demo office, once."""
    environment = {**os.environ, "TAIZHANG_HOME": str(site.home)}
    environment.pop("TAIZHANG_DATABASE", None)
    subprocess.run([sys.executable, str(PREPARE), "wenming"], env=environment, check=True)


def test_it_is_leafed_and_opened_by_keyboard(browse, laid):
    page = browse("wenming")
    page.goto("/duties/mine/")
    page.click("main a:has-text('责任日历')")
    page.wait_for_url("**/duties/calendar/")
    month = page.inner_text("h1")

    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"view=month&on=\d{4}-\d\d-01$"))
    assert page.inner_text("h1") != month
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("text => document.querySelector('h1').innerText === text", arg=month)
    page.click(".seg-links >> text=周")
    page.wait_for_url("**view=week**")
    page.click(".seg-links >> text=月")
    page.wait_for_url("**view=month**")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/duties/occurrences/\d+/$"))


def test_on_a_phone_it_is_a_list_of_days_with_something(browse, laid):
    page = browse("wenming", width=390, height=844)
    page.goto(CALENDAR)

    days = page.locator(".cal td:visible")
    assert days.count() == page.locator(".cal td:has(.dues)").count() > 0
    tops = [days.nth(at).bounding_box()["y"] for at in range(days.count())]
    assert tops == sorted(set(tops))
    assert "周" in days.first.inner_text()


@pytest.mark.parametrize(
    ("width", "size"), [(1440, "normal"), (1440, "huge"), (390, "normal"), (390, "huge")]
)
def test_with_things_on_it_it_is_sound(browse, laid, width, size):
    page = browse("wenming", width=width, size=size)
    for query in ("", "?of=2", "?view=week&of=2", "?view=day&of=2"):
        page.goto(f"{CALENDAR}{query}")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, query
        assert Axe().run(page).violations_count == 0, query
        if width == 390:
            assert page.evaluate(SMALL, 60 if size == "huge" else 44) == {}, query
            assert page.evaluate(ALONE) == [], query


def test_printed_it_stands_on_a_wide_sheet_without_what_is_pressed(browse, laid):
    page = browse("wenming")
    page.goto(CALENDAR)
    page.emulate_media(media="print")

    assert page.locator(".dues").first.is_visible()
    assert not page.locator("form.filters").is_visible()
    sheet = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", page.pdf(prefer_css_page_size=True))
    assert float(sheet[1]) > float(sheet[2])


def test_its_address_is_made_copied_and_read_without_a_session(browse, browser, site, laid):
    page = browse("wenming")
    page.goto(f"{CALENDAR}subscription/")
    page.click("text=生成地址")
    address = page.input_value("#address")

    page.click("text=复制地址")
    page.wait_for_selector("#toast.on:has-text('已复制')")
    other = browser.new_context()
    answer = other.request.get(address)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "走访慰问独居老人" in re.sub(r"\r\n ", "", answer.text())

    page.goto(f"{CALENDAR}subscription/")
    page.click("text=停止订阅")
    page.wait_for_selector("text=还没有订阅")
    assert other.request.get(address).status == 404
    other.close()


def test_it_works_without_scripts(browser, site, laid, browse):
    state = browse("wenming").context.storage_state()
    context = browser.new_context(java_script_enabled=False, base_url=site.address, storage_state=state)
    page = context.new_page()
    page.goto(CALENDAR)
    page.select_option("#of", "2")
    page.click(".filters button")
    page.wait_for_url(re.compile(r"of=2$"))
    page.click("text=下一月")
    assert page.locator(".dues a").count() > 0
    context.close()
