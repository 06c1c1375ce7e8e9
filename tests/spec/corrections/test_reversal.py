"""Corrections and voids, line by line."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell


def test_a_record_moved_to_another_day_counts_there(tell: Tell) -> None:
    tell(
        Paragraph(
            text="日期更正到另一个月，原来的月份不再算，新的月份算。",
            rule="aggregate: count",
            lines="""
                来源 | 修订 | 日期       | 加减
                1    | 1    | 2025-03-31 | +1
                1    | 1    | 2025-03-31 | -1
                1    | 2    | 2025-04-01 | +1
            """,
            asks="""
                期间      | 得数 | 来源
                2025年3月 | —    |
                2025年4月 | 1    | 1
            """,
        )
    )


def test_a_record_moved_to_another_kind_or_unit_counts_there(tell: Tell) -> None:
    tell(
        Paragraph(
            text="类别或单位更正后，只在更正后的地方算。",
            rule="{aggregate: {sum: people}, where: {kinds: [lecture]}}",
            lines="""
                来源 | 修订 | 单位 | 日期       | 类别    | 人次 | 加减
                1    | 1    | 11   | 2025-03-05 | lecture | 40   | +1
                2    | 1    | 11   | 2025-03-06 | visit   | 25   | +1
                1    | 1    | 11   | 2025-03-05 | lecture | 40   | -1
                1    | 2    | 12   | 2025-03-05 | lecture | 40   | +1
                2    | 1    | 11   | 2025-03-06 | visit   | 25   | -1
                2    | 2    | 11   | 2025-03-06 | lecture | 25   | +1
            """,
            units="""
                范围   | 单位 | 自 | 至
                社区甲 | 11   |    |
                社区乙 | 12   |    |
            """,
            asks="""
                范围   | 得数 | 来源
                社区甲 | 25   | 2
                社区乙 | 40   | 1
                全部   | 65   | 1 2
            """,
        )
    )


def test_a_voided_record_that_is_accepted_again_counts_again(tell: Tell) -> None:
    tell(
        Paragraph(
            text="作废后重新采纳的，照常计算一次。",
            rule="aggregate: count",
            lines="""
                来源 | 修订 | 日期       | 加减
                1    | 1    | 2025-03-05 | +1
                1    | 1    | 2025-03-05 | -1
                1    | 2    | 2025-03-05 | +1
            """,
            asks="""
                截至 | 得数 | 来源
                1    | 1    | 1
                2    | —    |
                3    | 1    | 1
            """,
        )
    )
