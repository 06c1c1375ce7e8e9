"""Premises: what is in use on a day, of what size, with whom, also after it was corrected."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell

LARGE = """
- {code: large, book: premises, aggregate: stock, where: {kinds: [notice_group], tags: {all: ["size:500人以上"]}}}
"""

ALL = """
- {code: all, book: premises, aggregate: stock, where: {tags: {any: ["place:*"]}}}
"""


def test_what_grows_changes_its_size_on_that_day(tell: Tell) -> None:
    tell(
        Paragraph(
            text="规模从某一天起变了，那一天按原规模记 -1、按新规模记 +1；那一天以前仍按原规模算。",
            rule=LARGE,
            lines="""
                来源 | 修订 | 日期       | 类别         | 标签                        | 加减
                1    | 1    | 2025-01-10 | notice_group | place:CHANNEL size:200—500人 | +1
                1    | 2    | 2025-06-01 | notice_group | place:CHANNEL size:500人以上 | +1
                1    | 2    | 2025-06-01 | notice_group | place:CHANNEL size:200—500人 | -1
            """,
            asks="""
                期间      | 得数 | 来源
                2025年5月 | —    |
                2025年6月 | 1    | 1
            """,
        )
    )


def test_a_correction_takes_the_old_line_back_on_its_own_day(tell: Tell) -> None:
    tell(
        Paragraph(
            text="启用日期登记错了，在原来那一天冲回，在改正的那一天另记；截至更正以前，得数不变。",
            rule=ALL,
            lines="""
                来源 | 修订 | 日期       | 类别       | 标签          | 加减
                1    | 1    | 2025-01-10 | led_screen | place:CHANNEL | +1
                1    | 2    | 2025-03-01 | led_screen | place:CHANNEL | +1
                1    | 2    | 2025-01-10 | led_screen | place:CHANNEL | -1
            """,
            asks="""
                期间      | 截至 | 得数 | 来源
                2025年2月 | 1    | 1    | 1
                2025年2月 | 3    | —    |
                2025年3月 | 3    | 1    | 1
            """,
        )
    )
