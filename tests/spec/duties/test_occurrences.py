"""Duties: one occurrence is one thing owed, however its state changes."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell

DONE = """
- {code: done, book: duties, aggregate: count, where: {kinds: [done]}}
"""

RATE = """
- {code: owed, book: duties, aggregate: count, where: {kinds: [due, partial, done]}}
- {code: on_time, book: duties, aggregate: count, where: {kinds: [done], tags: {all: [按时]}}}
- {code: rate, aggregate: {ratio: on_time, to: owed, percent: true, decimals: 1}}
"""


def test_an_occurrence_is_told_anew_with_each_change_and_counts_once(tell: Tell) -> None:
    tell(
        Paragraph(
            text="责任清单里每项责任每期是一个来源，归在期限那一天。状态变了，冲回旧的一行，再记新的一行。",
            rule=DONE,
            lines="""
                来源 | 修订 | 日期       | 类别    | 标签 | 加减
                1    | 1    | 2025-03-31 | due     |      | +1
                2    | 1    | 2025-03-31 | due     |      | +1
                1    | 1    | 2025-03-31 | due     |      | -1
                1    | 2    | 2025-03-31 | partial |      | +1
                1    | 2    | 2025-03-31 | partial |      | -1
                1    | 3    | 2025-03-31 | done    | 按时 | +1
            """,
            asks="""
                期间      | 截至 | 得数 | 来源
                2025年3月 | 2    | —    |
                2025年3月 | 4    | —    |
                2025年3月 | 6    | 1    | 1
                2025年4月 | 6    | —    |
            """,
        )
    )


def test_what_is_excused_weighs_on_no_rate(tell: Tell) -> None:
    tell(
        Paragraph(
            text="按时完成率的分母是应办而没有免除的事项；逾期完成的算完成，不算按时。",
            rule=RATE,
            lines="""
                来源 | 日期       | 类别    | 标签
                1    | 2025-03-31 | done    | 按时
                2    | 2025-03-31 | done    | 逾期
                3    | 2025-03-31 | due     |
                4    | 2025-03-31 | excused |
            """,
            asks="""
                期间      | 得数 | 来源
                2025年3月 | 33.3 | 1 2 3
            """,
        )
    )
