"""A session of Spark: on this machine, or on a cluster whose workers have come before it is handed out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from py4j.protocol import Py4JError
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException
from pyspark.java_gateway import launch_gateway
from pyspark.logger import PySparkLogger
from pyspark.sql import SparkSession

from taizhang.rollups.engines.rollup_stopped import RollupStopped
from taizhang.rollups.engines.spark_refusals import OTHERWISE

SECONDS_TO_WAIT = 60
"""How long workers may take to come before a roll-up is refused."""

SETTINGS = {
    "spark.app.name": "taizhang figures rollup",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    # What does not fit stops a statement; nothing wraps around and nothing becomes NULL.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.decimalOperations.allowPrecisionLoss": "true",
    # Days are those of the files, also those before 1582.
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    # A share of the rows that comes back here stays small.
    "spark.sql.adaptive.advisoryPartitionSizeInBytes": "16MB",
}


@contextmanager
def spark_session(url: str, *, scratch: Path, memory: str) -> Iterator[SparkSession]:
    """Yield a session on that master; `memory` ("2GB") is for this machine, workers have their own.

    Raises:  RollupStopped where the cluster does not answer or gives no worker.
    """
    local = url.startswith("local")
    told = {
        **SETTINGS,
        "spark.master": url,
        "spark.driver.memory": memory.removesuffix("B").lower(),
        "spark.local.dir": str(scratch),
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        **({"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"} if local else {}),
    }
    # Every fault is told in our words, once.
    PySparkLogger.getLogger("SQLQueryContextLogger").disabled = True
    log = scratch / "spark.log"
    with _beginning_told(url, log):
        context = _begun(SparkConf().setAll(list(told.items())), log)
    try:
        if not local:
            # Where nobody at the address is a master, Spark hands out a context and stops it by itself.
            with _beginning_told(url, log):
                _wait_for_workers(context, url)
        yield SparkSession(context)
    finally:
        context.stop()


def _begun(conf: SparkConf, log: Path) -> SparkContext:
    """Return a context whose Java says what it has to say in a file: the terminal is for the clerk."""
    with log.open("ab") as said:
        gateway = SparkContext._gateway or launch_gateway(conf, {"stdout": said, "stderr": said})
        return SparkContext(conf=conf, gateway=gateway)


@contextmanager
def _beginning_told(url: str, log: Path) -> Iterator[None]:
    """Tell what keeps Spark from beginning, with the last line of what it said itself.

    Raises:  RollupStopped.
    """
    try:
        yield
    except (PySparkException, Py4JError) as fault:
        lines = [line for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
        said = lines[-1] if lines else str(fault).strip().partition("\n")[0]
        raise RollupStopped(
            f"Spark 没有在“{url}”起来（{said[:200]}）。请核对 --spark 的地址，看集群是否在运行、"
            f"版本与本机的 pyspark 是否相同。{OTHERWISE}"
        ) from fault


def _wait_for_workers(context: SparkContext, url: str) -> None:
    until = time.monotonic() + SECONDS_TO_WAIT
    # This machine itself is one of those that are counted.
    while context._jsc.sc().getExecutorMemoryStatus().size() < 2:
        if time.monotonic() > until:
            raise RollupStopped(
                f"Spark 集群“{url}”在 {SECONDS_TO_WAIT} 秒里没有给出一台工作节点。请看工作节点是否在运行、"
                f"内存和核是否都被别的任务占着。{OTHERWISE}"
            )
        time.sleep(0.2)
