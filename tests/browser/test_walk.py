"""One piece of work the whole way: a thumb in the field, a reviewer, a figure, a report, a signature."""

from __future__ import annotations

import re
from pathlib import Path

from tests.web.pictures import picture

TITLE = "河岸清洁志愿活动"


def figure(page) -> int:
    """Return how many activities the unit held in November 2026, as the page says."""
    page.goto("/figures/activities_held/?period=2026年11月")
    text = page.locator(".big").inner_text()
    return int(re.sub(r"\D", "", text) or 0)


def test_a_piece_of_work_goes_from_the_field_into_a_signed_report(browse, site, tmp_path: Path):
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(picture(form="JPEG", size=(2400, 1600), located=True))
    field, desk = browse("wenming", width=390, height=844), browse("reviewer")
    before = figure(desk)

    field.click(".tabs .add")
    field.set_input_files("#id_files", str(photo))
    field.wait_for_selector("#picked li")
    field.select_option("#id_kind", "community_activity")
    field.fill("#id_title", TITLE)
    field.fill("#id_on", "2026年11月20日")
    field.fill("#id_place", "北岸步道")
    field.fill("#id_people", "约40人")
    field.click("text=提交审核")
    field.wait_for_url(re.compile(r"/records/2026-\d+/$"))
    number = field.url.rstrip("/").rpartition("/")[2]

    desk.goto("/records/review/")
    desk.click(f"text={TITLE}")
    desk.click("summary:has-text('退回')")
    desk.fill("#reason-return", "请写明是哪一段河岸")
    desk.click("form[action$='/return/'] button")

    field.reload()
    assert "请写明是哪一段河岸" in field.locator("#main").inner_text()
    field.click("text=修改")
    field.fill("#id_place", "北岸步道东段")
    field.click("text=提交审核")
    field.wait_for_url(re.compile(rf"/records/{number}/$"))
    assert figure(desk) == before

    desk.goto(f"/records/{number}/")
    assert "北岸步道东段" in desk.locator("#main").inner_text()
    desk.click("button:has-text('审核入账')")
    assert figure(desk) == before + 1
    desk.click(f"text={TITLE}")
    assert desk.url.rstrip("/").endswith(number)


def test_a_report_is_compiled_sent_signed_by_the_leader_and_verified(browse, tmp_path: Path):
    clerk, leader = browse("wenming"), browse("leader", width=390, height=844)

    clerk.goto("/reports/new/")
    clerk.fill("#id_period", "2025年")
    clerk.click("text=从台账编出初稿")
    clerk.wait_for_selector(".paper img")
    first = clerk.locator(".paper img").first
    assert first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 700
    clerk.fill("textarea >> nth=1", "一是坚持每月一次集中学习。")
    clerk.click("text=保存，按现在的台账重编")
    clerk.wait_for_load_state()
    clerk.click("text=送领导签发")
    clerk.wait_for_load_state()
    assert "待签发" in clerk.locator(".phead").inner_text()

    leader.goto("/reports/")
    leader.click("table a")
    leader.click("button:has-text('签发')")
    leader.wait_for_load_state()
    assert "已封存" in leader.locator("#main").inner_text()
    with leader.expect_download() as download:
        leader.click("text=下载封存包")
    bundle = tmp_path / "bundle.zip"
    download.value.save_as(bundle)

    leader.goto("/reports/verify/")
    leader.set_input_files("input[type=file]", str(bundle))
    leader.click("button:has-text('核验')")
    assert "与签发时完全一致" in leader.locator("#main").inner_text()


def test_what_was_typed_survives_a_session_that_ended(browse, site):
    page = browse("wenming")
    page.goto("/records/2025-000412/correct/")
    page.fill("#id_reason", "人数按签到表核对")
    page.fill("#id_place", "老年活动中心")
    page.context.clear_cookies(name="taizhang")

    page.click("button:has-text('提出更正')")
    assert "登录已过期" in page.locator("h1").inner_text()
    page.click("a:has-text('重新登录')")
    page.fill("[name=login]", "wenming")
    page.fill("[name=password]", "wutong-2026-tz")
    page.click("main button")
    page.wait_for_url("**/records/2025-000412/correct/")

    assert page.input_value("#id_reason") == "人数按签到表核对"
    assert page.input_value("#id_place") == "老年活动中心"


def test_the_keyboard_walks_the_list(browse):
    page = browse("wenming")
    page.goto("/records/")

    page.keyboard.press("j")
    page.keyboard.press("j")
    title = page.locator("tr.cur a").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/records/\d{4}-\d+/"))
    assert page.locator("h1").inner_text() == title

    page.keyboard.press("/")
    page.keyboard.type("清洁")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/records/\?q="))
    page.locator("body").click(position={"x": 5, "y": 400})
    page.keyboard.press("n")
    page.wait_for_url("**/records/new/")


def test_everything_but_comfort_works_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site.address)
    page = context.new_page()
    page.goto("/signin/")
    page.fill("[name=login]", "wenming")
    page.fill("[name=password]", "wutong-2026-tz")
    page.click("main button")

    page.goto("/records/new/")
    page.select_option("#id_kind", "lecture")
    page.click("button[name=show]")
    assert page.input_value("#id_kind") == "lecture"
    page.fill("#id_title", "没有脚本也能记")
    page.fill("#id_on", "2026年11月2日")
    page.click("text=保存草稿")
    assert page.locator("h1").inner_text() == "没有脚本也能记"
    page.click("header.top button")
    assert page.locator("html").get_attribute("data-size") == "large"
    context.close()
