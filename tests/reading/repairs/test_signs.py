"""Punctuation and spaces: Chinese between Hanzi, untouched in numbers and Latin text."""

from __future__ import annotations

import pytest

from taizhang.reading.mending import Repair
from taizhang.reading.repairs.entities import mend_entities
from taizhang.reading.repairs.invisible import mend_invisible
from taizhang.reading.repairs.punctuation import mend_punctuation
from taizhang.reading.repairs.spaces import mend_spaces


@pytest.mark.parametrize(
    ("found", "became"),
    [
        ("加强学习,提高认识", "加强学习，提高认识"),
        ("汇报如下:", "汇报如下："),
        ("(一)加强学习", "（一）加强学习"),
        ("(1)读书日", "（1）读书日"),
        ("宣传栏12个,LED屏3块;讲堂2处", "宣传栏12个，LED屏3块；讲堂2处"),
        ("活动开展得怎么样?很好!", "活动开展得怎么样？很好！"),
        ("读书日(4月23日)", "读书日（4月23日）"),
        ("“书香社区”,", "“书香社区”，"),
        ("满意率98%,办结率100%", "满意率98%，办结率100%"),
        ("现有12,新增3", "现有12，新增3"),
        ("工作扎实｡效果明显､有序", "工作扎实。效果明显、有序"),
        ("圆满完成.", "圆满完成。"),
    ],
)
def test_signs_between_hanzi_become_chinese(found: str, became: str) -> None:
    if found == "现有12,新增3":
        became = "现有12，新增3"

    assert mend_punctuation(found).text == became


@pytest.mark.parametrize(
    "text",
    [
        "投入1,274.5元",
        "上午9:30开会",
        "比例3:2",
        "网址http://www.example.cn/a,b:c;d?e=1",
        "邮箱a.b@example.cn",
        "f(x)=a,b",
        "Hello, world: (fine)!",
        "艾力.买买提",
        "增长3.5个百分点",
        '“书香”‘社区’"quoted"',
        "《意见》（试行）",
        "活动(Activity)方案",
    ],
)
def test_numbers_addresses_and_latin_text_are_not_harmed(text: str) -> None:
    assert mend_punctuation(text).text == text


def test_each_pair_of_signs_is_listed_once_with_its_count() -> None:
    mended = mend_punctuation("甲,乙,丙:丁")

    assert mended.repairs == (
        Repair(",", "，", "punctuation", count=2),
        Repair(":", "：", "punctuation", count=1),
    )


@pytest.mark.parametrize(
    ("found", "became"),
    [
        ("学习 17 次", "学习17次"),
        ("21 次，", "21次，"),
        ("有***  个", "有***  个"),
        ("2019 年 3 月 5 日", "2019年3月5日"),
        ("满意率 98% 以上", "满意率98%以上"),
        ("活动 21 次 ，", "活动21次，"),
    ],
)
def test_spaces_inside_a_number_with_its_unit_go(found: str, became: str) -> None:
    assert mend_spaces(found).text == became


@pytest.mark.parametrize(
    "text",
    [
        "走进新时代 共话中国梦",
        "LED 屏",
        "Hello world",
        "社区\t12\t300",
        "梧桐社区  12  300",
        "梧桐社区 12 300",
        "1. 加强",
    ],
)
def test_spaces_that_part_words_or_columns_stay(text: str) -> None:
    assert mend_spaces(text).text == text


def test_html_entities_become_their_signs() -> None:
    mended = mend_entities("&ldquo;读书日&rdquo;&nbsp;活动 A&B &unknown; R&D;")

    assert mended.text == "“读书日”\u00a0活动 A&B &unknown; R&D;"
    assert [(repair.found, repair.became) for repair in mended.repairs] == [
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&nbsp;", "\u00a0"),
    ]


def test_invisible_characters_go_and_are_listed() -> None:
    mended = mend_invisible("\ufeff读书\u200b日\u200b活动")

    assert mended.text == "读书日活动"
    assert mended.repairs == (
        Repair("U+FEFF", "", "invisible", count=1),
        Repair("U+200B", "", "invisible", count=2),
    )


@pytest.mark.parametrize(
    ("found", "became"),
    [
        ('开展"学雷锋"活动和"我们的节日"活动', "开展“学雷锋”活动和“我们的节日”活动"),
        ('"Green"社区', '"Green"社区'),
        ('屏幕32"，题为"书香"', '屏幕32"，题为"书香"'),
    ],
)
def test_straight_quotes_around_hanzi_are_curled_in_pairs(found: str, became: str) -> None:
    assert mend_punctuation(found).text == became
