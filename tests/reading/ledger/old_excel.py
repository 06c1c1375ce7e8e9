"""Builds real .xls files of the nineties: a compound file with a BIFF8 workbook stream."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_FREE, _END, _FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512

Area = tuple[tuple[int, int], tuple[int, int]]


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file with these streams, each stretched to lie in whole sectors."""
    body = b""
    chains: list[int] = []
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if streams else _FREE)]
    for place, (name, content) in enumerate(streams.items(), start=1):
        size = max(len(content), 4096)
        start = len(chains)
        count = -(-size // _SECTOR)
        chains += [*range(start + 1, start + count), _END]
        body += content.ljust(count * _SECTOR, b"\0")
        right = place + 1 if place < len(streams) else _FREE
        entries.append(_entry(name, 2, start, size, right=right))
    directory = b"".join(entries)
    directory = directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0")
    directory_start = len(chains)
    count = len(directory) // _SECTOR
    chains += [*range(directory_start + 1, directory_start + count), _END]
    body += directory
    fat_count = 1
    while (len(chains) + fat_count) * 4 > fat_count * _SECTOR:
        fat_count += 1
    fat_start = len(chains)
    chains += [_FAT_SECTOR] * fat_count
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(fat_count * _SECTOR, b"\xff")
    heads = [*range(fat_start, fat_start + fat_count)]
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0" * 16, 0x3E, 3, 0xFFFE, 9, 6, b"\0" * 6,
        0, fat_count, directory_start, 0, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    heads += [_FREE] * (109 - len(heads))
    return header + struct.pack("<109I", *heads) + body + table


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sI8s8sIII", encoded, len(encoded), kind, 1, _FREE, right, child, b"\0" * 16, 0, b"\0" * 8,
        b"\0" * 8, start, size, 0,
    )  # fmt: skip


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def workbook_stream(
    *,
    rows: Sequence[Sequence[str | float | None]],
    sheet_name: str = "台账",
    merged: Sequence[Area] = (),
    password: bool = False,
    hidden: bool = False,
) -> bytes:
    """Return a BIFF8 stream with one sheet. `password` puts in the record that asks for one."""
    globals_start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    if password:
        globals_start += _record(0x002F, struct.pack("<HHH", 1, 1, 1) + b"\x11" * 48)
    encoded = sheet_name.encode("utf-16-le")
    length = len(globals_start) + 4 + 8 + len(encoded) + 4
    bound = _record(0x0085, struct.pack("<IBBBB", length, hidden, 0, len(sheet_name), 1) + encoded)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                sheet += _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(cell), 1) + text)
            elif cell is not None:
                sheet += _record(0x0203, struct.pack("<HHHd", row, column, 0, cell))
    if merged:
        areas = b"".join(struct.pack("<HHHH", a[0], b[0], a[1], b[1]) for a, b in merged)
        sheet += _record(0x00E5, struct.pack("<H", len(merged)) + areas)
    return globals_start + bound + _record(0x000A, b"") + sheet + _record(0x000A, b"")


def old_workbook(**content: object) -> bytes:
    """Return an .xls file; the arguments are those of `workbook_stream`."""
    return compound_file({"Workbook": workbook_stream(**content)})  # type: ignore[arg-type]
