"""What waits on a phone: mended, deleted, exported, brought in elsewhere."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from tests.browser.afield import (
    ENTRY,
    OUTBOX,
    SAVED,
    counted,
    emptied,
    enter,
    ready,
    rows,
    sign_in,
    waiting,
)


def test_what_the_server_does_not_take_waits_to_be_mended_and_is_sent_again(line, phone, photo, site):
    page = phone.page
    sign_in(page, line)
    ready(page)
    line.cut = True
    page.goto(line.address + ENTRY)
    enter(page, "人数写错的走访", photo=photo(9), people="很多人")
    counted(page, 1)

    line.cut = False
    page.goto(line.address + OUTBOX)
    page.wait_for_selector(".waiting .error:has-text('很多人')")
    assert Axe().run(page).violations_count == 0
    page.click(".waiting .ti")
    page.wait_for_selector("#picked li")
    assert "很多人" in page.inner_text("#id_people_error")
    assert page.input_value("#id_title") == "人数写错的走访"
    page.fill("#id_people", "约30人")
    page.click("text=保存草稿")
    page.wait_for_url(re.compile(r"/records/\d{4}-\d+/$"))

    assert rows(site, "人数写错的走访") == [("人数写错的走访", "visit", 1)]
    assert waiting(page) == []


def test_faults_of_an_open_form_are_told_beside_the_fields_and_a_twin_is_asked_about(line, phone, site):
    page = phone.page
    sign_in(page, line)
    page.goto(line.address + ENTRY)
    enter(page, "", button="提交审核")
    assert page.inner_text("#id_title_error") == "请填写活动名称。"
    assert line.sendings == []

    enter(page, "同名的走访", people="好些人")
    page.wait_for_selector("#id_people_error")
    page.fill("#id_people", "")
    page.click("text=再记一笔")
    page.wait_for_selector("#kept:has-text('已保存，编号')")
    enter(page, "同名的走访")
    page.wait_for_selector(".errors:has-text('同一天已有同名记录')")
    page.check("[name=anyway]")
    page.click("text=保存草稿")
    page.wait_for_url(re.compile(r"/records/\d{4}-\d+/$"))

    assert len(rows(site, "同名的走访")) == 2


def test_what_was_changed_after_it_had_arrived_unheard_is_not_lost(line, phone, site):
    page = phone.page
    sign_in(page, line)
    ready(page)
    page.goto(line.address + ENTRY)
    # The browser itself may send once more where its line was open before: that reply is lost too.
    line.to_lose = 2
    enter(page, "回话丢了的走访", place="北坡")
    page.wait_for_selector("#kept:not([hidden])")
    line.cut = True
    page.goto(line.address + OUTBOX)
    page.click(".waiting .ti")
    expect(page.locator("#id_place")).to_have_value("北坡")
    page.fill("#id_place", "南坡")
    page.click("text=保存草稿")
    page.wait_for_selector("#kept:not([hidden])")

    line.cut = False
    page.goto(line.address + OUTBOX)
    page.wait_for_selector(".waiting .error:has-text('已经传上去了')")
    assert len(rows(site, "回话丢了的走访")) == 1
    page.click("text=打开已上传的那条")
    assert "北坡" in page.inner_text("#main")

    page.goto(line.address + OUTBOX)
    page.click("button:has-text('删去')")
    page.click("text=不删")
    assert len(waiting(page)) == 1
    page.click("button:has-text('删去')")
    page.click("text=确定删去")
    emptied(page)


def test_an_export_is_whole_without_places_and_is_brought_in_once(line, phone, photo, browse, site, tmp_path):
    page = phone.page
    sign_in(page, line)
    ready(page)
    line.cut = True
    for number in range(2):
        page.goto(line.address + ENTRY)
        enter(page, f"要导出的走访{number}", photo=photo(20 + number), button="提交审核")
        counted(page, number + 1)
    page.goto(line.address + OUTBOX)
    page.wait_for_selector("#deeds:not([hidden])")
    package = tmp_path / "未上传记录.zip"
    package.write_bytes(base64.b64decode(page.evaluate(SAVED)))

    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        index = json.loads(archive.read("records.json"))
        assert {one["id"] for one in index["records"]} == {item["id"] for item in waiting(page)}
        for one in index["records"]:
            kept = Image.open(io.BytesIO(archive.read(one["files"][0]["path"])))
            # The camera wrote that it stood upright: drawn anew, it does.
            assert kept.height == 1600 > kept.width
            assert dict(kept.getexif()) == {}
        assert "要导出的走访1" in archive.read("说明.txt").decode("utf-8-sig")

    desk = browse("wenming")
    desk.goto(OUTBOX)
    desk.set_input_files("#package", str(package))
    desk.click("main button:has-text('导入')")
    assert desk.locator("text=已存入").count() == 2
    line.cut = False
    page.reload()
    emptied(page)

    assert rows(site, "要导出的走访%") == [(f"要导出的走访{number}", "visit", 1) for number in range(2)]
