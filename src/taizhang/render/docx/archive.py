"""A zip archive whose unchanging members are deflated once, and whose bytes depend on nothing else."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import NamedTuple

from isal import isal_zlib

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LEVEL = 1
"""Level 2 saves a two-hundredth; level 3 takes six times as long, and packs otherwise on each kind of PC."""
_NO_HEADER = -15
_DEFLATED = 8
_DOS_DATE = 33  # 1980-01-01, the first day a zip can tell: no clock gets into the bytes


class Member(NamedTuple):
    """A file of the archive as it will lie there, deflated."""

    name: bytes
    packed: bytes
    crc: int
    size: int


class Beginning(NamedTuple):
    """The front of an archive, laid out once: its members' bytes, their directory entries, how many they are."""

    data: bytes
    directory: bytes
    members: int


def member(*, name: str, data: bytes) -> Member:
    """Return the file deflated. The name must be ASCII.

    ISA-L packs alike on every PC; Python's zlib is whichever the system brought, and each of those packs otherwise.
    """
    packed = isal_zlib.compress(data, level=_LEVEL, wbits=_NO_HEADER)
    return Member(name.encode("ascii"), packed, isal_zlib.crc32(data), len(data))


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
    for name, packed, crc, size in members:
        facts = (_DEFLATED, 0, _DOS_DATE, crc, len(packed), size, len(name))
        parts += (_LOCAL.pack(b"PK\x03\x04", 20, 0, *facts, 0), name, packed)
        directory += (_CENTRAL.pack(b"PK\x01\x02", 20, 20, 0, *facts, 0, 0, 0, 0, 0, offset), name)
        offset += _LOCAL.size + len(name) + len(packed)
        count += 1
    return Beginning(b"".join(parts), b"".join(directory), count)
