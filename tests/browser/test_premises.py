"""A place through its life: registered, labelled, inspected on a phone by its label, put right, re-checked, closed."""

from __future__ import annotations

import base64
import json
import sqlite3
import zipfile

import pytest
import segno
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.afield import OUTBOX, SAVED, counted, emptied, fill_in, ready, sign_in, woken

pytestmark = pytest.mark.usefixtures("looked_after")
PAGES = (
    "/premises/",
    "/premises/?q=没有这样的",
    "/premises/new/",
    "/premises/due/",
    "/premises/findings/",
    "/premises/findings/?state=CLOSED",
    "/premises/findings/1/",
    "/premises/incidents/",
    "/premises/incidents/1/",
    "/premises/inspections/1/",
    "/premises/labels/",
    "/premises/sheet/",
    "/premises/tables/",
    "/premises/tables/1/",
    "/premises/1/",
    "/premises/1/edit/",
    "/premises/2/check/",
    "/premises/2/incident/",
    "/publications/new/",
)
SCREENS = ((1440, "normal"), (390, "normal"), (1440, "huge"), (390, "huge"))


@pytest.mark.parametrize(("width", "size"), SCREENS)
def test_no_page_is_wider_than_its_screen(browse, site, width, size):
    page = browse("wenming", width=width, size=size)
    wide = {}
    for path in PAGES:
        assert page.goto(path).status == 200, path
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[path] = over

    assert wide == {}


@pytest.mark.parametrize(("width", "size"), [(1440, "normal"), (390, "large")])
def test_axe_finds_nothing(browse, width, size):
    page = browse("wenming", width=width, size=size)
    found = {}
    for path in PAGES:
        page.goto(path)
        results = Axe().run(page)
        if results.violations_count:
            found[path] = [
                (one["id"], one["nodes"][0]["html"][:160]) for one in results.response["violations"]
            ]

    assert found == {}


def test_no_script_or_style_is_refused_by_the_policy(browse):
    page = browse("wenming")
    told: list[str] = []
    page.on(
        "console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None
    )
    for path in PAGES:
        page.goto(path)

    assert told == []


def test_how_often_a_type_is_inspected_is_told_on_a_sound_page(browse):
    page = browse("reviewer", width=390)
    page.goto("/premises/plan/")

    assert Axe().run(page).violations_count == 0


def test_labels_fill_a_sheet_of_a4_with_twenty_four(browse):
    page = browse("wenming")
    page.goto("/premises/labels/")
    page.emulate_media(media="print")
    label = page.locator(".labels li").first.bounding_box()

    # 34 mm at 96 dots an inch: eight rows of three stand on 297 mm.
    assert label is not None
    assert round(label["height"] * 25.4 / 96) == 34


def test_a_place_is_registered_labelled_inspected_put_right_rechecked_and_closed(browse, photo):
    desk = browse("wenming")
    desk.goto("/premises/new/")
    desk.select_option("[name=type]", label="讲堂")
    desk.click("main button.pri")
    desk.fill("[name=name]", "道德讲堂")
    desk.fill("[name=field_area]", "120")
    desk.fill("[name=grid]", "第五网格")
    desk.click("main form.form button.pri")
    expect(desk.locator("h1")).to_have_text("道德讲堂")
    desk.click("text=标签")
    label = desk.locator(".labels li a")
    address = label.get_attribute("href") or ""
    picture = desk.locator(".labels img").get_attribute("src")
    assert picture == segno.make(address, error="m", micro=False).svg_data_uri(border=2)

    phone = browse("wenming", width=390, height=844)
    phone.goto(address)
    expect(phone.locator("h1")).to_have_text("检查：道德讲堂")
    expect(phone.locator(".more").first).to_be_hidden()
    for code in ("hours", "condition", "electric", "current", "clean"):
        phone.click(f"label[for=a_{code}_FINE]")
    phone.click("label[for=a_fire_WRONG]")
    phone.fill("#w_fire", "灭火器过期")
    phone.select_option("#s_fire", label="较重")
    phone.set_input_files("#f_fire", photo(1))
    phone.click("text=完成检查")
    expect(phone.locator("h1")).to_contain_text("道德讲堂：")
    phone.click("text=灭火器过期")
    phone.fill("[name=text]", "已更换两具灭火器")
    phone.set_input_files("#files", photo(2))
    phone.click("text=提交整改")
    expect(phone.locator("text=要由另一位同事复查销号")).to_be_visible()

    reviewer = browse("reviewer")
    reviewer.goto("/premises/findings/?state=RECTIFIED")
    reviewer.click("text=灭火器过期")
    reviewer.fill("[name=text]", "已看现场，压力正常")
    reviewer.click("text=已改好，销号")
    expect(reviewer.locator(".phead .st")).to_contain_text("已销号")
    expect(reviewer.locator(".gallery img")).to_have_count(2)
    reviewer.goto("/figures/lecture_halls/?period=2026年")
    expect(reviewer.locator("main")).to_contain_text("道德讲堂")


KEPT = """async (path) => {
  for (const name of await caches.keys()) {
    if (name.startsWith('taizhang-pages-') && await (await caches.open(name)).match(path)) return true;
  }
  return false;
}"""


def kept(page, path: str) -> None:
    """Wait until the phone keeps that page."""
    for _ in range(200):
        if page.evaluate(KEPT, path):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"The phone does not keep {path}.")


def number_of(site, name: str) -> int:
    """Return the number of a place."""
    with sqlite3.connect(site.home / "taizhang.sqlite3") as books:
        found: int = books.execute("select id from premises_place where name = ?", [name]).fetchone()[0]
    return found


def arrived(site, place: int) -> tuple[int, int, int]:
    """Return how many inspections, findings and photos of a place the office has."""
    with sqlite3.connect(site.home / "taizhang.sqlite3") as books:
        asked = (
            "select count(*) from premises_inspection where place_id = ? and state = 'DONE'",
            "select count(*) from premises_finding where place_id = ?",
            "select count(*) from premises_step_photo p join premises_finding_step s on s.id = p.step_id"
            " join premises_finding f on f.id = s.finding_id where f.place_id = ?",
        )
        return tuple(books.execute(one, [place]).fetchone()[0] for one in asked)


def test_an_inspection_made_without_a_signal_waits_in_a_killed_phone_and_arrives_once(
    site, line, phone, photo
):
    place = number_of(site, "街道北门宣传栏")
    checklist = f"/premises/{place}/check/"
    page = phone.page
    sign_in(page, line)
    ready(page)
    page.goto(line.address + "/premises/due/")
    page.wait_for_selector("#kept-here:not([hidden])")
    kept(page, checklist)

    line.cut = True
    page.goto(line.address + checklist)
    assert page.inner_text("h1") == "检查：街道北门宣传栏"
    page.click("text=完成检查")
    assert page.locator(".q .error").count() == 5
    for code in ("condition", "safety", "current", "expired"):
        page.click(f"label[for=a_{code}_FINE]")
    page.click("label[for=a_clean_WRONG]")
    page.fill("#w_clean", "小广告没有清理")
    page.set_input_files("#f_clean", photo(3))
    page.click("text=完成检查")
    page.wait_for_selector("#kept:has-text('没有信号')")
    counted(page, 1)

    phone.kill()
    page = phone.start()
    page.goto(line.address + OUTBOX)
    page.click("text=打开修改")
    expect(page.locator("#w_clean")).to_have_value("小广告没有清理")
    expect(page.locator("#kept")).to_contain_text("照片 1 张已在本机")
    page.fill("#w_clean", "小广告没有清理干净")
    page.click("text=完成检查")
    page.wait_for_selector("#kept:has-text('没有信号')")
    assert arrived(site, place) == (0, 0, 0)

    # A killed browser may forget who was signed in: what waits is sent once its person is back.
    page.context.clear_cookies()
    line.to_lose, line.cut = 1, False
    woken(page)
    page.click("#outbox a:has-text('去登录')")
    fill_in(page)
    page.wait_for_url(line.address + checklist)
    page.reload()
    emptied(page)
    assert arrived(site, place) == (1, 1, 1)


def test_what_the_office_does_not_take_is_told_at_its_question(browse, site):
    page = browse("wenming", width=390)
    page.goto(f"/premises/{number_of(site, '河畔文化广场')}/check/")
    for code in ("ground", "equipment", "light", "electric", "current"):
        page.click(f"label[for=a_{code}_FINE]")
    page.click("label[for=a_clean_WRONG]")
    page.fill("#w_clean", "有垃圾")
    page.fill("#d_clean", "2020-01-01")
    page.click("text=完成检查")

    expect(page.locator(".q[data-item=clean] .error")).to_contain_text("整改期限应是今天或以后的日期")
    page.fill("#d_clean", "2030-01-01")
    page.click("text=完成检查")
    expect(page.locator("h1")).to_contain_text("河畔文化广场：")


def test_an_inspection_that_never_finds_a_signal_goes_out_as_a_zip_and_is_brought_in_once(
    line, phone, photo, browse, site, tmp_path
):
    place = number_of(site, "网格通知群")
    checklist = f"/premises/{place}/check/"
    page = phone.page
    sign_in(page, line)
    ready(page)
    page.goto(line.address + checklist)
    kept(page, checklist)
    line.cut = True
    page.goto(line.address + checklist)
    codes = [one.get_attribute("data-item") for one in page.locator(".q").all()]
    for code in codes[1:]:
        page.click(f"label[for=a_{code}_FINE]")
    page.click(f"label[for=a_{codes[0]}_WRONG]")
    page.fill(f"#w_{codes[0]}", "门窗坏了")
    page.set_input_files(f"#f_{codes[0]}", photo(4))
    page.click("text=完成检查")
    page.wait_for_selector("#kept:has-text('没有信号')")
    page.goto(line.address + OUTBOX)
    page.wait_for_selector("#export:visible")
    package = tmp_path / "未上传记录.zip"
    package.write_bytes(base64.b64decode(page.evaluate(SAVED)))

    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        index = json.loads(archive.read("records.json"))
        assert (index["records"], [one["place"] for one in index["inspections"]]) == ([], [place])
        assert "检查：" in archive.read("说明.txt").decode("utf-8-sig")
    desk = browse("wenming")
    for words in ("已存入", "早已存入"):
        desk.goto(OUTBOX)
        desk.set_input_files("#package", str(package))
        desk.click("main button:has-text('导入')")
        expect(desk.locator("main")).to_contain_text(f"{words} ")
        assert arrived(site, place) == (1, 1, 1)

    line.cut = False
    page.reload()
    emptied(page)
    assert arrived(site, place) == (1, 1, 1)
