"""Text files of every encoding that offices use come through; what is no text is refused."""

from __future__ import annotations

import pytest
from opencc import OpenCC

from taizhang.kernel.refusal import Refused
from taizhang.reading.decoding import EmptyText, NotText, decode_text

SIMPLIFIED = "梧桐街道读书日活动情况汇报\n今年以来，街道开展读书日活动12次，参加居民300余人次。\n"
TRADITIONAL = OpenCC("s2tw").convert(SIMPLIFIED)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_a_simplified_text_is_read_in_every_encoding(encoding: str) -> None:
    assert decode_text(data=SIMPLIFIED.encode(encoding), name="汇报.txt") == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gbk", "gb18030", "utf-16-le"])
def test_a_traditional_text_is_read_in_every_encoding(encoding: str) -> None:
    assert decode_text(data=TRADITIONAL.encode(encoding), name="匯報.txt") == TRADITIONAL


def test_one_broken_byte_becomes_a_mark_and_the_rest_is_read() -> None:
    data = SIMPLIFIED.encode("utf-8")

    text = decode_text(data=data[:9] + data[10:], name="汇报.txt")

    assert "\ufffd" in text
    assert text.endswith("参加居民300余人次。\n")


@pytest.mark.parametrize("data", [b"", b"   \r\n", b"\xef\xbb\xbf", b"\0\0\0\0", "\u3000\n".encode()])
def test_a_file_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyText, match="文件“空"):
        decode_text(data=data, name="空.txt")


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 40, b"\x00\x01\x02\x03" * 100, b"\xff\xff\xff\xff" * 50]
)
def test_binary_data_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(NotText, match="另存为"):
        decode_text(data=data, name="坏.txt")


def test_a_text_of_many_megabytes_is_refused() -> None:
    with pytest.raises(Refused, match="MB"):
        decode_text(data=b"a" * (21 * 1024 * 1024), name="大.txt")
