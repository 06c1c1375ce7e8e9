"""Text read in a wrong encoding is read again only when that is certain; else it is told."""

from __future__ import annotations

import pytest

from taizhang.reading.repairs.misaligned import doubts_of_alignment
from taizhang.reading.repairs.mojibake import mend_mojibake

SENTENCE = "梧桐街道组织开展读书日活动，居民积极参加。"


def _as_western(data: bytes) -> str:
    return "".join(
        bytes((byte,)).decode("latin-1" if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252")
        for byte in data
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_bytes_read_as_western_text_are_read_again(encoding: str) -> None:
    mended = mend_mojibake(_as_western(SENTENCE.encode(encoding)))

    assert mended.text == SENTENCE
    assert [repair.kind for repair in mended.repairs] == ["mojibake"]


def test_utf8_read_as_gbk_is_read_again_where_no_byte_is_broken() -> None:
    sentence = "梧桐街道读书日活动"
    while True:
        try:
            broken = sentence.encode("utf-8").decode("gb18030")
            break
        except UnicodeDecodeError:
            sentence += "好"

    assert mend_mojibake(broken).text == sentence


def test_a_broken_misreading_stays_and_is_told() -> None:
    broken = SENTENCE.encode("utf-8").decode("gb18030", "replace")

    mended = mend_mojibake(broken)

    assert mended.text == broken
    assert mended.repairs == ()
    assert len(mended.doubts) == 1


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "Café Müller 音乐会",
        "艾力·买买提·吐尔逊",
        "垚堃喆珺昇玥",
        "2019年12月5日",
        "意識形態工作匯報",
        "3×5米，约20±1℃",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    mended = mend_mojibake(text)

    assert (mended.text, mended.repairs, mended.doubts) == (text, (), ())


def test_misaligned_gbk_is_told_with_what_it_may_say() -> None:
    true = "形成文明和諧的濃厚氛圍"
    misaligned = true.encode("gbk")[1:-1].decode("gbk", "ignore")

    doubts = doubts_of_alignment(f"我们{misaligned}。")

    assert len(doubts) == 1
    assert "成文明和諧" in doubts[0].reason


def test_rare_names_are_not_taken_for_misaligned_text() -> None:
    assert doubts_of_alignment("志愿者垚堃、喆珺和赟翀参加了活动") == ()
