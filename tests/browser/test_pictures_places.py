"""The handbook's pictures of premises, and of items that go out on them: TAIZHANG_PICTURES=docs/pictures writes them anew."""

from __future__ import annotations

import pytest

from tests.browser.drawing import drawn, opens_and_is_drawn
from tests.browser.item_editing import write_item

pytestmark = pytest.mark.usefixtures("looked_after")
SHOTS = (
    ("premises-list", "wenming", "/premises/", 1280, 760),
    ("premises-place", "wenming", "/premises/2/", 1280, 820),
    ("premises-finding", "wenming", "/premises/findings/1/", 1280, 760),
    ("premises-check", "wenming", "/premises/2/check/", 390, 844),
    ("web-publications", "wenming", "/publications/", 1280, 760),
    ("web-publication-stages", "reviewer", "/publications/stages/?unit=2", 1280, 820),
)


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot[0])
def test_the_page_of_a_picture_opens_and_is_drawn(browse, shot):
    assert opens_and_is_drawn(browse, *shot)


def test_an_item_in_its_editor_and_with_the_channels_that_its_unit_runs_is_drawn(browse):
    page = browse("wenming", width=1280, height=900)
    page.goto("/publications/new/")
    page.fill("#id_title", "寒假阅读月下周开始")
    write_item(page, "# 时间地点\n1月16日起，每周六上午，河畔书屋。\n# 怎样参加\n- 带一本书\n- 带孩子来")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("今年已开展各类活动")
    page.keyboard.press("Control+k")
    page.wait_for_selector("dialog.palette .live b")
    page.keyboard.press("Enter")
    page.wait_for_selector(".item-paper .fg")
    page.keyboard.insert_text("场，欢迎居民参加。")
    page.locator(".item-text").evaluate("(text) => text.scrollIntoView({ block: 'center' })")
    assert drawn("web-publication-editor", page)

    page.check("[name=channel] >> nth=0")
    page.locator(".ticks").first.evaluate("(list) => list.scrollIntoView({ block: 'center' })")

    assert drawn("web-publication-edit", page)
