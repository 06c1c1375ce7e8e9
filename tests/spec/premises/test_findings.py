"""Premises: inspections and findings count on the days they belong to."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell

RATE = """
- {code: owed, book: inspections, aggregate: count, where: {kinds: [rectification_open, rectification_closed]}}
- {code: on_time, book: inspections, aggregate: count, where: {kinds: [rectification_closed], tags: {all: [按时]}}}
- {code: rate, aggregate: {ratio: on_time, to: owed, percent: true, decimals: 1}}
"""


def test_a_finding_counts_when_found_and_again_when_it_is_to_be_right(tell: Tell) -> None:
    tell(
        Paragraph(
            text="一个问题是两个来源：发现归在发现那天，整改归在期限那天。复查销号以后，期限那天的一行冲回另记。",
            rule=RATE,
            lines="""
                来源 | 修订 | 日期       | 类别                 | 标签 | 加减
                f1   | 1    | 2025-03-20 | finding              |      | +1
                r1   | 1    | 2025-04-04 | rectification_open   |      | +1
                f2   | 1    | 2025-03-21 | finding              |      | +1
                r2   | 1    | 2025-04-05 | rectification_open   |      | +1
                r1   | 1    | 2025-04-04 | rectification_open   |      | -1
                r1   | 2    | 2025-04-04 | rectification_closed | 按时 | +1
            """,
            asks="""
                期间      | 截至 | 得数 | 来源
                2025年3月 | 6    | —    |
                2025年4月 | 4    | 0.0  | r1 r2
                2025年4月 | 6    | 50.0 | r1 r2
            """,
        )
    )
