"""A real cluster of Spark on this machine: a master and workers, each a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyspark

SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
HERE = "127.0.0.1"
SECONDS_TO_START = 120


@dataclass
class Cluster:
    """Its folder of logs and work, its address, and its workers."""

    folder: Path
    url: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_master(self) -> None:
        """Start the master and learn its address."""
        self._start("master", "org.apache.spark.deploy.master.Master", "--port", "0")
        self.url = self._said("master", r"Starting Spark master at (spark://\S+)")

    def start_worker(self) -> None:
        """Start one more worker, with one core."""
        name = f"worker{len(self.workers)}"
        more = ("--cores", "1", "--memory", "1g", "--work-dir", str(self.folder / name), self.url)
        self.workers.append(self._start(name, "org.apache.spark.deploy.worker.Worker", *more))
        self._said(name, r"Successfully registered with master (\S+)")

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """End a worker and what it runs for others, as a machine that loses its power."""
        self.workers.remove(worker)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def stop(self) -> None:
        """End every process."""
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _start(self, name: str, java: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [str(SPARK_CLASS), java, "--host", HERE, "--webui-port", "0", *arguments],
                env={**os.environ, "SPARK_DAEMON_MEMORY": "256m", "SPARK_LOCAL_DIRS": str(self.folder)},
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def _said(self, name: str, pattern: str) -> str:
        log = self.folder / f"{name}.log"
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            if found := re.search(pattern, log.read_text("utf-8", "replace")):
                return found[1]
            time.sleep(0.1)
        raise AssertionError(f"{name} did not start: {log.read_text('utf-8', 'replace')}")


@contextmanager
def running_cluster(folder: Path, *, workers: int) -> Iterator[Cluster]:
    """Yield a cluster of so many workers; all of it ends with the block."""
    cluster = Cluster(folder)
    try:
        cluster.start_master()
        for _ in range(workers):
            cluster.start_worker()
        yield cluster
    finally:
        cluster.stop()
