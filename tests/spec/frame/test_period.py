"""The period of a figure."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell


def test_the_first_and_the_last_day_are_within(tell: Tell) -> None:
    tell(
        Paragraph(
            text="期间的第一天和最后一天都在内。",
            rule="aggregate: count",
            lines="""
                来源 | 日期
                1    | 2025-02-28
                2    | 2025-03-01
                3    | 2025-03-31
                4    | 2025-04-01
            """,
            asks="""
                期间                 | 得数 | 来源
                2025年3月            | 2    | 2 3
                2025年第一季度       | 3    | 1 2 3
                2025年上半年         | 4    | 1 2 3 4
                2025年1至3月         | 3    | 1 2 3
                2025年2月28日至3月1日 | 2    | 1 2
                2025年3月31日        | 1    | 3
            """,
        )
    )


def test_a_lunar_year_goes_from_spring_festival_to_new_years_eve(tell: Tell) -> None:
    tell(
        Paragraph(
            text="农历年从春节当天到除夕。2025 年的春节是 1 月 29 日，2026 年的是 2 月 17 日。",
            rule="aggregate: count",
            lines="""
                来源 | 日期
                1    | 2025-01-28
                2    | 2025-01-29
                3    | 2026-02-16
                4    | 2026-02-17
            """,
            asks="""
                期间       | 得数 | 来源
                农历2024年 | 1    | 1
                农历2025年 | 2    | 2 3
                农历2026年 | 1    | 4
                2025年     | 2    | 1 2
            """,
        )
    )
