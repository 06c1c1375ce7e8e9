"""A report's lines find their roles: head, title, addressee, headings, signature, date, colophon."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.reading.lines import lines_of
from taizhang.reading.old_report import OldReport
from taizhang.reading.understanding import understand

OFFICIAL = """梧桐街道办事处文件
梧街发〔2019〕12号
梧桐街道党工委关于2019年宣传
文化工作开展情况的自查报告
区委宣传部：
　　按照《关于开展年度自查的通知》（区宣发〔2019〕8号）要求，现将我街道自查情况报告如下：
　　一、主要做法
　　（一）强化学习教育
　　今年以来，组织中心组学习12次，参加人员320余人次。
　　1.丰富载体。开设专栏3个，推送信息156条。
　　（1）线上学习。推送读书信息86期。
　　（2）线下学习。举办讲座9场。
　　（二）抓好阵地建设。现有宣传栏25块、LED屏6块，农家书屋9个。
　　二、存在问题
　　一是力度不够。二是活动偏少。
　　附件：1.活动统计表
　　　　　2.阵地清单
　　　　　　　　　　中共梧桐街道工作委员会
　　　　　　　　　　2019年12月5日
　　（联系人：办公室，电话：6123456）
抄送：区文明办。
梧桐街道党政办公室　　2019年12月6日印发
附件1
活动统计表
"""


def _read(text: str) -> OldReport:
    return understand(lines=lines_of(text))


def test_an_official_document_is_taken_apart() -> None:
    report = _read(OFFICIAL)

    assert report.title == "梧桐街道党工委关于2019年宣传\n文化工作开展情况的自查报告"
    assert report.addressee == "区委宣传部"
    assert report.signature == "中共梧桐街道工作委员会"
    assert report.date == dt.date(2019, 12, 5)
    assert [line.text for line in report.lines if line.role == "head"] == [
        "梧桐街道办事处文件",
        "梧街发〔2019〕12号",
    ]
    assert [line.text[:3] for line in report.lines if line.role == "colophon"] == [
        "（联系",
        "抄送：",
        "梧桐街",
    ]
    assert [line.text for line in report.lines if line.role == "annex-note"] == [
        "附件：1.活动统计表",
        "2.阵地清单",
    ]


def test_four_levels_of_headings_make_paths() -> None:
    report = _read(OFFICIAL)

    assert [(one.level, one.path, one.heading) for one in report.sections] == [
        (1, "一", "主要做法"),
        (2, "一/（一）", "强化学习教育"),
        (3, "一/（一）/1", "丰富载体"),
        (4, "一/（一）/1/（1）", "线上学习"),
        (4, "一/（一）/1/（2）", "线下学习"),
        (2, "一/（二）", "抓好阵地建设"),
        (1, "二", "存在问题"),
        (1, "附件1", ""),
    ]


def test_a_sections_text_goes_up_to_the_next_heading_of_any_level() -> None:
    report = _read(OFFICIAL)

    assert [one.text for one in report.sections][:4] == [
        "",
        "今年以来，组织中心组学习12次，参加人员320余人次。",
        "开设专栏3个，推送信息156条。",
        "推送读书信息86期。",
    ]
    assert report.sections[6].text == "一是力度不够。二是活动偏少。"


def test_the_whole_text_stays_in_order() -> None:
    assert _read(OFFICIAL).text == "\n".join(line.strip() for line in OFFICIAL.splitlines())


def test_a_subtitle_and_the_date_under_the_title_are_known() -> None:
    report = _read(
        "梧桐街道文明实践工作总结\n——在推进会上的发言\n（2020年1月8日）\n各位同志：\n去年以来，开展活动3次。"
    )

    assert report.title == "梧桐街道文明实践工作总结\n——在推进会上的发言"
    assert report.date == dt.date(2020, 1, 8)
    assert report.addressee == "各位同志"


def test_the_author_under_the_title_is_the_signature() -> None:
    report = _read("2019年宣传文化工作总结\n梧桐街道办事处\n今年以来，开展活动3次。")

    assert (report.title, report.signature) == ("2019年宣传文化工作总结", "梧桐街道办事处")


@pytest.mark.parametrize(
    "text",
    ["今年以来，开展活动3次。\n下一步继续努力。", "一、工作情况\n开展活动3次。", "各社区：\n请开展活动。"],
)
def test_a_text_without_title_gets_none(text: str) -> None:
    assert _read(text).title == ""


def test_signature_and_date_may_be_missing() -> None:
    report = _read("宣传文化工作汇报\n今年以来，开展活动3次。")

    assert (report.signature, report.date) == ("", None)


def test_a_signature_without_date_is_known_by_its_name() -> None:
    report = _read("宣传文化工作汇报\n今年以来，开展活动3次。\n梧桐街道办事处")

    assert (report.signature, report.date) == ("梧桐街道办事处", None)


def test_a_signature_and_date_on_one_line_are_parted() -> None:
    report = _read("宣传文化工作汇报\n今年以来，开展活动3次。\n梧桐街道办事处 2019年12月5日")

    assert (report.signature, report.date) == ("梧桐街道办事处", dt.date(2019, 12, 5))


def test_two_bodies_may_sign_but_the_body_text_does_not() -> None:
    report = _read(
        "宣传文化工作汇报\n今年以来，开展活动3次。\n下一步继续努力\n梧桐街道党工委\n梧桐街道办事处\n二〇一九年十二月五日"
    )

    assert report.signature == "梧桐街道党工委\n梧桐街道办事处"
    assert report.date == dt.date(2019, 12, 5)


def test_an_unfinished_date_is_told() -> None:
    report = _read("宣传文化工作汇报\n今年以来，开展活动3次。\n梧桐街道办事处\n2019年12月")

    assert report.date is None
    assert [doubt.text for doubt in report.doubtful] == ["2019年12月"]


def test_yishi_stays_inside_the_text() -> None:
    report = _read("工作汇报\n一、主要做法\n一是抓学习。\n二是抓阵地。")

    assert [(one.heading, one.text) for one in report.sections] == [
        ("主要做法", "一是抓学习。\n二是抓阵地。")
    ]
