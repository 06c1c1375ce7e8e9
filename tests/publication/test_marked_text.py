"""The one form of an item's text: read and written without loss, old texts as they always read."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.ledgers.publication.rules import Change, Content, as_read, change_between, without_signs
from taizhang.ledgers.publication.rules.marked_text import (
    LedgerFigure,
    Line,
    Words,
    figures_in,
    parse,
    shown,
    write,
)

LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
LETTERS = "\\#- []()：:@16字a\u3000"
WORDS = st.lists(
    st.text(LETTERS, min_size=1, max_size=6) | st.sampled_from(["[16](口径:a@1@2025)", "口径:", "](口径:"]),
    min_size=1,
    max_size=3,
).map("".join)
FIGURES = st.builds(
    LedgerFigure,
    text=st.text(LETTERS.replace("[", "").replace("]", ""), min_size=1, max_size=4),
    source=st.sampled_from(["study_sessions@12@2025", "a.b@3本级@2025Q1", "增长/a@1@2025/a@1@2024/减"]),
)


def joined(pieces: list[Words | LedgerFigure]) -> tuple[Words | LedgerFigure, ...]:
    """Return pieces as a text has them: runs of words that touch are one."""
    told: list[Words | LedgerFigure] = []
    for piece in pieces:
        if isinstance(piece, Words) and told and isinstance(told[-1], Words):
            told[-1] = Words(told[-1].text + piece.text)
        else:
            told.append(piece)
    return tuple(told)


PIECES = st.lists(WORDS.map(Words) | FIGURES, max_size=3).map(joined)


def after_a_mark(pieces: tuple[Words | LedgerFigure, ...]) -> bool:
    return not pieces or pieces[0].text[0] not in " \t\u3000" or isinstance(pieces[0], LedgerFigure)


LINES = st.one_of(
    PIECES.map(lambda pieces: Line("paragraph", pieces)),
    PIECES.filter(after_a_mark).map(lambda pieces: Line("bullet", pieces)),
    st.builds(
        lambda pieces, level: Line("heading", pieces, level), PIECES.filter(after_a_mark), st.integers(1, 4)
    ),
)


@LAW
@given(st.lists(LINES, min_size=1, max_size=3).map(tuple))
def test_what_is_written_is_read_as_it_was(lines) -> None:
    assert parse(write(lines)) == lines


@LAW
@given(WORDS)
def test_every_text_can_be_read_and_reads_the_same_written_again(text) -> None:
    assert parse(write(parse(text))) == parse(text)


@LAW
@given(WORDS)
def test_words_that_look_like_a_mark_are_words_once_written(words) -> None:
    assert parse(write([Line("paragraph", (Words(words),))])) == (Line("paragraph", (Words(words),)),)


@LAW
@given(st.lists(LINES, min_size=1, max_size=3))
def test_each_figure_stands_at_its_place_in_the_words_shown(lines) -> None:
    text = write(lines)

    placed = figures_in(text)

    assert [one.figure for one in placed] == [
        piece for line in lines for piece in line.pieces if isinstance(piece, LedgerFigure)
    ]
    assert all(shown(text)[one.start : one.end] == one.figure.text for one in placed)


def test_marks_are_read() -> None:
    text = "# 时间地点\n#### 细目\n- 带书\n2025年开展理论学习[16](口径:study_sessions@12@2025)次。"

    heading, deep, bullet, paragraph = parse(text)

    assert (heading.sort, heading.level, heading.text) == ("heading", 1, "时间地点")
    assert (deep.sort, deep.level) == ("heading", 4)
    assert (bullet.sort, bullet.text) == ("bullet", "带书")
    assert paragraph.pieces[1] == LedgerFigure("16", "study_sessions@12@2025")
    assert as_read(text) == "时间地点\n细目\n带书\n2025年开展理论学习16次。"


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        (r"\# 不是标题", "# 不是标题"),
        (r"\- 不是列表", "- 不是列表"),
        (r"\[16](口径:a@1@2025)", "[16](口径:a@1@2025)"),
        ("#不空格也是标题", "不空格也是标题"),
        ("##### 五个", "五个"),
        ("-5℃至-1℃", "-5℃至-1℃"),
        ("见[附件](https://example.org)", "见[附件](https://example.org)"),
        (r"C:\共享\#一", r"C:\共享\#一"),
        ("第1#楼", "第1#楼"),
    ],
)
def test_what_is_a_mark_and_what_is_none(text, reads) -> None:
    assert as_read(text) == reads


OLD = "# 时间地点\n12月5日（星期六）上午9时，青禾社区文化室。\n\n欢迎居民带一本书来。"


def test_an_old_text_keeps_its_digest_and_reads_as_before() -> None:
    content = Content("银龄读书会", OLD)

    assert content.digest() == "29c71d05ecfaf061a7c63ba8e322dcd452f3853a3ddc05e9cf45fb31958f0ae5"
    assert as_read(OLD) == "时间地点\n12月5日（星期六）上午9时，青禾社区文化室。\n欢迎居民带一本书来。"
    assert write(parse(OLD)) == OLD


@pytest.mark.parametrize(
    ("after", "change"),
    [
        ("- 走访[2](口径:visits@7@2025)次", Change.MARKS),
        ("## 走访[2](口径:visits@7@2025)次", Change.MARKS),
        ("走访[2](口径:visits@7@2024)次", Change.MATTER),
        ("走访2次", Change.MATTER),
    ],
)
def test_another_source_of_a_figure_is_a_matter_and_a_heading_is_a_mark(after, change) -> None:
    assert change_between(Content("题", "走访[2](口径:visits@7@2025)次"), Content("题", after)) is change


@pytest.mark.parametrize(
    "copied", ["时间\n• 带书\n• 带笔", "# 时间\r\n\r\n- 带书\n- 带笔\n", "时间\n带书\n带笔"]
)
def test_what_a_channel_makes_of_headings_and_lists_is_no_difference(copied) -> None:
    assert without_signs(copied) == without_signs(as_read("# 时间\n- 带书\n- 带笔"))
