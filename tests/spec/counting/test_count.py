"""count: how many sources stand."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell


def test_every_record_counts_once(tell: Tell) -> None:
    tell(
        Paragraph(
            text="一条记录算一个。",
            rule="aggregate: count",
            lines="""
                来源 | 日期       | 类别    | 人次
                1    | 2025-03-05 | lecture | 40
                2    | 2025-03-05 | lecture | 55
                3    | 2025-04-18 | visit   |
            """,
            asks="""
                期间   | 得数 | 来源
                2025年 | 3    | 1 2 3
            """,
        )
    )


def test_a_corrected_record_still_counts_once(tell: Tell) -> None:
    tell(
        Paragraph(
            text="更正先冲回原来的一行（加减为 -1），再记新的一行。更正多少次，仍算一个。",
            rule="aggregate: count",
            lines="""
                来源 | 修订 | 日期       | 人次 | 加减
                1    | 1    | 2025-03-05 | 40   | +1
                1    | 1    | 2025-03-05 | 40   | -1
                1    | 2    | 2025-03-05 | 46   | +1
                1    | 2    | 2025-03-05 | 46   | -1
                1    | 3    | 2025-03-05 | 48   | +1
            """,
            asks="""
                期间   | 得数 | 来源
                2025年 | 1    | 1
            """,
        )
    )


def test_a_voided_record_does_not_count(tell: Tell) -> None:
    tell(
        Paragraph(
            text="作废的记录只冲回，不再记，因此不计。",
            rule="aggregate: count",
            lines="""
                来源 | 日期       | 加减
                1    | 2025-03-05 | +1
                2    | 2025-03-06 | +1
                1    | 2025-03-05 | -1
            """,
            asks="""
                期间   | 得数 | 来源
                2025年 | 1    | 2
            """,
        )
    )


def test_nothing_behind_a_figure_is_missing_and_never_zero(tell: Tell) -> None:
    tell(
        Paragraph(
            text="没有任何来源的数印作“—”，不印作 0：没有记录，不等于没有做。从未记过的，与记过又作废的，一样。",
            rule="aggregate: count",
            lines="""
                来源 | 日期       | 加减
                1    | 2025-03-05 | +1
                1    | 2025-03-05 | -1
                2    | 2025-05-06 | +1
            """,
            asks="""
                期间      | 得数 | 来源
                2025年3月 | —    |
                2025年4月 | —    |
                2025年5月 | 1    | 2
            """,
        )
    )


def test_sources_are_told_by_day_and_then_by_number(tell: Tell) -> None:
    tell(
        Paragraph(
            text="一个数的来源按日期、再按编号（按文字）排列。",
            rule="aggregate: count",
            lines="""
                来源 | 日期
                9    | 2025-03-06
                10   | 2025-03-05
                2    | 2025-03-05
                B    | 2025-03-05
                a    | 2025-03-05
            """,
            asks="""
                期间   | 得数 | 来源
                2025年 | 5    | 10 2 B a 9
            """,
        )
    )
