"""A study plan the whole way: imported, handed down, held, made up, seen in its page and in the figures."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_fingers import SMALL
from tests.reading.ledger.office_files import save_xlsx

CHINA = ZoneInfo("Asia/Shanghai")
TITLE = "2026年学习计划"
HELD, MISSED = "《中华人民共和国档案法》和台账规范", "《志愿服务条例》"
TABLE = (
    ("梧桐街道2026年度学习计划",),
    ("序号", "学习时间", "学习专题", "传达文件", "牵头单位", "主持人", "参加范围"),
    (1, "1月", MISSED, "志愿服务记录与证明出具办法", "青禾社区", None, "社区工作者"),
    (2, "适时", HELD, "档案法\n台账填报说明", "青禾社区", None, "社区工作者"),
    (3, "12月", "防汛值守要求", None, "各社区", None, "值班人员"),
)


def today() -> dt.date:
    return dt.datetime.now(CHINA).date()


def test_a_plan_is_handed_down_held_and_made_up(browse, photo, tmp_path: Path) -> None:
    desk, leader, field = browse("reviewer"), browse("leader"), browse("qinghe", width=390, height=844)
    plan = handed_down(desk, leader, tmp_path)
    before = {code: figure(desk, code) for code in ("study_planned", "study_held", "study_made_up")}

    recorded(field, desk, photo(1), HELD)
    confirmed(field, plan, HELD, "按时完成")
    made_up(field, desk, plan, photo(2))
    confirmed(field, plan, MISSED, "补学完成")

    assert figure(desk, "study_planned") == before["study_planned"]
    assert figure(desk, "study_held") == before["study_held"] + 2
    assert figure(desk, "study_made_up") == before["study_made_up"] + 1
    for page in (desk, field):
        page.goto(plan)
        assert "其中按时 1 次、补学 1 次" in page.locator(".sums").inner_text()
        assert page.locator(f"a:has-text('集中学习{HELD}')").count() == 1


def handed_down(desk, leader, folder: Path) -> str:
    """Upload the plan, mend its fault, let the leader hand it down; return the address of its page."""
    file = save_xlsx(folder / "学习计划.xlsx", sheets={"学习计划": TABLE}, merged=("A1:G1",))
    desk.goto("/duties/schemes/")
    desk.click("text=新建学习计划")
    desk.click("text=手里有表，直接导入")
    desk.set_input_files("#id_file", str(file))
    desk.fill("#id_title", TITLE)
    desk.fill("#id_year", "2026")
    desk.click("text=上传并查看")
    desk.wait_for_url(re.compile(r"/duties/tables/\d+/$"))
    assert "学习时间“适时”看不懂" in desk.locator("#main").inner_text()
    desk.fill("[aria-label='第 4 行 学习时间']", f"{today().month}月")
    desk.click("text=改好了，重新核对")
    desk.click("text=导入 3 次学习")
    desk.wait_for_url(re.compile(r"/duties/schemes/\d+/$"))
    leader.goto(desk.url)
    leader.click("summary:has-text('审核下发')")
    leader.fill("#id_document", "梧街发〔2026〕9号")
    leader.click("text=下发到各单位")
    leader.wait_for_selector(".phead:has-text('已下发')")
    leader.click("text=逐月学习情况")
    leader.wait_for_url(re.compile(r"/duties/plans/\d+/$"))
    return str(leader.url)


def recorded(field, desk, picture: str, topic: str) -> None:
    """Let the clerk record a session held today, and her reviewer accept it."""
    field.goto("/records/new/?kind=study_session")
    entered(field, picture, topic)
    accepted(field, desk)


def made_up(field, desk, plan: str, picture: str) -> None:
    """Let the clerk record a makeup from the page of the plan, and her reviewer accept it."""
    field.goto(plan)
    field.click("a:has-text('记补学')")
    assert MISSED in field.input_value("[name=field_makeup_of]")
    entered(field, picture, MISSED)
    accepted(field, desk)


def entered(field, picture: str, topic: str) -> None:
    field.fill("#id_title", f"集中学习{topic}")
    field.fill("#id_on", f"{today():%Y-%m-%d}")
    field.fill("#id_place", "会议室")
    field.fill("#id_people", "21人")
    field.fill("[name=field_conveyed]", "档案法\n台账填报说明")
    field.fill("[name=field_planned]", "23")
    field.set_input_files("#id_files", picture)
    field.wait_for_selector("#picked li")


def accepted(field, desk) -> None:
    field.click("text=提交审核")
    field.wait_for_url(re.compile(r"/records/2026-\d+/$"))
    desk.goto(f"/records/{field.url.rstrip('/').rpartition('/')[2]}/")
    assert "台账填报说明" in desk.locator("#main").inner_text()
    desk.click("button:has-text('审核入账')")
    desk.wait_for_selector(".phead:has-text('已入账')")


def confirmed(field, plan: str, topic: str, told: str) -> None:
    """Let the clerk open the session from the plan's page and confirm the record that is proposed first."""
    field.goto(plan)
    field.click(f"tr:has(a:has-text('{topic}')) a.st")
    field.click(".proposal button >> nth=0")
    field.wait_for_selector(f".phead:has-text('{told}')")


def figure(desk, code: str) -> int:
    """Return a figure of the year, as its page says."""
    desk.goto(f"/figures/{code}/?period=2026年")
    return int(re.sub(r"\D", "", desk.locator(".big").inner_text()) or 0)


@pytest.mark.parametrize("size", ["normal", "huge"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_pages_of_a_plan_fit_their_screens(browse, tmp_path: Path, width: int, size: str) -> None:
    desk, leader = browse("reviewer", width=width, size=size), browse("leader", width=width, size=size)
    plan = handed_down(desk, leader, tmp_path)
    scheme = plan.replace("/plans/", "/schemes/")
    wide, small, least = [], {}, 60 if size == "huge" else 44
    for address in (
        plan,
        scheme,
        "/duties/plans/new/",
        "/duties/plans/tables/",
        "/records/new/?kind=study_session",
    ):
        desk.goto(address)
        over = desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wide += [address] if over > 0 else []
        if width < 720 and (found := desk.evaluate(SMALL, least)):
            small[address] = found
        assert Axe().run(desk).violations_count == 0, address
    assert (wide, small) == ([], {})
