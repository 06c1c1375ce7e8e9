"""What DuckDB refuses, told to whoever waits for a roll-up: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from taizhang.kernel.refusal import Refused


class RollupStopped(Refused):
    """A roll-up cannot be told: a number too large for it, too little memory or disk, a file that cannot be read."""


@contextmanager
def told_in_chinese() -> Iterator[None]:
    """Tell the faults of DuckDB that an operator can do something about.

    Raises:  RollupStopped.
    """
    try:
        yield
    except (duckdb.OutOfRangeException, duckdb.ConversionException) as fault:
        raise RollupStopped(
            "汇总中断：有一项合计大到放不下（超过38位数），没有写出任何数字。多半是某条记录的人数、份数多打了许多位，"
            "请用 taizhang figures show 逐个单位查看并更正那条记录；急用时可改用 --engine sql。"
        ) from fault
    except duckdb.OutOfMemoryException as fault:
        raise RollupStopped(
            "汇总中断：内存或放中间结果的磁盘不够。请用 --memory 多给一些内存，或腾出磁盘空间，再运行一次，会从断处接着做。"
        ) from fault
    except duckdb.IOException as fault:
        raise _unreadable(fault) from fault


@contextmanager
def exports_told() -> Iterator[None]:
    """Tell that an exported file is none.

    Raises:  RollupStopped.
    """
    try:
        yield
    except duckdb.InvalidInputException as fault:
        raise _unreadable(fault) from fault


def _unreadable(fault: Exception) -> RollupStopped:
    said = " ".join(str(fault).split())[:200]
    return RollupStopped(
        f"汇总中断：账目导出的文件读不出来，或中间结果写不下（{said}）。请看磁盘是否已满；"
        "文件坏了的，删去导出文件夹，再运行一次会重新导出。"
    )
