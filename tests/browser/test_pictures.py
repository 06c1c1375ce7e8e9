"""The handbook's pictures are the product's own pages: TAIZHANG_PICTURES=docs/pictures writes them anew."""

from __future__ import annotations

import pytest

from tests.browser.afield import ENTRY, OUTBOX, counted, enter
from tests.browser.drawing import drawn, opens_and_is_drawn
from tests.browser.editing import figure, lay, open_editor, paragraph, saved, text
from tests.browser.test_duties import TABLE, uploaded
from tests.browser.test_study import handed_down as study_plan

SHOTS = (
    ("web-home", "reviewer", "/", 1280, 760),
    ("web-records", "wenming", "/records/?period=2025年12月", 1280, 760),
    ("web-record", "wenming", "/records/2025-000412/", 1280, 760),
    ("web-entry", "wenming", "/records/new/", 390, 844),
    ("web-figure", "upper", "/figures/activities_held/?period=2025年", 1280, 900),
    ("web-publication", "wenming", "/publications/2/", 1280, 820),
    ("web-people", "reviewer", "/people/", 1280, 760),
    ("web-scheme", "reviewer", "/duties/schemes/2/", 1280, 820),
    ("web-duty", "reviewer", "/duties/122/", 1280, 760),
    ("web-owed", "wenming", "/duties/mine/", 1280, 820),
    ("web-matrix", "reviewer", "/duties/schemes/2/matrix/?period=2026年", 1280, 820),
    ("web-post", "reviewer", "/duties/posts/1/", 1280, 760),
    ("web-duty-calendar", "qinghe", "/duties/calendar/", 1280, 860),
)


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot[0])
def test_the_page_of_a_picture_opens_and_is_drawn(browse, shot):
    assert opens_and_is_drawn(browse, *shot)


def test_an_occurrence_with_the_record_that_may_fulfil_it_is_drawn(browse):
    page = browse("reviewer", width=1280, height=820)
    page.goto("/duties/mine/")
    page.click("a:has-text('组织集中学习') >> nth=0")
    page.wait_for_selector(".proposal")

    assert drawn("web-occurrence", page)


def test_a_breakdown_table_that_is_looked_through_is_drawn(browse, tmp_path):
    page = browse("reviewer", width=1440, height=660)
    uploaded(page, tmp_path, TABLE, "2026年宣传工作任务分解")
    page.wait_for_selector("tr.error")

    assert drawn("web-breakdown", page)


def test_a_study_plan_month_by_month_is_drawn(browse, tmp_path):
    desk, leader = browse("reviewer"), browse("leader", width=1280, height=820)
    leader.goto(study_plan(desk, leader, tmp_path))

    assert drawn("web-plan", leader)


def test_the_outbox_of_a_phone_without_a_signal_is_drawn(browse):
    page = browse("wenming", width=390, height=844)
    page.route("**/outbox/send/", lambda route: route.abort())
    for title, place in (("楼道清洁志愿活动", "北桥小区"), ("独居老人走访", "南巷")):
        page.goto(ENTRY)
        enter(page, title, place=place)
        page.wait_for_selector("#kept:not([hidden])")
    page.goto(OUTBOX)
    page.wait_for_selector("#deeds:not([hidden])")
    counted(page, 2)

    assert drawn("web-outbox", page)


def test_the_editor_of_a_report_is_drawn(browse):
    page = browse("wenming", width=1440, height=900)
    open_editor(page, period="2025年")
    lay(
        page,
        paragraph(
            "para0001", text("2025年，梧桐街道组织各社区（村）开展新时代文明实践工作。现将有关情况汇报如下。")
        ),
        {"id": "head0001", "type": "heading", "level": 1, "run_in": False, "inlines": [text("工作开展情况")]},
        {"id": "head0002", "type": "heading", "level": 2, "run_in": True, "inlines": [text("总体情况。")]},
        paragraph(
            "para0002",
            text("全年开展各类活动"),
            figure("c0000001", "541"),
            text("场，参与群众"),
            figure("c0000002", "26495", rule="activity_people"),
            text("人次，其中理论宣讲"),
            figure("c0000003", "90", rule="briefings"),
            text("场，据县统计局公报常住人口"),
            {
                **figure("c0000004", "31204"),
                "state": "typed",
                "ask": None,
                "typed_source": "县统计局2025年公报",
            },
            text("人。"),
        ),
    )
    saved(page)
    page.click(".fg.newer")
    page.wait_for_selector("#panel-figure .rcs a")
    page.mouse.move(700, 860)
    assert drawn("web-editor", page, colours=128)

    page.keyboard.press("Control+k")
    page.wait_for_selector(".palette [role=option] b")
    page.keyboard.insert_text("宣讲")
    page.wait_for_selector(".palette [role=option]:first-child:has-text('宣讲')")
    page.wait_for_selector(".palette .live b")
    assert drawn("web-editor-palette", page, colours=128)
