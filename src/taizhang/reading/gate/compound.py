"""The compound files of old .xls: their streams, and the records of a workbook stream."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from taizhang.reading.gate import refusals
from taizhang.reading.gate.package import SheetScan

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""From here on a sector number is a mark: end of chain, free, table sectors."""
_CELL_RECORDS = frozenset(
    {0x0006, 0x007E, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x0406}
)
_FILEPASS = 0x002F
_MOST_COLUMNS = 256


def streams_of(*, data: bytes, name: str) -> dict[str, tuple[int, int]]:
    """Return the streams of a compound file: name to start sector and length in bytes.

    Raises Damaged when the file is cut off or its tables lead nowhere.
    """
    try:
        return {entry: (start, size) for entry, kind, start, size in _directory(data) if kind in (2, 5)}
    except (struct.error, IndexError, ValueError, UnicodeDecodeError) as error:
        raise refusals.damaged(name) from error


def read_stream(*, data: bytes, stream: str, name: str) -> bytes:
    """Return the bytes of one stream. Raises Damaged."""
    try:
        entries = {entry: (start, size) for entry, _, start, size in _directory(data)}
        start, size = entries[stream]
        if size >= struct.unpack_from("<I", data, 56)[0]:
            content = b"".join(_sectors(data, start))
        else:
            content = _small_stream(data, start, entries["Root Entry"][0])
        if len(content) < size:
            raise ValueError("the stream is cut off")
        return content[:size]
    except (struct.error, IndexError, ValueError, KeyError, UnicodeDecodeError) as error:
        raise refusals.damaged(name) from error


def _sector_size(data: bytes) -> int:
    shift = int(struct.unpack_from("<H", data, 30)[0])
    if shift not in (9, 12):
        raise ValueError("no such sector size")
    return 1 << shift


def _sector(data: bytes, number: int) -> bytes:
    size = _sector_size(data)
    start = (number + 1) * size
    if start >= len(data):
        raise ValueError("a sector lies beyond the end")
    return data[start : start + size]


def _allocation(data: bytes) -> list[int]:
    """Return the table that leads from each sector to the next."""
    heads = list(struct.unpack_from("<109I", data, 76))
    further = int(struct.unpack_from("<I", data, 68)[0])
    seen: set[int] = set()
    while further < _END and further not in seen:
        seen.add(further)
        words = _words(_sector(data, further))
        heads += words[:-1]
        further = words[-1]
    table: list[int] = []
    for head in heads:
        if head < _END:
            table += _words(_sector(data, head))
    return table


def _words(sector: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4]))


def _chain(table: list[int], start: int) -> Iterator[int]:
    seen: set[int] = set()
    while start < _END:
        if start in seen:
            raise ValueError("a chain runs in a circle")
        seen.add(start)
        yield start
        start = table[start]


def _sectors(data: bytes, start: int) -> Iterator[bytes]:
    for number in _chain(_allocation(data), start):
        yield _sector(data, number)


def _directory(data: bytes) -> Iterator[tuple[str, int, int, int]]:
    content = b"".join(_sectors(data, struct.unpack_from("<I", data, 48)[0]))
    for place in range(0, len(content) - 127, 128):
        length, kind = struct.unpack_from("<HB", content, place + 64)
        start, size = struct.unpack_from("<II", content, place + 116)
        if kind:
            yield content[place : place + max(length - 2, 0)].decode("utf-16-le"), kind, start, size


def _small_stream(data: bytes, start: int, root: int) -> bytes:
    """Return a stream below the cut-off, which lies in pieces of 64 bytes in the root's stream."""
    table = [
        word for sector in _sectors(data, struct.unpack_from("<I", data, 60)[0]) for word in _words(sector)
    ]
    pieces = b"".join(_sectors(data, root))
    return b"".join(pieces[64 * number : 64 * number + 64] for number in _chain(table, start))


def scan_records(*, stream: bytes, name: str) -> SheetScan:
    """Return the extent of all cells of a workbook stream, all sheets together.

    Raises Encrypted for a stream with a password, Damaged for a cell where no cell can be.
    """
    scan = SheetScan()
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == _FILEPASS:
            raise refusals.encrypted(name)
        if kind in _CELL_RECORDS and length >= 4 and place + 8 <= len(stream):
            row, column = struct.unpack_from("<HH", stream, place + 4)
            if column >= _MOST_COLUMNS:
                raise refusals.damaged(name)
            scan.rows = max(scan.rows, row + 1)
            scan.columns = max(scan.columns, column + 1)
        place += 4 + length
    return scan
