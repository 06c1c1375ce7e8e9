"""A picture goes out with words for who cannot see it, its source, and the right to show it."""

from __future__ import annotations

import pytest

from taizhang.proofing import proof_picture

WHOLE = {"alternative": "居民在文化室围坐读书", "source": "青禾社区拍摄", "licence": "本单位拍摄"}


def rules(**changes: str) -> set[str]:
    return {remark.rule for remark in proof_picture(**{**WHOLE, **changes})}


def test_a_picture_with_all_its_words_is_left_alone() -> None:
    assert rules() == set()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"alternative": " "}, "picture-no-words"),
        ({"alternative": "照片"}, "picture-poor-words"),
        ({"source": ""}, "picture-no-source"),
        ({"licence": ""}, "picture-no-licence"),
    ],
)
def test_what_is_missing_is_told(changes: dict[str, str], rule: str) -> None:
    assert rules(**changes) == {rule}
