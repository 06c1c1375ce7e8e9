"""Conditions on the tags."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell

LINES = """
    来源 | 日期       | 标签
    1    | 2025-01-29 | 节日:春节 有佐证
    2    | 2025-02-12 | 节日:元宵节
    3    | 2025-03-05 | 主题:读书 有佐证
    4    | 2025-03-06 |
"""


def test_any_of_the_tags_is_enough(tell: Tell) -> None:
    tell(
        Paragraph(
            text="any：带有其中任何一个标签即可。",
            rule='{aggregate: count, where: {tags: {any: ["节日:春节", "主题:读书"]}}}',
            lines=LINES,
            asks="""
                期间   | 得数 | 来源
                2025年 | 2    | 1 3
            """,
        )
    )


def test_all_of_the_tags_are_needed(tell: Tell) -> None:
    tell(
        Paragraph(
            text="all：每一个标签都要有。",
            rule='{aggregate: count, where: {tags: {all: ["节日:春节", 有佐证]}}}',
            lines=LINES,
            asks="""
                期间   | 得数 | 来源
                2025年 | 1    | 1
            """,
        )
    )


def test_none_of_the_tags_may_be_there(tell: Tell) -> None:
    tell(
        Paragraph(
            text="none：一个也不能有；没有任何标签的也符合。",
            rule="{aggregate: count, where: {tags: {none: [有佐证]}}}",
            lines=LINES,
            asks="""
                期间   | 得数 | 来源
                2025年 | 2    | 2 4
            """,
        )
    )


def test_a_star_stands_for_any_ending(tell: Tell) -> None:
    tell(
        Paragraph(
            text="以 * 结尾的，表示以它开头的任何标签。",
            rule='{aggregate: count, where: {tags: {any: ["节日:*"]}}}',
            lines=LINES,
            asks="""
                期间   | 得数 | 来源
                2025年 | 2    | 1 2
            """,
        )
    )


def test_a_tag_is_compared_whole_and_letter_for_letter(tell: Tell) -> None:
    tell(
        Paragraph(
            text="标签按整个、逐字比较：大小写不同就是不同，%、_ 没有特别的意思。",
            rule='{aggregate: count, where: {tags: {any: ["LED%_屏"]}}}',
            lines="""
                来源 | 日期       | 标签
                1    | 2025-03-05 | LED%_屏
                2    | 2025-03-05 | led%_屏
                3    | 2025-03-05 | LEDxx屏
                4    | 2025-03-05 | 新LED%_屏
                5    | 2025-03-05 | LED%_屏幕
            """,
            asks="""
                期间   | 得数 | 来源
                2025年 | 1    | 1
            """,
        )
    )
