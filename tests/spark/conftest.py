"""One cluster for all, and one session for each module: a session takes all that the workers have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pyspark.sql import SparkSession

from taizhang.kernel.posting import Posting
from taizhang.rollups.bulk import BulkEngine
from taizhang.rollups.engines.bulk_spark import SparkBulk
from taizhang.rollups.engines.spark_session import spark_session
from tests.rollups.bulk_rooms import written
from tests.spark.cluster import HERE, Cluster, running_cluster


class SparkRoom:
    """Spark over a real Parquet file that every worker reaches."""

    def __init__(self, session: SparkSession) -> None:
        self._session = session

    @contextmanager
    def holding(self, lines: Sequence[Posting]) -> Iterator[BulkEngine]:
        # A path in which some characters stand for others, if they are taken so.
        with TemporaryDirectory(prefix="taizhang spark [账目] {a,b} %41-") as name:
            folder = Path(name)
            yield SparkBulk([written(lines, folder / "lines.parquet")], session=self._session, scratch=folder)


@pytest.fixture(scope="session")
def on_this_machine() -> Iterator[None]:
    """Keep what Spark says between its processes on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", HERE)
        yield


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory, on_this_machine: None) -> Iterator[Cluster]:
    """A master and two workers."""
    with running_cluster(tmp_path_factory.mktemp("cluster"), workers=2) as running:
        yield running


@pytest.fixture(scope="module")
def session(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A session on the cluster."""
    with spark_session(cluster.url, scratch=tmp_path_factory.mktemp("session"), memory="1GB") as begun:
        yield begun


@pytest.fixture(scope="module")
def room(session: SparkSession) -> SparkRoom:
    """A room for any lines."""
    return SparkRoom(session)
