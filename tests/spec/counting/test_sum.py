"""sum: the sum of a measure."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell


def test_a_sum_adds_what_was_registered(tell: Tell) -> None:
    tell(
        Paragraph(
            text="各条记录登记的数相加。没有登记的不当作 0，也不算作这个数的来源。",
            rule="aggregate: {sum: people}",
            lines="""
                来源 | 日期       | 人次
                1    | 2025-03-05 | 40
                2    | 2025-03-06 |
                3    | 2025-03-07 | 55
            """,
            asks="""
                期间   | 得数 | 来源
                2025年 | 95   | 1 3
            """,
        )
    )


def test_a_sum_of_nothing_registered_is_missing(tell: Tell) -> None:
    tell(
        Paragraph(
            text="一条都没有登记时，得数是“—”；登记的就是 0 时，得数是 0。",
            rule="aggregate: {sum: people}",
            lines="""
                来源 | 日期       | 人次
                1    | 2025-03-05 |
                2    | 2025-04-06 | 0
            """,
            asks="""
                期间      | 得数 | 来源
                2025年3月 | —    |
                2025年4月 | 0    | 2
            """,
        )
    )


def test_a_correction_takes_the_old_number_back(tell: Tell) -> None:
    tell(
        Paragraph(
            text="更正人数后，只算更正后的数；更正为“没有登记”后，不再计入。",
            rule="aggregate: {sum: people}",
            lines="""
                来源 | 修订 | 日期       | 人次 | 加减
                1    | 1    | 2025-03-05 | 40   | +1
                2    | 1    | 2025-03-06 | 30   | +1
                1    | 1    | 2025-03-05 | 40   | -1
                1    | 2    | 2025-03-05 | 46   | +1
                2    | 1    | 2025-03-06 | 30   | -1
                2    | 2    | 2025-03-06 |      | +1
            """,
            asks="""
                期间   | 截至 | 得数 | 来源
                2025年 | 2    | 70   | 1 2
                2025年 | 4    | 76   | 1 2
                2025年 | 6    | 46   | 1
            """,
        )
    )


def test_minutes_are_told_in_hours_and_rounded_half_up(tell: Tell) -> None:
    tell(
        Paragraph(
            text="可以折算（divide_by）并保留小数（decimals），最后一步才四舍五入：75 分钟是 1.25 小时，记作 1.3。",
            rule="aggregate: {sum: minutes, divide_by: 60, decimals: 1}",
            lines="""
                来源 | 日期       | 分钟
                1    | 2025-03-05 | 45
                2    | 2025-03-06 | 30
                3    | 2025-04-06 | 120
            """,
            asks="""
                期间      | 得数 | 来源
                2025年3月 | 1.3  | 1 2
                2025年4月 | 2.0  | 3
                2025年    | 3.3  | 1 2 3
            """,
        )
    )
