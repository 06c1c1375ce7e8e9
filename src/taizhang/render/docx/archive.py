"""A zip archive whose unchanging members are deflated once, and whose bytes depend on nothing else."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import NamedTuple

from deflate import crc32, deflate_compress

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DOS_DATE = 33  # 1980-01-01, the first day a zip can tell: no clock gets into the bytes


class Member(NamedTuple):
    """A file of the archive as it will lie there: deflated (method 8) or as it is (method 0)."""

    name: bytes
    method: int
    packed: bytes
    crc: int
    size: int


class Beginning(NamedTuple):
    """The front of an archive, laid out once: its members' bytes, their directory entries, how many they are."""

    data: bytes
    directory: bytes
    members: int


def member(*, name: str, data: bytes, level: int = 6) -> Member:
    """Return the file deflated at that level, 1-12; level 0 stores it. The name must be ASCII.

    libdeflate is the same in every environment; Python's zlib is whichever the system brought, and
    each of those packs otherwise.
    """
    if level == 0:
        return Member(name.encode("ascii"), 0, data, crc32(data), len(data))
    return Member(name.encode("ascii"), 8, bytes(deflate_compress(data, level)), crc32(data), len(data))


def beginning(members: Iterable[Member]) -> Beginning:
    """Return these members laid out as the front of an archive."""
    return _laid_out(Beginning(b"", b"", 0), members)


def archive(*, front: Beginning, members: Iterable[Member]) -> bytes:
    """Return the zip archive: the front, then these members, in their order."""
    data, directory, count = _laid_out(front, members)
    return b"".join(
        (data, directory, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(data), 0))
    )


def _laid_out(front: Beginning, members: Iterable[Member]) -> Beginning:
    parts, directory, count = [front.data], [front.directory], front.members
    offset = len(front.data)
    for name, method, packed, crc, size in members:
        facts = (method, 0, _DOS_DATE, crc, len(packed), size, len(name))
        parts += (_LOCAL.pack(b"PK\x03\x04", 20, 0, *facts, 0), name, packed)
        directory += (_CENTRAL.pack(b"PK\x01\x02", 20, 20, 0, *facts, 0, 0, 0, 0, 0, offset), name)
        offset += _LOCAL.size + len(name) + len(packed)
        count += 1
    return Beginning(b"".join(parts), b"".join(directory), count)
