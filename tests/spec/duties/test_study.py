"""Study plans: planned, held on time, made up; a makeup counts the session once."""

from __future__ import annotations

from tests.spec.paragraph import Paragraph, Tell

HELD = """
- {code: held, book: duties, aggregate: count, where: {kinds: [done], tags: {all: ["sort:STUDY"]}}}
"""

MADE_UP = """
- {code: made_up, book: duties, aggregate: count, where: {kinds: [done], tags: {all: [补学, "sort:STUDY"]}}}
"""

RATE = """
- {code: planned, book: duties, aggregate: count, where: {kinds: [due, partial, done], tags: {all: ["sort:STUDY"]}}}
- {code: held, book: duties, aggregate: count, where: {kinds: [done], tags: {all: ["sort:STUDY"]}}}
- {code: rate, aggregate: {ratio: held, to: planned, percent: true, decimals: 1}}
"""

LINES = """
    来源 | 修订 | 日期       | 类别 | 标签                 | 加减
    1    | 1    | 2025-03-31 | done | 按时 sort:STUDY     | +1
    2    | 1    | 2025-03-31 | due  | sort:STUDY           | +1
    2    | 1    | 2025-03-31 | due  | sort:STUDY           | -1
    2    | 2    | 2025-03-31 | done | 补学 逾期 sort:STUDY   | +1
    3    | 1    | 2025-03-31 | due  | sort:STUDY           | +1
    4    | 1    | 2025-03-31 | done | 按时                 | +1
"""


def test_a_session_made_up_is_held_once_in_the_month_it_was_planned_for(tell: Tell) -> None:
    tell(
        Paragraph(
            text="过了期限才补学的，算已学一次，归在原来计划的那一期；补学以前不算。",
            rule=HELD,
            lines=LINES,
            asks="""
                期间      | 截至 | 得数 | 来源
                2025年3月 | 2    | 1    | 1
                2025年3月 | 6    | 2    | 1 2
                2025年4月 | 6    | —    |
            """,
        )
    )


def test_what_was_made_up_is_told_apart(tell: Tell) -> None:
    tell(
        Paragraph(
            text="补学完成的只数靠补学完成的；按时学过的不在内。",
            rule=MADE_UP,
            lines=LINES,
            asks="""
                期间      | 得数 | 来源
                2025年3月 | 1    | 2
            """,
        )
    )


def test_the_rate_of_a_plan_stands_on_what_was_planned(tell: Tell) -> None:
    tell(
        Paragraph(
            text="学习计划完成率的分母是计划的次数，其他责任事项不在内。",
            rule=RATE,
            lines=LINES,
            asks="""
                期间      | 得数 | 来源
                2025年3月 | 66.7 | 1 2 3
            """,
        )
    )
