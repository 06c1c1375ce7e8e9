"""Rooms that hold a journal to be rolled up, one for each engine that can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from taizhang.kernel.posting import Posting
from taizhang.rollups.bulk import BulkEngine
from taizhang.rollups.engines.bulk_memory import MemoryBulk


class BulkRoom(Protocol):
    """Holds lines in journal order for as long as the context lasts."""

    def holding(self, lines: Sequence[Posting]) -> AbstractContextManager[BulkEngine]: ...


class MemoryBulkRoom:
    """The reference over a list."""

    @contextmanager
    def holding(self, lines: Sequence[Posting]) -> Iterator[BulkEngine]:
        yield MemoryBulk(lines)


BULK_ROOMS: dict[str, BulkRoom] = {"memory": MemoryBulkRoom()}
"""Every room by the name of its engine."""
