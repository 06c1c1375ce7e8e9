"""A PNG of few colours, written byte by byte: no library decides what its bytes are.

Sources: RFC 1951 §3.2.6 (fixed codes), RFC 1950, PNG §11. zlib's compressor may differ between
versions; this one never does.
"""

from __future__ import annotations

import functools
import re
import struct
import zlib
from collections.abc import Iterator, Sequence

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LONGEST = 258
_SAME = re.compile(rb"\x00{4,}")
_RUN = re.compile(rb"(.)\1{3,}", re.DOTALL)
_LENGTH_BASES = (3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
                 163, 195, 227, 258)  # fmt: skip
_LENGTH_EXTRA = (0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0)
_DISTANCE_BASES = (1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769)

Rgb = tuple[int, int, int]


def png(*, rows: Sequence[bytes], palette: Sequence[Rgb]) -> bytes:
    """Return the PNG of these rows, one byte a pixel, each a place in the palette."""
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 3, 0, 0, 0)
    colours = b"".join(bytes(colour) for colour in palette)
    filtered = [b"\x00" + row for row in rows]
    data = b"\x78\x01" + _deflated(filtered) + struct.pack(">I", zlib.adler32(b"".join(filtered)))
    chunks = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", data), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


class _Bits:
    """Bits, lowest first; Huffman codes go in with their highest bit first."""

    def __init__(self) -> None:
        self._done = bytearray()
        self._held, self._count = 0, 0

    def put(self, value: int, count: int) -> None:
        self._held |= value << self._count
        self._count += count
        if self._count >= 64:
            self._spill()

    def _spill(self) -> None:
        whole = self._count // 8
        self._done += (self._held & ((1 << 8 * whole) - 1)).to_bytes(whole, "little")
        self._held >>= 8 * whole
        self._count -= 8 * whole

    def finish(self) -> bytes:
        """Return the bytes, the last one filled up with zeros."""
        self._count += -self._count % 8
        self._spill()
        return bytes(self._done)


def _reversed(value: int, count: int) -> tuple[int, int]:
    return int(f"{value:0{count}b}"[::-1], 2), count


def _fixed(symbol: int) -> tuple[int, int]:
    if symbol < 144:
        return _reversed(48 + symbol, 8)
    if symbol < 256:
        return _reversed(400 + symbol - 144, 9)
    if symbol < 280:
        return _reversed(symbol - 256, 7)
    return _reversed(192 + symbol - 280, 8)


_CODES = tuple(_fixed(symbol) for symbol in range(257))


def _deflated(rows: Sequence[bytes]) -> bytes:
    """Return the rows in one block of fixed codes: repeats of the row above, runs, single bytes."""
    bits = _Bits()
    bits.put(0b011, 3)
    above, waiting = bytes(len(rows[0])), 0
    for number, row in enumerate(rows):
        if number and row == above:
            waiting += len(row)
            continue
        _repeat(bits, waiting, len(row))
        waiting = 0
        for length, distance, literals in _tokens(row, above if number else b""):
            for byte in literals:
                bits.put(*_CODES[byte])
            _repeat(bits, length, distance)
        above = row
    _repeat(bits, waiting, len(rows[0]))
    bits.put(*_CODES[256])
    return bits.finish()


def _tokens(row: bytes, above: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield (length, distance, the bytes before it): stretches like the row above, runs of one byte."""
    if not above:
        yield from _runs(row)
        return
    size = len(row)
    differing = (int.from_bytes(row, "big") ^ int.from_bytes(above, "big")).to_bytes(size, "big")
    at = 0
    for same in _SAME.finditer(differing):
        yield from _runs(row[at : same.start()])
        yield same.end() - same.start(), size, b""
        at = same.end()
    yield from _runs(row[at:])


def _runs(part: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    for run in _RUN.finditer(part):
        yield run.end() - run.start() - 1, 1, part[at : run.start() + 1]
        at = run.end()
    yield 0, 1, part[at:]


def _repeat(bits: _Bits, length: int, distance: int) -> None:
    """Put `length` bytes as copies from `distance` back, none of them shorter than three."""
    while length:
        step = min(length, LONGEST)
        if 0 < length - step < 3:
            step -= 3
        bits.put(*_copy(step, distance))
        length -= step


@functools.cache
def _copy(length: int, distance: int) -> tuple[int, int]:
    """Return the bits of one copy: length code, its extra bits, distance code, its extra bits."""
    place = max(index for index, base in enumerate(_LENGTH_BASES) if base <= length)
    far = max(index for index, base in enumerate(_DISTANCE_BASES) if base <= distance)
    parts = (
        _fixed(257 + place),
        (length - _LENGTH_BASES[place], _LENGTH_EXTRA[place]),
        _reversed(far, 5),
        (distance - _DISTANCE_BASES[far], max(0, far // 2 - 1)),
    )
    value = count = 0
    for part, size in parts:
        value |= part << count
        count += size
    return value, count
