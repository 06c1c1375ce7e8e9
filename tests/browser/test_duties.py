"""A breakdown table the whole way: handed down, broken down, worked off, confirmed, seen in the matrix and a report."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from zoneinfo import ZoneInfo

from axe_playwright_python.sync_playwright import Axe

from tests.reading.ledger.office_files import save_xlsx

CHINA = ZoneInfo("Asia/Shanghai")
TITLE = "2026年宣传工作任务分解"
ACTIVITY = "走访慰问独居老人"
TABLE = (
    ("梧桐街道2026年度宣传工作任务分解表",),
    ("序号", "重点任务", "牵头单位", "责任单位", "完成时限", "文件依据"),
    (1, ACTIVITY, "青禾社区", None, "12月20日前", "梧街发〔2026〕3号"),
    (2, "开展阵地自查", "梧桐街道", "各社区", "每月1次", None),
    (3, "年度总结", None, None, "12月底前", None),
)

LABELS = ("序号", "重点任务", "牵头单位", "责任单位", "完成时限")
OFFICES = (
    LABELS,
    (1, "理论学习", "党建工作办公室", "各社区", "每月1次"),
    (2, "环境整治", "综合执法队", "党建工作办公室", "每季度1次"),
)
NEXT_YEAR = (LABELS, (1, "党员培训", "党建办", "综合执法队", "12月底前"))


def test_a_table_is_handed_down_and_worked_off(browse, tmp_path: Path):
    desk, leader, field = browse("reviewer"), browse("leader"), browse("qinghe", width=390, height=844)
    scheme = handed_down(desk, leader, tmp_path)
    broken_down(field, scheme)
    assert cell(desk, scheme) == "0/1"
    before = done(desk)
    recorded(field, desk)
    confirmed(field)
    assert cell(desk, scheme) == "✓ 1/1"
    assert done(desk) == before + 1
    reported(browse("wenming"), scheme)


def test_offices_of_the_street_are_entered_from_the_preview(browse, tmp_path: Path):
    desk = browse("reviewer")
    uploaded(desk, tmp_path, OFFICES, "内设机构任务分解")
    assert "没有单位“党建工作办公室”" in desk.locator("#main").inner_text()
    ticks = desk.locator(".offices input[type=checkbox]")
    assert [tick.get_attribute("value") for tick in ticks.all()] == ["党建工作办公室", "综合执法队"]
    assert all(tick.is_checked() for tick in ticks.all())

    desk.click("text=设为梧桐街道的内设机构")
    desk.wait_for_load_state()

    assert "有错 0" in desk.locator("#main").inner_text()
    uploaded(desk, tmp_path, NEXT_YEAR, "又一份表")
    assert "有错 0" in desk.locator("#main").inner_text()
    assert "“党建办”认作党建工作办公室" in desk.locator("#main").inner_text()
    desk.click("text=导入 1 项任务")
    desk.wait_for_url(re.compile(r"/duties/schemes/\d+/$"))
    more_into_the_draft(desk, tmp_path)
    desk.goto("/units/?q=党建工作办公室")
    assert "内设机构" in desk.locator("#main").inner_text()


def more_into_the_draft(desk, folder: Path) -> None:
    """Add the first table to the draft of the second: its number 1 differs, and is replaced."""
    desk.click("text=导入任务")
    desk.set_input_files("#id_file", str(folder / "内设机构任务分解.xlsx"))
    desk.click("text=上传并查看")
    desk.wait_for_url(re.compile(r"/duties/tables/\d+/$"))
    row = desk.locator("tr:has(fieldset.pick)")
    assert "方案：党员培训" in row.inner_text() and "表里：理论学习" in row.inner_text()
    desk.set_viewport_size({"width": 390, "height": 844})
    assert desk.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert Axe().run(desk).violations_count == 0
    row.locator("label:has-text('换成表里的') input").check()
    desk.click("text=确认导入到方案")
    desk.wait_for_url(re.compile(r"/duties/schemes/\d+/$"))
    table = desk.locator("table.tasks").inner_text()
    assert "理论学习" in table and "环境整治" in table and "党员培训" not in table


def uploaded(desk, folder: Path, rows, title: str) -> None:
    """Upload a table and stay before its preview."""
    desk.goto("/duties/tables/")
    desk.set_input_files("#id_file", str(save_xlsx(folder / f"{title}.xlsx", sheets={"分解表": rows})))
    desk.fill("#id_title", title)
    desk.fill("#id_year", "2026")
    desk.click("text=上传并查看")
    desk.wait_for_url(re.compile(r"/duties/tables/\d+/$"))


def handed_down(desk, leader, folder: Path) -> str:
    """Upload the table, mend its fault, let the leader hand it down; return the scheme's address."""
    uploaded(desk, folder, TABLE, TITLE)
    assert "没有牵头单位，请补上" in desk.locator("#main").inner_text()
    desk.fill("[aria-label='第 5 行 牵头单位']", "梧桐街道")
    desk.click("text=改好了，重新核对")
    assert "有错 0" in desk.locator("#main").inner_text()
    desk.click("text=导入 3 项任务")
    desk.wait_for_url(re.compile(r"/duties/schemes/\d+/$"))
    assert "您是编写人" in desk.locator("#main").inner_text()

    leader.goto(desk.url)
    leader.click("summary:has-text('审核下发')")
    leader.fill("#id_document", "梧街发〔2026〕3号")
    leader.click("text=下发到各单位")
    leader.wait_for_selector(".phead:has-text('已下发')")
    return str(desk.url)


def broken_down(field, scheme: str) -> None:
    """Let the community undertake its duty and break it down to its own post."""
    field.goto(scheme)
    field.click(f"text={ACTIVITY}")
    field.click("main table a:has-text('青禾社区')")
    field.click("button:has-text('承办')")
    field.wait_for_selector(".phead:has-text('已承办')")
    field.click("summary:has-text('分解')")
    field.check("label:has-text('台账填报员') input")
    field.click("form[action$='/break-down/'] button")
    field.wait_for_selector(".phead:has-text('已分解')")


def recorded(field, desk) -> None:
    """Let the clerk record the work, and her reviewer accept it."""
    field.goto("/records/new/")
    field.select_option("#id_kind", "visit")
    field.wait_for_load_state()
    field.fill("#id_title", ACTIVITY)
    field.fill("#id_on", f"{dt.datetime.now(CHINA):%Y-%m-%d}")
    field.fill("#id_place", "二号楼门厅")
    field.fill("#id_people", "约40人")
    field.click("text=提交审核")
    field.wait_for_url(re.compile(r"/records/2026-\d+/$"))
    desk.goto(f"/records/{field.url.rstrip('/').rpartition('/')[2]}/")
    desk.click("button:has-text('审核入账')")
    desk.wait_for_selector(".phead:has-text('已入账')")


def cell(desk, scheme: str) -> str:
    """Return what the matrix says of the community and the first task."""
    desk.goto(f"{scheme}matrix/?period=2026年")
    return str(desk.locator("tr:has(th:has-text('青禾社区')) td").first.inner_text())


def confirmed(field) -> None:
    """Let the clerk find the occurrence among her duties and confirm the record that is proposed."""
    field.goto("/duties/mine/")
    field.click(f"main a:has-text('{ACTIVITY}')")
    field.click(".proposal button")
    field.wait_for_selector(".phead:has-text('按时完成')")


def done(desk) -> int:
    """Return how many duties were done in the year, as the figure's page says."""
    desk.goto("/figures/duties_done/?period=2026年")
    return int(re.sub(r"\D", "", desk.locator(".big").inner_text()) or 0)


def reported(clerk, scheme: str) -> None:
    """Compile the report on the scheme from its page: the task is done in it, and the record is its source."""
    clerk.goto(scheme)
    clerk.click("text=编落实情况报告")
    clerk.fill("#id_period", "2026年")
    clerk.click("text=从台账编出初稿")
    clerk.wait_for_url(re.compile(r"/reports/\d+/$"))
    assert f"{TITLE}责任落实情况报告" in clerk.locator("h1").inner_text()
    figures = clerk.locator("table:has(caption:text-is('报告里的数字')) tr")
    for label, value in (
        ("应办责任事项（任务1）", "1"),
        ("已完成责任事项（任务1）", "1"),
        ("履行责任的工作（任务1）", "1"),
    ):
        row = figures.filter(has=clerk.locator(f"span:text-is('{label}')")).first
        assert row.locator("td b").inner_text() == value
