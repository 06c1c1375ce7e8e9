"""The Spark engine of roll-ups: there where its extra, Java and the cluster are, refused with the remedy else."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from taizhang.reporting.unit_rollup.order import RollupRefused
from taizhang.rollups.bulk import BulkEngine

ON_THIS_MACHINE = "local[*]"
LIBRARIES = ("pyspark", "py4j")
JAVA = 17
SECONDS_TO_ANSWER = 10
LEAST_MEMORY = 512
_MEGABYTES = {"MB": 1, "GB": 1024}
OTHERWISE = "或改用 --engine duckdb，结果相同。"

_LOCAL = re.compile(r"local(\[([1-9][0-9]*|\*)\])?")
_CLUSTER = re.compile(r"spark://([^/:,\s]+:[0-9]{1,5})(,[^/:,\s]+:[0-9]{1,5})*")


def check_spark(url: str) -> None:
    """Refuse to begin where Spark cannot: before anything is sealed or exported.

    Raises:  RollupRefused.
    """
    try:
        import taizhang.rollups.engines.bulk_spark  # noqa: F401, PLC0415 -- optional
    except ImportError as fault:
        if (fault.name or "").partition(".")[0] not in LIBRARIES:
            raise
        raise RollupRefused(
            f'没有装 spark 引擎要用的软件包（缺 {fault.name}）。请运行 pip install "taizhang[spark]" 后再来，'
            f"{OTHERWISE}"
        ) from None
    _check_java()
    if _CLUSTER.fullmatch(url):
        _check_answers(url)
    elif not _LOCAL.fullmatch(url):
        raise RollupRefused(
            f"看不懂 Spark 的地址“{url}”。集群写成 spark://主机:7077，有备用主节点的用逗号接着写；"
            f"只用本机写 {ON_THIS_MACHINE}。"
        )


@contextmanager
def spark_over(files: Sequence[Path], *, url: str, scratch: Path, memory: str) -> Iterator[BulkEngine]:
    """Yield the engine over the files of an export, with a session that ends with the block.

    Raises:  RollupRefused where the memory is less than Java can begin with.
    """
    from taizhang.rollups.engines.bulk_spark import SparkBulk  # noqa: PLC0415 -- optional
    from taizhang.rollups.engines.spark_session import spark_session  # noqa: PLC0415 -- optional

    if int(memory[:-2]) * _MEGABYTES[memory[-2:]] < LEAST_MEMORY:
        raise RollupRefused(
            f"内存 {memory} 太少，Spark 至少要 {LEAST_MEMORY}MB。请用 --memory 多给一些，{OTHERWISE}"
        )
    # Workers that run as another user must be let in.
    scratch.chmod(0o755)
    with spark_session(url, scratch=scratch, memory=memory) as session:
        yield SparkBulk(files, session=session, scratch=scratch, memory=memory)


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    remedy = f"请安装 Java {JAVA} 以上（Debian、Ubuntu：apt install openjdk-{JAVA}-jre-headless）后再来，{OTHERWISE}"
    if java is None:
        raise RollupRefused(f"没有找到 Java，Spark 要用它。{remedy}")
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        raise RollupRefused(f"“{java}”不能运行，Spark 要用 Java。{remedy}") from None
    found = re.search(r'version "(?:1\.)?([0-9]+)', told.stderr + told.stdout)
    if found and int(found[1]) < JAVA:
        raise RollupRefused(f"“{java}”是 Java {found[1]}，Spark 要 {JAVA} 以上。{remedy}")


def _check_answers(url: str) -> None:
    """Refuse where no master of the cluster takes a connection: Spark itself would try for minutes."""
    for master in url.removeprefix("spark://").split(","):
        host, _, port = master.rpartition(":")
        try:
            with socket.create_connection((host, int(port)), timeout=SECONDS_TO_ANSWER):
                return
        except (OSError, OverflowError):
            continue
    raise RollupRefused(
        f"连不上 Spark 集群“{url}”。请核对地址和端口（主节点网页上写着 spark://…），看集群是否在运行、"
        f"防火墙是否放行，{OTHERWISE}"
    )
