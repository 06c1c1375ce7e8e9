"""The editor's own weight, and what its page says where it cannot run."""

from __future__ import annotations

import gzip
from pathlib import Path

import taizhang.web

BUNDLE = Path(taizhang.web.__file__).parent / "static" / "reports" / "editor.js"


def test_the_editor_weighs_at_most_100_kb():
    assert len(gzip.compress(BUNDLE.read_bytes(), 9)) <= 100_000


def test_without_scripts_the_page_leads_to_the_passages(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site.address)
    page = context.new_page()
    page.goto("/signin/")
    page.fill("[name=login]", "wenming")
    page.fill("[name=password]", "wutong-2026-tz")
    page.click("main button")
    page.goto("/reports/new/")
    page.fill("#id_period", "2025年11月")
    page.click("text=从台账编出初稿")
    page.click("text=编辑全文")

    assert "浏览器没有开" in page.locator("#waiting").inner_text()
    assert not page.locator("#send-button").is_visible()
    page.click("#waiting a")
    assert page.locator("textarea").count() > 0
    context.close()
