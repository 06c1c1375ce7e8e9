"""Broken sentences are joined; titles, headings, tables and signatures never are."""

from __future__ import annotations

import pytest

from taizhang.reading.lines import lines_of
from taizhang.reading.repairs.line_breaks import mend_line_breaks
from taizhang.reading.repairs.lost_breaks import restore_breaks
from taizhang.reading.repairs.page_numbers import without_page_numbers


def _joined(text: str) -> list[str]:
    return [line.text for line in mend_line_breaks(lines_of(text))[0]]


def test_a_break_inside_a_word_is_closed_and_listed() -> None:
    lines, repairs = mend_line_breaks(
        lines_of("全年组织居民学习,开展读书日活动和文艺演出21次,丰\n富了居民的文化生活。")
    )

    assert [line.text for line in lines] == [
        "全年组织居民学习,开展读书日活动和文艺演出21次,丰富了居民的文化生活。"
    ]
    assert [(repair.found, repair.became, repair.kind, repair.line) for repair in repairs] == [
        ("1次,丰\n富了居民", "1次,丰富了居民", "line-break", 2)
    ]


@pytest.mark.parametrize("end", ["，", "、", "（", "《关于", "“书香"])
def test_a_line_that_stops_in_the_middle_goes_on(end: str) -> None:
    assert len(_joined(f"今年以来，街道开展活动{end}\n读书日活动。")) == 1


def test_a_blank_line_inside_a_sentence_is_closed_too() -> None:
    assert len(_joined("今年以来，街道认真组织居民开展读书日活动和文艺演\n\n出，效果良好。")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "梧桐街道关于二〇一九年度宣传文化工作开展情况的汇报\n今年以来，街道开展活动。",
        "今年以来，情况如下：\n一、工作开展情况\n（一）抓好学习。",
        "今年以来，街道开展活动。\n下一步继续努力。",
        "一、主要工作，主要做法和下一步打算的有关具体情况\n（一）抓好学习。",
        "今年以来，街道认真组织居民开展读书日活动和文艺演出\n梧桐街道办事处\n2019年12月5日",
        "今年以来，街道认真组织居民开展读书日活动和文艺演出\n特此报告",
        "今年以来，街道认真组织居民开展读书日活动和文艺演出\n附件：活动统计表",
    ],
)
def test_what_is_whole_is_not_joined(text: str) -> None:
    assert _joined(text) == text.splitlines()


def test_an_indented_line_begins_a_paragraph_where_paragraphs_are_indented() -> None:
    text = (
        "　　今年以来，街道认真组织居民开展读书日活动和文艺演\n出，效果良好\n"
        "　　下半年，街道继续组织居民开展读书日活动和文艺演出，居民满意。"
    )

    assert _joined(text) == [
        "今年以来，街道认真组织居民开展读书日活动和文艺演出，效果良好",
        "下半年，街道继续组织居民开展读书日活动和文艺演出，居民满意。",
    ]


def test_a_text_wrapped_at_a_fixed_width_is_joined_to_paragraphs() -> None:
    paragraphs = [
        "今年以来，街道坚持以居民需求为导向，先后建成实践所一处、实践站九处，组建志愿服务队二十六支，开展活动三百场次。",
        "下一步，街道继续办好读书日、社区电影院和文化艺术节，让居民在家门口享受文化生活，努力把好事办实、实事办好。",
    ]
    wrapped = "\n".join(
        ("　　" + paragraph)[start : start + 24]
        for paragraph in paragraphs
        for start in range(0, len(paragraph) + 2, 24)
    )

    assert _joined(wrapped) == paragraphs


def test_two_latin_words_do_not_grow_together() -> None:
    assert _joined("今年以来，街道请来了乐队，演出了名曲Edelweiss and Moon\nRiver，反响热烈。") == [
        "今年以来，街道请来了乐队，演出了名曲Edelweiss and Moon River，反响热烈。"
    ]


@pytest.mark.parametrize("number", ["— 3 —", "- 12 -", "第3页", "第 3 页 共 8 页", "－2－"])
def test_a_page_number_between_lines_is_taken_out_and_listed(number: str) -> None:
    kept, repairs = without_page_numbers(lines_of(f"开展活动，\n{number}\n效果良好。"))

    assert [line.text for line in kept] == ["开展活动，", "效果良好。"]
    assert [(repair.found, repair.kind) for repair in repairs] == [(number, "page-number")]


def test_headings_that_ran_together_get_their_lines_back() -> None:
    text = (
        "今年以来，街道认真开展工作，现汇报如下：一、工作开展情况(一)抓好学习。召开学习会12次。(二)抓好阵地。现有宣传栏3个。"
        "二、下一步打算。继续举办文化活动，丰富居民的文化生活，努力让居民满意。"
    )

    lines, repairs = restore_breaks(lines_of(text))

    assert [line.text[:8] for line in lines] == [
        "今年以来，街道认",
        "一、工作开展情况",
        "(一)抓好学习。",
        "(二)抓好阵地。",
        "二、下一步打算。",
    ]
    assert [repair.kind for repair in repairs] == ["line-break"] * 4
    assert "".join(line.text for line in lines) == text


def test_an_enumeration_inside_a_sentence_stays_in_its_line() -> None:
    text = (
        "下一步要做到四点："
        + "（一）坚持以居民为中心，把好事办好；（二）坚持创新；（三）坚持实干；（四）坚持节俭办事。" * 3
    )

    assert len(restore_breaks(lines_of("我们认为" + text.replace("：（一）", "，（一）")))[0]) == 1


WHOLE = """关于2019年上半年宣传文化工作情况的汇报
上半年，梧桐街道围绕丰富居民文化生活这条主线，统筹谋划、精心组织，各项工作取得了明显成效。现将有关情况汇报如下：
一、主要工作开展情况
（一）加强理论学习，夯实思想基础。街道中心组共组织集中学习6次，举办专题辅导讲座3场，参加人员累计420余人次，撰写心得体会80余篇。
（二）办好文化活动
结合元旦、春节、元宵节等传统节日，开展“迎新春、写春联”等文化活动18场；世界读书日期间，组织“书香梧桐”读书分享会4期，向社区农家书屋捐赠图书1200册。
1.抓好阵地建设。新建社区文化广场2处，维修农家书屋5个，更新宣传栏26块。
二、下半年工作打算
下半年，我们将继续办好社区电影院、书法摄影大赛等活动，全年放映公益电影不少于60场。
梧桐街道办事处
2019年7月2日"""


@pytest.mark.parametrize("width", [24, 28, 33, 40, 52])
def test_a_text_copied_from_a_page_is_put_together_at_any_width(width: int) -> None:
    copied = "\n".join(
        line[start : start + width] for line in WHOLE.splitlines() for start in range(0, len(line), width)
    )

    assert "\n".join(_joined(copied)) == WHOLE


def test_where_paragraphs_are_indented_a_short_open_line_goes_on() -> None:
    text = (
        "文化工作汇报\n\n    全年共举办展览，放映公益电\n影36场，开展读书活动，参加人数\n达到1200人。\n\n"
        "    新增图书，更新座椅，添置书\n架8组。\n"
    )

    lines, repairs = mend_line_breaks(lines_of(text))

    assert [line.text for line in lines][1:] == [
        "全年共举办展览，放映公益电影36场，开展读书活动，参加人数达到1200人。",
        "新增图书，更新座椅，添置书架8组。",
    ]
    assert [repair.kind for repair in repairs] == ["line-break"] * 3
