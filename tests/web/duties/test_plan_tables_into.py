"""A table of study sessions added to a draft plan: what is new, the same, kept or replaced; numbered where it tells none."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from taizhang.ledgers.duties.models import Scheme
from taizhang.ledgers.duties.rules import Sort
from taizhang.ledgers.duties.services import create_scheme
from tests.web.breakdowns import NOW, YEAR, drafter_of, planned

LABELS = ("序号", "学习时间", "学习专题", "传达文件", "牵头单位", "参加范围")
FIRST = (1, "1月", "《档案法》", "档案法\n填报说明", "北桥社区", "社区工作者")
SECOND = (2, "2月", "防汛值守", "值守要求", "各村（社区）", "值班人员")


@pytest.fixture
def drafter(office, sign_in, cast):
    """Return the browser of who writes the street's plans."""
    return sign_in(drafter_of(office))


@pytest.fixture
def plan(drafter, office) -> Scheme:
    """Return a draft plan with two sessions, from a table."""
    made = create_scheme(
        title="年度学习计划", year=YEAR, unit=office.street, sort=Sort.STUDY, by=drafter_of(office), at=NOW
    )
    drafter.post(f"{upload(drafter, made, FIRST, SECOND)}store/", {"rows": "all"})
    return made


def upload(client, plan, *rows, labels=LABELS) -> str:
    book = Workbook()
    for row in (labels, *rows):
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("学习计划.xlsx", out.getvalue())
    answer = client.post(f"/duties/schemes/{plan.pk}/table/", {"file": file})
    assert answer.status_code == 303, answer.content.decode()
    return answer["Location"]


def text(client, address: str) -> str:
    return client.get(address).content.decode()


def told(plan: Scheme) -> list[tuple[str, str, str, str]]:
    return list(plan.tasks.order_by("order").values_list("number", "content", "conveys", "frequency__by"))


def test_sessions_go_into_a_draft_plan_and_what_differs_is_chosen(drafter, plan, office) -> None:
    form = text(drafter, f"/duties/schemes/{plan.pk}/table/")
    assert "导入学习到计划" in form and "学习计划表" in form
    moved = (2, "3月", "防汛值守和避险转移", "值守要求", "南浦村", "值班人员")
    address = upload(drafter, plan, FIRST, moved, (3, "6月", "消防安全", None, None, None))

    page = text(drafter, address)

    assert [page.count(f"{words}</span>") for words in ("计划里已有", "与计划不同", "可导入")] == [1, 1, 1]
    differing = page.split('<fieldset class="pick">')[1].split("</fieldset>")[0]
    assert "<b>学习时间</b> 计划：" + f"{YEAR}年2月<br>表里：{YEAR}年3月" in differing
    assert "<b>组织单位</b> 计划：北桥社区、南浦村<br>表里：南浦村" in differing
    assert "<b>传达文件</b>" not in differing
    refused = drafter.post(f"{address}store/", {"rows": "all"})
    assert refused.status_code == 422
    assert "编号 2 与计划里同编号的不一样（1 项）" in refused.content.decode()

    assert drafter.post(f"{address}store/", {"rows": "all", "pick:2": "replace"}).status_code == 303

    assert [line[:2] for line in told(plan)] == [
        ("1", "《档案法》"),
        ("2", "防汛值守和避险转移"),
        ("3", "消防安全"),
    ]
    second, third = plan.tasks.order_by("order")[1:]
    assert (second.frequency["by"], second.start.month) == (f"{YEAR}-03-31", 3)
    assert [one.unit for one in second.assignments.all()] == [office.south]
    assert "避险转移" in second.words[0]
    assert (third.kinds, third.words) == (["study_session"], ["消防安全"])


def test_a_table_without_numbers_keeps_known_topics_and_goes_on_counting(drafter, plan) -> None:
    rows = (("2月", "防汛值守", "值守要求和预案"), ("7月", "安全生产", "安全生产要点"))
    address = upload(drafter, plan, *rows, labels=("学习时间", "学习专题", "传达文件"))
    page = text(drafter, address)
    assert "内容和第 2 项一样，认作同一项" in page and "接着编为 3" in page

    drafter.post(f"{address}store/", {"rows": "all", "rest": "replace"})

    assert [line[:3] for line in told(plan)] == [
        ("1", "《档案法》", "档案法\n填报说明"),
        ("2", "防汛值守", "值守要求和预案"),
        ("3", "安全生产", "安全生产要点"),
    ]
    second = plan.tasks.get(number="2")
    assert second.attends == "值班人员"
    assert second.assignments.count() == 2


def test_the_same_plan_again_changes_nothing(drafter, plan) -> None:
    before = told(plan)
    address = upload(drafter, plan, FIRST, SECOND)

    assert "2 次学习计划里都有，一字不差，没有要导入的" in text(drafter, address)
    assert drafter.post(f"{address}store/", {"rows": "all"}).status_code == 303
    assert told(plan) == before


def test_a_plan_that_was_handed_down_takes_no_table(drafter, office) -> None:
    issued = planned(office)

    assert "改动请用“修订”" in drafter.get(f"/duties/schemes/{issued.pk}/table/").content.decode()
