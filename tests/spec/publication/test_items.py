"""Publication: one item is one source, with a line for each thing that becomes of it."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell

RETURNED = """
- {code: items_returned, book: publication, aggregate: count, where: {kinds: [returned]}}
"""

RATE = """
- {code: returned, book: publication, aggregate: count, where: {kinds: [returned]}}
- {code: reviewed, book: publication, aggregate: count, where: {kinds: [reviewed]}}
- {code: rate, aggregate: {ratio: returned, to: reviewed, percent: true, decimals: 1}}
"""


def test_an_item_returned_several_times_counts_once(tell: Tell) -> None:
    tell(
        Paragraph(
            text="稿件每退回一次记一行，归在退回那天；数的是稿件，不是退回的次数。",
            rule=RETURNED,
            lines="""
                来源 | 修订 | 日期       | 类别
                1    | 1    | 2025-03-03 | returned
                1    | 2    | 2025-03-05 | returned
                2    | 1    | 2025-03-05 | reviewed
                1    | 3    | 2025-04-01 | returned
            """,
            asks="""
                期间      | 得数 | 来源
                2025年3月 | 1    | 1
                2025年4月 | 1    | 1
                2025年5月 | —    |
            """,
        )
    )


def test_the_share_of_returned_items_stands_on_the_items_reviewed(tell: Tell) -> None:
    tell(
        Paragraph(
            text="退回率是退回过的稿件与审结稿件之比。发布、更正、撤回另记一行，不影响审结的篇数。",
            rule=RATE,
            lines="""
                来源 | 日期       | 类别
                1    | 2025-03-03 | returned
                1    | 2025-03-04 | reviewed
                2    | 2025-03-05 | reviewed
                2    | 2025-03-06 | published
                2    | 2025-03-07 | corrected
            """,
            asks="""
                期间      | 得数 | 来源
                2025年3月 | 50.0 | 1 2
            """,
        )
    )


def test_what_went_out_by_fewer_stages_is_counted_apart(tell: Tell) -> None:
    tell(
        Paragraph(
            text="少于六个审校环节发布的稿件带标签“简化”，不算经三审三校发布的。",
            rule="""
- {code: items_published, book: publication, aggregate: count, where: {kinds: [published], tags: {none: [简化]}}}
""",
            lines="""
                来源 | 修订 | 日期       | 类别      | 标签
                1    | 1    | 2025-03-03 | published | 渠道:公众号
                2    | 1    | 2025-03-04 | published | 渠道:通知群 简化
            """,
            asks="""
                期间      | 得数 | 来源
                2025年3月 | 1    | 1
            """,
        )
    )
