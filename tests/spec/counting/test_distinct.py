"""distinct: how many different values stand."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell


def test_units_are_counted_once_each(tell: Tell) -> None:
    tell(
        Paragraph(
            text="数单位：有记录的单位各算一个，不论各有几条。来源仍是全部记录。",
            rule="aggregate: {distinct: unit}",
            lines="""
                来源 | 单位 | 日期
                1    | 11   | 2025-03-05
                2    | 11   | 2025-03-06
                3    | 12   | 2025-03-06
            """,
            asks="""
                期间   | 得数 | 来源
                2025年 | 2    | 1 2 3
            """,
        )
    )


def test_days_are_counted_once_each(tell: Tell) -> None:
    tell(
        Paragraph(
            text="数日期：同一天几场活动，算一天。",
            rule="aggregate: {distinct: day}",
            lines="""
                来源 | 单位 | 日期
                1    | 11   | 2025-03-05
                2    | 12   | 2025-03-05
                3    | 12   | 2025-03-06
            """,
            asks="""
                期间   | 得数 | 来源
                2025年 | 2    | 1 2 3
            """,
        )
    )


def test_kinds_are_counted_once_each(tell: Tell) -> None:
    tell(
        Paragraph(
            text="数类别：涉及几种。",
            rule="aggregate: {distinct: kind}",
            lines="""
                来源 | 日期       | 类别
                1    | 2025-03-05 | lecture
                2    | 2025-03-05 | visit
                3    | 2025-03-06 | lecture
            """,
            asks="""
                期间   | 得数 | 来源
                2025年 | 2    | 1 2 3
            """,
        )
    )


def test_tags_are_counted_by_their_beginning(tell: Tell) -> None:
    tell(
        Paragraph(
            text="数标签：只看以 prefix 开头的标签，相同的算一个。一条记录可以带几个；不带的不是来源。",
            rule='aggregate: {distinct: tag, prefix: "节日:"}',
            lines="""
                来源 | 日期       | 标签
                1    | 2025-01-29 | 节日:春节 有佐证
                2    | 2025-02-12 | 节日:元宵节 节日:春节
                3    | 2025-03-05 | 有佐证
                4    | 2025-10-06 | 节日:中秋节
            """,
            asks="""
                期间      | 得数 | 来源
                2025年    | 3    | 1 2 4
                2025年1月 | 1    | 1
                2025年3月 | —    |
            """,
        )
    )


def test_a_value_goes_with_its_last_record(tell: Tell) -> None:
    tell(
        Paragraph(
            text="最后一条带着这个值的记录作废后，这个值就不再计入。",
            rule='aggregate: {distinct: tag, prefix: "节日:"}',
            lines="""
                来源 | 日期       | 标签        | 加减
                1    | 2025-01-29 | 节日:春节   | +1
                2    | 2025-01-30 | 节日:春节   | +1
                3    | 2025-10-06 | 节日:中秋节 | +1
                1    | 2025-01-29 | 节日:春节   | -1
                3    | 2025-10-06 | 节日:中秋节 | -1
            """,
            asks="""
                期间   | 截至 | 得数 | 来源
                2025年 | 3    | 2    | 1 2 3
                2025年 | 4    | 2    | 2 3
                2025年 | 5    | 1    | 2
            """,
        )
    )
