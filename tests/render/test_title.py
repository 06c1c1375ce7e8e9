"""A long title is broken where a reader would break it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.render.characters import em_width, printable
from taizhang.render.title import LINE_EMS, title_lines


def test_a_short_title_is_one_line() -> None:
    assert title_lines("梧桐街道2025年工作情况汇报") == ("梧桐街道2025年工作情况汇报",)


def test_the_authors_own_line_breaks_are_kept() -> None:
    assert title_lines("梧桐街道\n2025年工作情况汇报") == ("梧桐街道", "2025年工作情况汇报")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "梧桐街道关于2025年新时代文明实践工作责任制落实情况的汇报",
            ("梧桐街道关于2025年", "新时代文明实践工作责任制落实情况的汇报"),
        ),
        (
            "梧桐街道2025年宣传文化工作责任制落实情况自查报告",
            ("梧桐街道2025年", "宣传文化工作责任制落实情况自查报告"),
        ),
    ],
)
def test_a_long_title_is_broken_between_words(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines


def test_a_year_is_never_torn() -> None:
    for length in range(8, 22):
        broken = title_lines("关" * length + "2025年第三季度文化惠民活动开展情况的汇报")
        assert any("2025年" in line for line in broken)


@given(st.text("梧桐街道办事处2025年的，（）《》新时代文明实践工作", max_size=70))
def test_no_sign_is_lost_and_no_line_is_wider_than_the_core(title: str) -> None:
    lines = title_lines(title)

    assert "".join(lines) == printable(title).strip()
    assert all(em_width(line) <= LINE_EMS + 1 for line in lines)


@given(st.text(max_size=60))
def test_any_text_at_all_gives_lines(title: str) -> None:
    assert title_lines(title)
