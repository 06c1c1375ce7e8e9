"""An item the whole way: written, reviewed by three people, edited after approval, back to review, published, corrected."""

from __future__ import annotations

import re

import pytest

from tests.browser.item_editing import write_item

TITLE = "银龄读书会本周六开讲"
TEXT = "# 时间地点\n12月5日（星期六）上午9时，青禾社区文化室。\n欢迎居民带一本书来。"
SEATS = {
    "初审": ("台账填报员（梧桐街道）", "wenming"),
    "一校": ("台账管理员（梧桐街道）", "reviewer"),
    "复审": ("台账管理员（梧桐街道）", "reviewer"),
    "二校": ("分管领导（梧桐街道）", "leader"),
    "三校": ("台账填报员（梧桐街道）", "wenming"),
    "终审": ("分管领导（梧桐街道）", "leader"),
}
"""Stage -> its post and who holds it: three people, each at one review and one proofreading."""


@pytest.fixture
def desks(browse):
    """Return the browser of the author, and of whoever sits at a stage; the stages are set."""
    people = {login: browse(login) for login in ("qinghe", "wenming", "reviewer", "leader")}
    set_stages(people["reviewer"])
    return people


def test_an_item_is_reviewed_edited_reviewed_again_published_and_corrected(desks):
    author, first = desks["qinghe"], desks["wenming"]
    address = written(author)
    author.click("summary:has-text('送审')")
    author.click("form[action$='/submit/'] button")
    author.wait_for_selector(".phead:has-text('审校中')")
    reviewed(desks, address)
    assert state(author, address) == "可发布"

    edited(author, address, TEXT.replace("上午9时", "下午2时"))
    assert state(author, address) == "审校中"
    first.goto(address)
    assert "与您这一环节上次看过的一稿相比" in first.inner_text(".decide")
    assert first.locator(".decide .changed del").all_inner_texts() == ["上", "9"]
    reviewed(desks, address)

    published(author, address, link="https://example.org/1", text=TEXT.replace("上午9时", "下午2点"))
    assert state(author, address) == "已发布"
    assert "发布的文字与审定稿不一致" in author.inner_text("#main")
    edited(author, address, TEXT.replace("上午9时", "下午3时"), reason="时间改为三时")
    reviewed(desks, address)
    published(author, address, link="https://example.org/2", reason="原写下午二时")
    assert state(author, address) == "已更正"
    author.goto("/publications/register/")
    assert "原写下午二时" in author.inner_text("#main")


def test_an_item_goes_on_in_the_hands_of_another_who_then_does_not_review_it(desks):
    author, heir = desks["qinghe"], desks["wenming"]
    written(author)
    author.click("summary:has-text('移交')")
    author.select_option("#hand_over_to", label=author.inner_text("#hand_over_to option:has-text('wenming')"))
    author.fill("#hand_over_reason", "岗位调整")
    author.click("form[action$='/hand-over/'] button")
    author.wait_for_selector("h2:has-text('移交经过')")
    assert author.locator("a:has-text('修改')").count() == 0

    heir.goto("/publications/?mine=on")
    heir.click(f"a:has-text('{TITLE}') >> nth=0")
    heir.click("summary:has-text('送审')")
    heir.click("form[action$='/submit/'] button")
    heir.wait_for_selector(".phead:has-text('审校中')")

    assert "要由另一位同事审校" in heir.inner_text(".decide")
    assert heir.locator(".decide button").count() == 0


def set_stages(manager) -> None:
    """Give each stage its post, in the usual order, for the street and all below."""
    manager.goto("/publications/stages/?unit=2")
    for stage, (post, _) in SEATS.items():
        manager.select_option(f".stages tr:has(th:text-is('{stage}')) select[name^=post_]", label=post)
    manager.click(".stages button:has-text('保存')")
    manager.wait_for_load_state()
    assert manager.locator("[role=alert]").count() == 0


def written(author) -> str:
    """Write the item and return its address."""
    author.goto("/publications/new/")
    author.fill("#id_title", TITLE)
    write_item(author, TEXT)
    author.check("label:has-text('青禾之声') [name=channel]")
    author.click("main form .btn.pri")
    author.wait_for_url(re.compile(r"/publications/\d+/$"))
    return str(author.url)


def reviewed(desks, address: str) -> None:
    """Let each stage that is to see the item pass it, in the order in which they come."""
    for stage in ("初审", "一校", "复审", "二校", "三校", "终审"):
        page = desks[SEATS[stage][1]]
        page.goto(address)
        page.click(f"button:has-text('{stage}通过')")
        page.wait_for_load_state()
        assert page.locator("[role=alert]").count() == 0


def edited(author, address: str, text: str, *, reason: str = "") -> None:
    """Change the text of the item."""
    author.goto(f"{address}edit/")
    write_item(author, text)
    if reason:
        author.fill("#id_reason", reason)
    author.click("main form .btn.pri")
    author.wait_for_url(re.compile(r"/publications/\d+/$"))


def published(author, address: str, *, link: str, text: str = "", reason: str = "") -> None:
    """Tell that the item went out."""
    author.goto(address)
    author.click("summary:has-text('登记')")
    author.fill("#publish_link", link)
    author.fill("#publish_text", text)
    if reason:
        author.fill("#publish_reason", reason)
    author.click("form[action$='/publish/'] button")
    author.wait_for_load_state()


def state(page, address: str) -> str:
    """Return the state that the page of the item tells."""
    page.goto(address)
    return str(page.locator(".phead .st").first.inner_text()).strip()
