"""What came later under a rule: changed since."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell


def test_later_lines_under_the_rule_are_told_in_order(tell: Tell) -> None:
    tell(
        Paragraph(
            text="报告编成以后，同一口径、单位、期间又记入的行，按序号列出；还没有编号的排在最后。别的类别、期间的不列。",
            rule="{aggregate: count, where: {kinds: [lecture]}}",
            lines="""
                序号 | 来源 | 修订 | 日期       | 类别    | 加减
                1    | 1    | 1    | 2025-03-05 | lecture | +1
                2    | 2    | 1    | 2025-03-06 | lecture | +1
                —    | 5    | 1    | 2025-03-09 | lecture | +1
                3    | 1    | 1    | 2025-03-05 | lecture | -1
                4    | 1    | 2    | 2025-04-05 | lecture | +1
                5    | 3    | 1    | 2025-03-07 | visit   | +1
                6    | 4    | 1    | 2025-03-08 | lecture | +1
            """,
            asks="""
                期间      | 晚于 | 此后
                2025年3月 | 2    | 3 6 —
                2025年4月 | 2    | 4
                2025年3月 | 6    | —
                2025年2月 | 0    |
            """,
        )
    )


def test_a_ratio_changes_with_either_part(tell: Tell) -> None:
    tell(
        Paragraph(
            text="比率的变动，分子、分母的都列，同时属于两者的只列一次。",
            rule="""
- {code: festival, aggregate: count, where: {kinds: [festival_activity]}}
- {code: lectures, aggregate: count, where: {kinds: [festival_activity, lecture]}}
- {code: share, aggregate: {ratio: festival, to: lectures, percent: true}}
""",
            lines="""
                来源 | 日期       | 类别
                1    | 2025-03-05 | lecture
                2    | 2025-03-06 | festival_activity
                3    | 2025-03-07 | visit
                4    | 2025-03-08 | lecture
            """,
            asks="""
                期间   | 晚于 | 此后
                2025年 | 1    | 2 4
            """,
        )
    )


def test_a_stock_changes_with_lines_of_earlier_years(tell: Tell) -> None:
    tell(
        Paragraph(
            text="存量会因以前年份的补记而变动，所以也列出期间以前的行。",
            rule="{book: premises, aggregate: stock}",
            lines="""
                来源 | 日期
                1    | 2025-03-05
                2    | 2019-03-06
                3    | 2026-03-06
            """,
            asks="""
                期间   | 晚于 | 此后
                2025年 | 1    | 2
            """,
        )
    )
