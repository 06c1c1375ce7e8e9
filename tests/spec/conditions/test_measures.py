"""Conditions on what was registered."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell

LINES = """
    来源 | 日期       | 人次 | 分钟
    1    | 2025-03-05 | 40   | 90
    2    | 2025-03-06 |      | 90
    3    | 2025-03-07 | 0    |
"""


def test_carries_asks_for_what_is_registered(tell: Tell) -> None:
    tell(
        Paragraph(
            text="carries：登记了这一项的才算；登记为 0 也是登记。",
            rule="{aggregate: count, where: {carries: [people]}}",
            lines=LINES,
            asks="""
                期间   | 得数 | 来源
                2025年 | 2    | 1 3
            """,
        )
    )


def test_lacks_asks_for_what_is_not_registered(tell: Tell) -> None:
    tell(
        Paragraph(
            text="lacks：没有登记这一项的才算，用来找出漏填的记录。",
            rule="{aggregate: count, where: {lacks: [people]}}",
            lines=LINES,
            asks="""
                期间   | 得数 | 来源
                2025年 | 1    | 2
            """,
        )
    )


def test_every_condition_must_hold(tell: Tell) -> None:
    tell(
        Paragraph(
            text="几个条件同时写的，都要符合。",
            rule="{aggregate: count, where: {kinds: [lecture], carries: [people, minutes]}}",
            lines=LINES,
            asks="""
                期间   | 得数 | 来源
                2025年 | 1    | 1
            """,
        )
    )
