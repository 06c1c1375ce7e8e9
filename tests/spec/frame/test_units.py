"""Units and their subtree, by the tree of each day."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell


def test_a_unit_counts_with_everything_below_it(tell: Tell) -> None:
    tell(
        Paragraph(
            text="一个单位的数，包括它自己和下属单位的记录。",
            rule="aggregate: count",
            lines="""
                来源 | 单位 | 日期
                1    | 1    | 2025-03-05
                2    | 11   | 2025-03-06
                3    | 12   | 2025-03-07
                4    | 2    | 2025-03-08
            """,
            units="""
                范围   | 单位 | 自 | 至
                街道   | 1    |    |
                街道   | 11   |    |
                街道   | 12   |    |
                社区甲 | 11   |    |
            """,
            asks="""
                范围   | 得数 | 来源
                街道   | 3    | 1 2 3
                社区甲 | 1    | 2
            """,
        )
    )


def test_work_counts_where_the_unit_belonged_on_the_day(tell: Tell) -> None:
    tell(
        Paragraph(
            text="单位中途改隶的，记录按当天的隶属计算：改隶之前的归原来的上级，当天起归新的上级。",
            rule="aggregate: count",
            lines="""
                来源 | 单位 | 日期
                1    | 11   | 2025-06-30
                2    | 11   | 2025-07-01
                3    | 12   | 2025-07-01
            """,
            units="""
                范围   | 单位 | 自         | 至
                东街道 | 11   |            | 2025-07-01
                西街道 | 11   | 2025-07-01 |
                西街道 | 12   |            |
            """,
            asks="""
                期间      | 范围   | 得数 | 来源
                2025年    | 东街道 | 1    | 1
                2025年    | 西街道 | 2    | 2 3
                2025年8月 | 东街道 | —    |
            """,
        )
    )


def test_a_unit_that_left_and_came_back_counts_in_both_stays(tell: Tell) -> None:
    tell(
        Paragraph(
            text="划出后又划回的，只有划出的那段时间不算。",
            rule="aggregate: {sum: people}",
            lines="""
                来源 | 单位 | 日期       | 人次
                1    | 11   | 2025-02-01 | 10
                2    | 11   | 2025-05-01 | 20
                3    | 11   | 2025-09-01 | 40
            """,
            units="""
                范围 | 单位 | 自         | 至
                街道 | 11   |            | 2025-04-01
                街道 | 11   | 2025-08-01 |
            """,
            asks="""
                期间   | 范围 | 得数 | 来源
                2025年 | 街道 | 50   | 1 3
            """,
        )
    )


def test_a_merged_village_keeps_its_work(tell: Tell) -> None:
    tell(
        Paragraph(
            text="村撤并以后，撤并以前的工作仍算在街道名下；去年的报告今天再算，数不变。",
            rule="aggregate: {distinct: unit}",
            lines="""
                来源 | 单位 | 日期
                1    | 13   | 2024-05-01
                2    | 14   | 2024-05-02
                3    | 14   | 2025-05-01
            """,
            units="""
                范围 | 单位 | 自 | 至
                街道 | 13   |    | 2025-01-01
                街道 | 14   |    |
            """,
            asks="""
                期间   | 范围 | 得数 | 来源
                2024年 | 街道 | 2    | 1 2
                2025年 | 街道 | 1    | 3
            """,
        )
    )
