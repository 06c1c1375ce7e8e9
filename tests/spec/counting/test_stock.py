"""stock: how many there are on the last day."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell


def test_a_stock_is_what_there_is_on_the_last_day(tell: Tell) -> None:
    tell(
        Paragraph(
            text="启用记 +1，停用记 -1。存量是到期末那一天为止的合计，多年以前启用的也在内。",
            rule="{book: premises, aggregate: stock, where: {kinds: [reading_room]}}",
            lines="""
                来源 | 日期       | 类别         | 加减
                1    | 2019-06-01 | reading_room | +1
                2    | 2024-11-20 | reading_room | +1
                3    | 2025-03-01 | reading_room | +1
                1    | 2025-07-01 | reading_room | -1
                4    | 2025-05-01 | lecture_hall | +1
            """,
            asks="""
                期间          | 得数 | 来源
                2024年        | 2    | 1 2
                2025年3月     | 3    | 1 2 3
                2025年上半年  | 3    | 1 2 3
                2025年7月     | 2    | 2 3
                2025年        | 2    | 2 3
            """,
        )
    )


def test_the_last_day_is_within(tell: Tell) -> None:
    tell(
        Paragraph(
            text="期末当天启用的算在内，次日启用的不算。",
            rule="{book: premises, aggregate: stock}",
            lines="""
                来源 | 日期
                1    | 2025-03-31
                2    | 2025-04-01
            """,
            asks="""
                期间      | 得数 | 来源
                2025年3月 | 1    | 1
                2025年4月 | 2    | 1 2
            """,
        )
    )


def test_what_came_back_counts_again(tell: Tell) -> None:
    tell(
        Paragraph(
            text="停用后又启用的，仍算一个；全部停用后没有来源，得数是“—”。",
            rule="{book: premises, aggregate: stock}",
            lines="""
                来源 | 日期       | 加减
                1    | 2025-01-10 | +1
                1    | 2025-02-10 | -1
                1    | 2025-04-10 | +1
            """,
            asks="""
                期间      | 得数 | 来源
                2025年1月 | 1    | 1
                2025年2月 | —    |
                2025年4月 | 1    | 1
            """,
        )
    )
