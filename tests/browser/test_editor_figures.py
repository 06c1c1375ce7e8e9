"""Figures while one writes: put in by keyboard, looked into, locked, typed by hand, in a real browser."""

from __future__ import annotations

import re

import pytest

from tests.browser.editing import cursor, figure, lay, manuscript, open_editor, paragraph, saved, text, told
from tests.web.pictures import picture


@pytest.fixture
def page(browse):
    page = browse("wenming")
    open_editor(page)
    return page


def inlines(page, block: int = 0) -> list[dict]:
    return manuscript(page)["blocks"][block]["inlines"]


def test_a_figure_is_put_in_by_keyboard_alone(page):
    lay(page, paragraph("para0001", text("宣讲场")))
    cursor(page, 0, 2)
    page.keyboard.press("Control+k")
    page.wait_for_selector(".palette [role=option] b")
    page.keyboard.insert_text("宣讲")
    page.wait_for_selector(".palette [role=option]:first-child:has-text('宣讲')")
    page.wait_for_selector(".palette .live b")
    shown = page.locator(".palette .live b").inner_text()
    page.keyboard.press("Enter")

    assert told(page) == [f"宣讲[{shown}]场"]
    assert inlines(page)[1]["ask"] == {"rule": "briefings", "unit": None, "own": False, "period": None}
    page.keyboard.insert_text("多")
    assert told(page) == [f"宣讲[{shown}]多场"]
    saved(page)


def test_unit_period_and_comparison_are_chosen_by_keyboard(page):
    lay(page, paragraph("para0001", text("比上年增长")))
    cursor(page, 0, 5)
    page.keyboard.press("/")
    page.wait_for_selector(".palette [role=option] b")
    page.keyboard.press("ArrowDown")
    second = page.locator(".palette [aria-selected=true] b").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(".palette .live b")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")

    page.wait_for_selector(".palette", state="detached")
    asked = inlines(page)[1]["ask"]
    assert asked["unit"] is not None
    assert asked["period"]
    page.wait_for_selector(".src h2")
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector(f"#panel-figure h2:has-text('{second}')")


def test_a_slash_can_still_be_written(page):
    lay(page, paragraph("para0001", text("甲")))
    cursor(page, 0, 1)
    page.keyboard.press("/")
    page.wait_for_selector(".palette")
    page.keyboard.press("/")
    page.wait_for_selector(".palette", state="detached")
    page.keyboard.type("乙 3/4")

    assert told(page) == ["甲/乙 3/4"]
    page.keyboard.press("Control+k")
    page.wait_for_selector(".palette")
    page.keyboard.press("Escape")
    page.keyboard.insert_text("丙")
    assert told(page) == ["甲/乙 3/4丙"]


def test_the_panel_leads_from_a_figure_to_its_records(page):
    page.locator(".ProseMirror .fg").first.click()
    page.wait_for_selector("#panel-figure .rcs a")
    assert page.locator("#panel-figure dl").inner_text()
    assert page.locator("#panel-figure .val b").inner_text() == page.locator(".fg.cur").inner_text()

    address = page.locator("#panel-figure .rcs a").first.get_attribute("href")
    assert page.context.request.get(address).status == 200
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#panel-figure footer') !== null")
    page.click("#panel-figure header button")
    assert page.locator("#panel-figure").is_hidden()


def test_a_figure_is_locked_and_unlocked(page):
    page.locator(".ProseMirror .fg.auto").first.click()
    name = page.locator(".fg.cur").get_attribute("data-id")
    page.click("text=锁定此值")
    page.wait_for_selector(f".fg.locked[data-id={name}]")
    saved(page)
    assert "已锁定" in page.locator(f".fg[data-id={name}]").get_attribute("aria-label")

    page.click("text=解除锁定")
    page.wait_for_selector(f".fg.auto[data-id={name}]")
    page.keyboard.press("Control+z")
    page.wait_for_selector(f".fg.locked[data-id={name}]")


def test_a_number_typed_by_hand_says_where_it_comes_from(page):
    page.locator(".ProseMirror .fg.auto").first.click()
    name = page.locator(".fg.cur").get_attribute("data-id")
    page.click("text=改为手填")
    page.fill("#hand-text", "1268")
    page.click("text=手填这个数")
    assert "请写明这个数字的出处" in page.locator(".hand .errors").inner_text()
    page.fill("#hand-source", "县统计局2025年公报")
    page.keyboard.press("Enter")

    chip = page.locator(f".fg.typed[data-id={name}]")
    assert chip.inner_text() == "1268"
    assert "县统计局2025年公报" in page.locator("#panel-figure dl").inner_text()
    saved(page)
    page.reload()
    page.wait_for_selector(f".fg.typed[data-id={name}]")
    assert page.locator(".chk button:has-text('手填')").first.inner_text().endswith("1")


def test_a_pasted_chip_of_another_window_asks_the_same(browse, page):
    lay(page, paragraph("para0001", figure("c0000001", "9", rule="briefings"), text("场")))
    html = page.evaluate(
        """() => { const { view } = document.getElementById('editor').desk, at = view.state.doc.child(0).nodeSize + view.state.doc.child(1).nodeSize;
        return view.serializeForClipboard(view.state.doc.slice(at + 1, view.state.doc.content.size - 1)).dom.innerHTML; }"""
    )
    other = browse("wenming")
    open_editor(other)
    lay(other, paragraph("para0001", text("甲")))
    cursor(other, 0, 1)
    other.evaluate(
        """html => { const data = new DataTransfer(); data.setData('text/html', html);
        document.querySelector('.ProseMirror').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }""",
        html,
    )

    assert told(other) == ["甲[9]场"]
    assert inlines(other)[1]["ask"]["rule"] == "briefings"


def test_a_figure_worked_out_names_what_it_was_worked_out_from(page):
    page.locator(".ProseMirror .fg").nth(1).click()
    page.wait_for_selector("#panel-figure h3:has-text('由这些数字算得')")

    assert page.locator("#panel-figure .byu tr").count() == 2


def test_a_record_accepted_meanwhile_turns_the_chip_newer_it_is_accepted_and_the_report_sent(browse):
    clerk, reviewer = browse("wenming"), browse("reviewer")
    address = open_editor(clerk, period="2026年11月")
    lay(clerk, paragraph("para0001", text("开展活动"), figure("c0000001", "0"), text("场。")))
    saved(clerk)
    clerk.wait_for_selector(".fg.newer")
    clerk.click("text=全部采用新值")
    saved(clerk)
    before = int(told(clerk)[0].split("[")[1].split("]")[0])

    number = submit_an_activity(browse("wenming"))
    reviewer.goto(f"/records/{number}/")
    reviewer.click("button:has-text('审核入账')")
    reviewer.wait_for_load_state()
    clerk.bring_to_front()
    clerk.evaluate("window.dispatchEvent(new Event('focus'))")
    clerk.wait_for_selector(".fg.newer")
    assert f"台账现在是 {before + 1}" in clerk.locator(".fg").get_attribute("aria-label")
    assert "1 处数字有更新" in clerk.locator("#outline").inner_text()

    clerk.click("#send-button")
    clerk.wait_for_selector("#toast.on:has-text('请先确认')")
    clerk.click(f"#panel-figure button:has-text('采用 {before + 1}')")
    assert told(clerk) == [f"开展活动[{before + 1}]场。"]
    saved(clerk)
    clerk.click("#send-button")
    clerk.wait_for_url(address)
    assert "待签发" in clerk.locator(".phead").inner_text()


def submit_an_activity(page) -> str:
    """Write a record down and submit it; return its number."""
    page.goto("/records/new/")
    page.select_option("#id_kind", "community_activity")
    page.wait_for_load_state()
    page.set_input_files(
        "#id_files",
        {
            "name": "现场.jpg",
            "mimeType": "image/jpeg",
            "buffer": picture(form="JPEG", size=(600, 400), located=False),
        },
    )
    page.wait_for_selector("#picked li")
    page.fill("#id_title", "晒谷场便民理发")
    page.fill("#id_on", "2026年11月18日")
    page.fill("#id_place", "晒谷场")
    page.fill("#id_people", "41人")
    page.click("text=提交审核")
    page.wait_for_url(re.compile(r"/records/2026-\d+/$"))
    return page.url.rstrip("/").rpartition("/")[2]
