"""An Excel ledger in a real browser: faulty cells mended in place, brought in, taken back; a long one with its progress."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook

from tests.web.ledgers import HEAD, long_ledger

ROWS = (
    (1, "2026年3月5日", "导入的楼道清洁", "志愿服务", "河岸小区", "约36人", ""),
    (2, "2026年2月30日", "导入的健康讲座", "讲座", "社区活动室", "很多人", ""),
    (3, "2026年3月8日", "导入的读书会", "文体活动", "图书室", "22人", ""),
)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Return a ledger of three rows, two cells of the second faulty."""
    book = Workbook()
    for row in (["望河社区2026年活动台账"], [], list(HEAD), *ROWS):
        book.active.append(list(row))
    book.save(tmp_path / "台账.xlsx")
    return tmp_path / "台账.xlsx"


def upload(page, path: Path) -> None:
    page.goto("/imports/")
    page.set_input_files("#id_file", str(path))
    page.click("text=上传并查看")
    page.wait_for_url(re.compile(r"/imports/\d+/$"))


def wide(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_faulty_cells_are_mended_in_place_brought_in_and_taken_back(browse, workbook):
    page = browse("wenming")
    upload(page, workbook)
    assert "志愿服务" in page.locator("table.sheet").inner_text()
    assert page.locator("td.wrong").count() == 2
    assert page.locator("td.wrong").first.evaluate("cell => getComputedStyle(cell).boxShadow") != "none"
    assert "没有这一天" in page.locator("td.wrong small").first.inner_text()
    assert page.locator("button:has-text('全部导入')").is_disabled()
    assert Axe().run(page).violations_count == 0

    page.click("nav.seg-links >> text=有错")
    page.wait_for_url(re.compile(r"show=error"))
    assert page.locator("tr[data-row]").count() == 1
    with page.expect_download() as errors:
        page.click("text=下载错误清单")
    assert errors.value.suggested_filename == "错误清单-台账.xlsx"
    page.fill("td.wrong >> nth=0 >> input[aria-invalid]", "2月28日")
    page.fill("td.wrong >> nth=1 >> input[aria-invalid]", "约60人")
    page.click("text=改好了，重新核对")
    page.wait_for_load_state()
    assert "有错 0" in page.locator("nav.seg-links").inner_text()

    page.click("nav.seg-links >> text=全部")
    page.click("button:has-text('导入 3 行')")
    page.wait_for_selector("text=已导入")
    page.click("text=查看这些记录")
    page.wait_for_load_state()
    assert "导入的健康讲座" in page.locator("#main").inner_text()

    page.go_back()
    page.click("summary:has-text('整批撤销')")
    page.click("text=确认撤销")
    page.wait_for_url("**/imports/")
    assert "已撤销" in page.locator("#main").inner_text()


@pytest.mark.parametrize(("width", "size"), [(1440, "normal"), (390, "normal"), (390, "huge")])
def test_a_long_ledger_tells_its_progress_until_it_is_in(browse, tmp_path, width, size):
    path = tmp_path / f"全年{width}{size}.csv"
    text = long_ledger(700, faulty=(3,)).decode().replace("楼道清洁", f"楼道清洁{width}{size}")
    path.write_text(text.replace("北桥小区", "河岸小区"), "utf-8")
    page = browse("wenming", width=width, size=size)
    seen: list[str] = []
    page.on("response", lambda answer: seen.append(answer.url))

    upload(page, path)
    assert Axe().run(page).violations_count == 0
    assert not wide(page)
    page.wait_for_selector("table.sheet", timeout=60_000)
    assert not wide(page)
    page.click("text=下一页")
    page.wait_for_url(re.compile("page=2"))
    page.click("button:has-text('只导入没有错的 699 行')")
    page.wait_for_selector("text=已导入", timeout=120_000)

    assert "699 条" in page.locator("#main").inner_text()
    assert any(url.endswith("/progress/") for url in seen)
    assert not wide(page)

    page.click("summary:has-text('整批撤销')")
    page.click("text=确认撤销")
    page.wait_for_url("**/imports/", timeout=120_000)
    assert "已撤销" in page.locator("#main").inner_text()


def test_without_scripts_the_page_asks_again_by_itself(browser, site, tmp_path):
    path = tmp_path / "无脚本.csv"
    path.write_bytes(long_ledger(600))
    context = browser.new_context(java_script_enabled=False, base_url=site.address)
    page = context.new_page()
    page.goto("/signin/")
    page.fill("[name=login]", "wenming")
    page.fill("[name=password]", "wutong-2026-tz")
    page.click("main button")

    upload(page, path)
    page.wait_for_selector("table.sheet", timeout=60_000)

    assert "600 行数据" in page.locator(".phead").inner_text()
    context.close()


@pytest.mark.parametrize("kind", ["visit", "lecture"])
def test_a_template_is_downloaded(browse, kind):
    page = browse("wenming")
    page.goto("/imports/")

    with page.expect_download() as template:
        page.click(f"a[href$='/template/{kind}.xlsx']")

    assert template.value.suggested_filename.endswith("台账模板.xlsx")
