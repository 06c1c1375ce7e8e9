"""The pieces of a difference make up both texts, and nothing that is the same is told as new."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.kernel.text_difference import MOST, differ, text_differences

texts = st.text(alphabet="读书会上下午79时。\nab ", max_size=60)


@given(texts, texts)
def test_the_pieces_make_up_both_texts(before: str, after: str) -> None:
    pieces = text_differences(before, after)

    assert "".join(piece.text for piece in pieces if piece.sort != "new") == before
    assert "".join(piece.text for piece in pieces if piece.sort != "gone") == after
    assert differ(pieces) == (before != after)
    assert all(piece.text for piece in pieces)
    assert all(one.sort != other.sort for one, other in itertools.pairwise(pieces))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("12月5日上午9时", "12月5日上午10时", [("gone", "9"), ("new", "10")]),
        ("第一行\n第二行\n第三行", "第一行\n第三行", [("gone", "第二行\n")]),
        ("下雨改期", "下雪改期", [("gone", "雨"), ("new", "雪")]),
        ("", "新写的", [("new", "新写的")]),
    ],
)
def test_a_number_is_one_word_and_a_hanzi_too(before: str, after: str, told: list[tuple[str, str]]) -> None:
    pieces = text_differences(before, after)

    assert [(piece.sort, piece.text) for piece in pieces if piece.sort != "same"] == told


def test_what_was_written_anew_as_a_whole_is_told_at_once() -> None:
    side = int(MOST**0.5) + 1
    before, after = "旧稿" * side, "新稿" * side

    assert [(piece.sort, len(piece.text)) for piece in text_differences(before, after)] == [
        ("gone", 2 * side),
        ("new", 2 * side),
    ]
