"""The journal position at which a figure stands."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell


def test_a_figure_at_a_position_never_changes(tell: Tell) -> None:
    tell(
        Paragraph(
            text="给出统计时点（截至第几行），就只看到那一行为止。以后再怎样更正，同一时点的数不变。",
            rule="aggregate: {sum: people}",
            lines="""
                序号 | 来源 | 修订 | 日期       | 人次 | 加减
                1    | 1    | 1    | 2025-03-05 | 40   | +1
                2    | 2    | 1    | 2025-03-06 | 30   | +1
                3    | 1    | 1    | 2025-03-05 | 40   | -1
                4    | 1    | 2    | 2025-03-05 | 46   | +1
            """,
            asks="""
                期间   | 截至 | 得数 | 来源
                2025年 | 0    | —    |
                2025年 | 1    | 40   | 1
                2025年 | 2    | 70   | 1 2
                2025年 | 3    | 30   | 2
                2025年 | 4    | 76   | 1 2
                2025年 |      | 76   | 1 2
            """,
        )
    )


def test_a_line_without_a_position_counts_only_in_a_live_figure(tell: Tell) -> None:
    tell(
        Paragraph(
            text="刚记入、还没有封存编号的行（序号为 —），即时的数算它，给出统计时点的数不算它。",
            rule="aggregate: count",
            lines="""
                序号 | 来源 | 日期
                1    | 1    | 2025-03-05
                —    | 2    | 2025-03-06
            """,
            asks="""
                期间   | 截至 | 得数 | 来源
                2025年 | 1    | 1    | 1
                2025年 | 99   | 1    | 1
                2025年 |      | 2    | 1 2
            """,
        )
    )
