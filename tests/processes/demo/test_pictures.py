"""Pictures are real PNG files, small, and the same bytes each time."""

from __future__ import annotations

import datetime as dt
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.foundation.evidence.rules import media_type_of
from taizhang.ledgers.records.rules import kinds
from taizhang.processes.demo.pictures import picture
from taizhang.processes.demo.pictures.png import SIGNATURE, png

DAY = dt.date(2025, 5, 31)


def chunks(data: bytes) -> dict[bytes, bytes]:
    """Return the chunks of a PNG by name, each checked against its own CRC."""
    assert data.startswith(SIGNATURE)
    found, at = {}, len(SIGNATURE)
    while at < len(data):
        size = struct.unpack(">I", data[at : at + 4])[0]
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert struct.unpack(">I", data[at + 8 + size : at + 12 + size])[0] == zlib.crc32(name + body)
        found[name] = body
        at += 12 + size
    return found


def pixels(data: bytes) -> list[bytes]:
    """Return the rows of an unfiltered 8-bit PNG, as zlib unpacks them."""
    parts = chunks(data)
    width = struct.unpack(">I", parts[b"IHDR"][:4])[0]
    raw = zlib.decompress(parts[b"IDAT"])
    rows = [raw[at : at + width + 1] for at in range(0, len(raw), width + 1)]
    assert {row[0] for row in rows} == {0}
    return [row[1:] for row in rows]


@pytest.mark.parametrize("kind", [kind.code for kind in kinds()])
@pytest.mark.parametrize("festival", ["", "春节", "端午节", "中秋节", "重阳节", "国庆节", "清明节"])
def test_a_picture_is_a_png_of_at_most_three_kilobytes(kind: str, festival: str) -> None:
    for number in range(8):
        drawn = picture(kind=kind, on=DAY, place="望河公园", festival=festival, seed=f"{number}")

        assert media_type_of(content=drawn, name="现场照片1.png") == "image/png"
        assert len(drawn) <= 3000
        rows = pixels(drawn)
        assert (len(rows), len(rows[0])) == (200, 320)
        assert max(max(row) for row in rows) * 3 + 3 <= len(chunks(drawn)[b"PLTE"])


def test_the_same_picture_has_the_same_bytes_and_another_seed_others() -> None:
    def draw(seed: str) -> bytes:
        return picture(kind="contest", on=DAY, place="青禾广场", festival="", seed=seed)

    assert draw("1") == draw("1") != draw("2")


@given(data=st.data())
def test_whatever_is_drawn_unpacks_to_itself(data: st.DataObject) -> None:
    width = data.draw(st.sampled_from([3, 5, 17, 64, 257, 259, 321, 700]))
    row = st.one_of(
        st.integers(0, 15).map(lambda colour: bytes([colour]) * width),
        st.binary(min_size=width, max_size=width).map(lambda noise: bytes(byte % 16 for byte in noise)),
        st.lists(st.tuples(st.integers(0, 15), st.integers(1, 40)), min_size=width).map(
            lambda runs: b"".join(bytes([colour]) * length for colour, length in runs)[:width]
        ),
    )
    distinct = data.draw(st.lists(row, min_size=1, max_size=4))
    rows = data.draw(st.lists(st.sampled_from(distinct), min_size=1, max_size=30))

    assert pixels(png(rows=rows, palette=((0, 0, 0),) * 16)) == rows
