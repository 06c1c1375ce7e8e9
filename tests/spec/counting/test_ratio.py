"""ratio: one figure to another."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell

SHARE = """
- {code: festival, aggregate: count, where: {kinds: [festival_activity]}}
- {code: all, aggregate: count}
- {code: share, aggregate: {ratio: festival, to: all, percent: true, decimals: 1}}
"""

MEAN = """
- {code: people, aggregate: {sum: people}}
- {code: known, aggregate: count, where: {carries: [people]}}
- {code: mean, aggregate: {ratio: people, to: known, decimals: 1}}
"""


def test_a_share_is_told_in_percent(tell: Tell) -> None:
    tell(
        Paragraph(
            text="占比以百分数表示，四舍五入。来源是分子和分母的全部来源。",
            rule=SHARE,
            lines="""
                来源 | 日期       | 类别
                1    | 2025-01-29 | festival_activity
                2    | 2025-02-12 | festival_activity
                3    | 2025-03-05 | lecture
            """,
            asks="""
                期间      | 得数  | 来源
                2025年    | 66.7  | 1 2 3
                2025年1月 | 100.0 | 1
            """,
        )
    )


def test_none_of_some_is_zero_and_of_nothing_is_missing(tell: Tell) -> None:
    tell(
        Paragraph(
            text="有分母而分子一个也没有，占比是真正的 0；连分母也没有，得数是“—”。",
            rule=SHARE,
            lines="""
                来源 | 日期       | 类别
                1    | 2025-03-05 | lecture
            """,
            asks="""
                期间      | 得数 | 来源
                2025年3月 | 0.0  | 1
                2025年4月 | —    |
            """,
        )
    )


def test_a_mean_is_over_what_is_known(tell: Tell) -> None:
    tell(
        Paragraph(
            text="场均人次只除以登记了人数的场次，没有登记的不拉低平均。",
            rule=MEAN,
            lines="""
                来源 | 日期       | 人次
                1    | 2025-03-05 | 40
                2    | 2025-03-06 |
                3    | 2025-03-07 | 45
                4    | 2025-04-07 |
            """,
            asks="""
                期间      | 得数 | 来源
                2025年    | 42.5 | 1 3
                2025年4月 | —    |
            """,
        )
    )


def test_an_unknown_sum_makes_the_ratio_missing(tell: Tell) -> None:
    tell(
        Paragraph(
            text="分子是求和而一个数也没有登记时，得数是“—”：不知道，不等于 0。分母仍有来源。",
            rule="""
- {code: people, aggregate: {sum: people}}
- {code: all, aggregate: count}
- {code: mean, aggregate: {ratio: people, to: all, decimals: 1}}
""",
            lines="""
                来源 | 日期       | 人次
                1    | 2025-03-05 |
            """,
            asks="""
                期间   | 得数 | 来源
                2025年 | —    | 1
            """,
        )
    )


def test_a_zero_below_makes_the_ratio_missing(tell: Tell) -> None:
    tell(
        Paragraph(
            text="分母为 0 时不能相除，得数是“—”。",
            rule="""
- {code: copies, aggregate: {sum: copies}}
- {code: people, aggregate: {sum: people}}
- {code: per_head, aggregate: {ratio: copies, to: people, decimals: 2}}
""",
            lines="""
                来源 | 日期       | 人次 | 份数
                1    | 2025-03-05 | 0    | 20
                2    | 2025-04-05 | 8    | 21
            """,
            asks="""
                期间      | 得数 | 来源
                2025年3月 | —    | 1
                2025年4月 | 2.63 | 2
            """,
        )
    )


def test_a_ratio_may_divide_by_units_or_days(tell: Tell) -> None:
    tell(
        Paragraph(
            text="分母也可以是去重计数：每个有活动的单位平均几场。",
            rule="""
- {code: held, aggregate: count}
- {code: units, aggregate: {distinct: unit}}
- {code: each, aggregate: {ratio: held, to: units, decimals: 1}}
""",
            lines="""
                来源 | 单位 | 日期
                1    | 11   | 2025-03-05
                2    | 11   | 2025-03-06
                3    | 12   | 2025-03-06
            """,
            asks="""
                期间   | 得数 | 来源
                2025年 | 1.5  | 1 2 3
            """,
        )
    )
