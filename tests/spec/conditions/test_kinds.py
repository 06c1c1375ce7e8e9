"""Conditions on the kind, and on the book."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell

LINES = """
    来源 | 日期       | 类别
    1    | 2025-03-05 | lecture
    2    | 2025-03-06 | visit
    3    | 2025-03-07 | contest
    4    | 2025-03-08 | lectures
"""


def test_without_a_kind_every_kind_counts(tell: Tell) -> None:
    tell(
        Paragraph(
            text="不写 kinds，各种类别都算。",
            rule="aggregate: count",
            lines=LINES,
            asks="""
                期间   | 得数 | 来源
                2025年 | 4    | 1 2 3 4
            """,
        )
    )


def test_only_the_kinds_named_count(tell: Tell) -> None:
    tell(
        Paragraph(
            text="写了 kinds，只算其中的类别，名称要完全相同。",
            rule="{aggregate: count, where: {kinds: [lecture, contest]}}",
            lines=LINES,
            asks="""
                期间   | 得数 | 来源
                2025年 | 2    | 1 3
            """,
        )
    )
