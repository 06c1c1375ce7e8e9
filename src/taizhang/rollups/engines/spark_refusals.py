"""What Spark refuses, told to whoever waits for a roll-up: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from py4j.protocol import Py4JError, Py4JJavaError
from pyspark.errors import PySparkException

from taizhang.rollups.engines.rollup_stopped import RollupStopped, too_large, unreadable

OTHERWISE = "急用时可改用 --engine duckdb，结果相同。"

_TOO_LARGE = ("NUMERIC_VALUE_OUT_OF_RANGE", "ARITHMETIC_OVERFLOW")
_NOT_REACHED = ("FILE_NOT_EXIST", "PATH_NOT_FOUND", "FileNotFoundException", "AccessControlException")
_UNREADABLE = ("FAILED_READ_FILE", "CANNOT_READ_FILE", "is not a Parquet file", "No space left")
_MEMORY = ("OutOfMemoryError", "UNABLE_TO_ACQUIRE_MEMORY", "Not enough memory", "maxResultSize")
_GONE = ("stopped SparkContext", "cancelled because SparkContext was shut down", "SparkContext was shut down")


@contextmanager
def spark_told_in_chinese() -> Iterator[None]:
    """Tell the faults of Spark that an operator can do something about.

    Raises:  RollupStopped.
    """
    try:
        yield
    except (PySparkException, Py4JError, ConnectionError, EOFError) as fault:
        raise refusal_of(fault) from fault


def refusal_of(fault: Exception) -> RollupStopped:
    """Return the refusal that says what stopped Spark: the signs stand somewhere in what Java tells of it."""
    told = _told(fault)

    def speaks_of(signs: tuple[str, ...]) -> bool:
        return any(sign in told for sign in signs)

    if speaks_of(_TOO_LARGE):
        return too_large()
    if speaks_of(_NOT_REACHED):
        return RollupStopped(
            "汇总中断：Spark 的工作节点读不到导出的文件。导出文件夹（--export）要放在共享盘上，"
            f"在每台机器上路径相同，运行 Spark 的用户也读得到；请换到那里再运行一次。{OTHERWISE}"
        )
    if speaks_of(_UNREADABLE):
        return unreadable(fault)
    if speaks_of(_MEMORY):
        return RollupStopped(
            "汇总中断：Spark 的内存不够。本机的用 --memory 多给一些；集群各节点的，请管理员调大 "
            f"spark.executor.memory。再运行一次会从断处接着做。{OTHERWISE}"
        )
    if speaks_of(_GONE) or not isinstance(fault, PySparkException | Py4JJavaError):
        return RollupStopped(
            "汇总中断：与 Spark 的联系断了。请看集群是否还在运行，再运行一次会从断处接着做。" + OTHERWISE
        )
    return RollupStopped(
        f"汇总中断：Spark 没有算成（{_first_line(fault)}）。请把这句话告诉管理员。{OTHERWISE}"
    )


def _told(fault: BaseException) -> str:
    """Return all that is told of a fault: its own words and, of one in Java, those of what caused it."""
    stack = fault.getStackTrace() if hasattr(fault, "getStackTrace") else ""
    return f"{fault} {stack}"


def _first_line(fault: Exception) -> str:
    return str(fault).strip().partition("\n")[0][:200]
