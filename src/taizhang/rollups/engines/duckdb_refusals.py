"""What DuckDB refuses, told to whoever waits for a roll-up: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from taizhang.rollups.engines.rollup_stopped import RollupStopped, too_large, unreadable


@contextmanager
def told_in_chinese() -> Iterator[None]:
    """Tell the faults of DuckDB that an operator can do something about.

    Raises:  RollupStopped.
    """
    try:
        yield
    except (duckdb.OutOfRangeException, duckdb.ConversionException) as fault:
        raise too_large() from fault
    except duckdb.OutOfMemoryException as fault:
        raise RollupStopped(
            "汇总中断：内存或放中间结果的磁盘不够。请用 --memory 多给一些内存，或腾出磁盘空间，再运行一次，会从断处接着做。"
        ) from fault
    except duckdb.IOException as fault:
        raise unreadable(fault) from fault


@contextmanager
def exports_told() -> Iterator[None]:
    """Tell that an exported file is none.

    Raises:  RollupStopped.
    """
    try:
        yield
    except duckdb.InvalidInputException as fault:
        raise unreadable(fault) from fault
