"""Signs of headings are known in the ways that offices write them; numbers are not signs."""

from __future__ import annotations

import pytest

from taizhang.reading.structure.headings import split_heading
from taizhang.reading.structure.signs import HeadingSign, heading_sign


@pytest.mark.parametrize(
    ("text", "level", "number"),
    [
        ("一、工作开展情况", 1, "一"),
        ("十二、下一步打算", 1, "十二"),
        ("一 、工作", 1, "一"),
        ("一．工作", 1, "一"),
        ("第一部分 基本情况", 1, "第一部分"),
        ("第二章　总则", 1, "第二章"),
        ("（一）抓学习", 2, "（一）"),
        ("(十一)抓学习", 2, "（十一）"),
        ("（ 三 ）抓学习", 2, "（三）"),
        ("（一）、抓学习", 2, "（一）"),
        ("1.抓学习", 3, "1"),
        ("２．抓学习", 3, "2"),
        ("3、抓学习", 3, "3"),
        ("4）抓学习", 3, "4"),
        ("1. 2019年召开会议", 3, "1"),
        ("1.2019年召开会议", 3, "1"),
        ("（1）抓学习", 4, "（1）"),
        ("(12) 抓学习", 4, "（12）"),
    ],
)
def test_a_sign_tells_level_and_number(text: str, level: int, number: str) -> None:
    sign = heading_sign(text)

    assert sign is not None
    assert (sign.level, sign.number) == (level, number)


@pytest.mark.parametrize(
    "text",
    [
        "一是抓学习",
        "一方面",
        "1.2万人参加",
        "3.5%",
        "2019年以来",
        "12次",
        "第一，抓学习",
        "（一）",
        "一、",
        "五六十人",
        "（见附表）",
        "3月5日",
    ],
)
def test_what_only_begins_with_a_number_has_no_sign(text: str) -> None:
    assert heading_sign(text) is None


def test_the_sign_is_as_long_as_it_stands() -> None:
    assert heading_sign("( 一 )  抓学习") == HeadingSign(2, "（一）", 7)


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("工作开展情况", "工作开展情况", ""),
        ("抓好学习教育。一是召开会议。", "抓好学习教育", "一是召开会议。"),
        ("抓好学习教育。", "抓好学习教育", ""),
        ("组织领导：成立了领导小组。", "组织领导", "成立了领导小组。"),
        ("主要做法：", "主要做法", ""),
        ("加强学习，提高认识。一是召开会议。", "加强学习，提高认识", "一是召开会议。"),
        (
            "今年以来，我街道组织居民开展读书日活动十二次，参加居民三百余人次，效果良好。",
            "",
            "今年以来，我街道组织居民开展读书日活动十二次，参加居民三百余人次，效果良好。",
        ),
    ],
)
def test_a_run_in_heading_ends_at_the_first_full_stop(text: str, heading: str, rest: str) -> None:
    assert split_heading(text) == (heading, rest)
