"""`taizhang figures rollup --engine spark`, as a clerk runs it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.cli.conftest import Office, write_ledger
from tests.spark.cluster import Cluster, running_cluster

ROLL_UP = ("figures", "rollup", "--units", "柳溪街道", "--period", "2025", "--by", "quarter")
VILLAGES = ("北桥村", "南浦村", "东湖村")


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A street of three villages with a record of each in every month."""
    folder = tmp_path_factory.mktemp("street")
    office = Office(folder / "home")
    office.run("init")
    villages = "".join(f"{name},320999001{number},村,柳溪街道\n" for number, name in enumerate(VILLAGES, 201))
    (folder / "units.csv").write_text(
        f"名称,代码,级别,上级\n柳溪街道,320999001000,街道,\n{villages}", "utf-8"
    )
    assert office.run("units", "import", str(folder / "units.csv")).code == 0
    rows: list[list[object]] = [
        [month, f"2025-{month:02d}-0{number}", f"读书分享会第{month}期", "读书室", 10 * month + number, village, "文体活动"]
        for month in range(1, 13)
        for number, village in enumerate(VILLAGES, 1)
    ]  # fmt: skip
    ledger = write_ledger(folder / "台账.xlsx", rows)
    assert office.run("records", "import", str(ledger), "--unit", "柳溪街道", "--json").json["new"] == len(
        rows
    )
    return office


def test_a_cluster_writes_the_same_bytes_as_duckdb_every_time(
    street: Office, cluster: Cluster, tmp_path: Path
) -> None:
    told = {}
    for name, engine in (
        ("duckdb", ("duckdb",)),
        ("spark", ("spark", "--spark", cluster.url)),
        ("again", ("spark", "--spark", cluster.url)),
    ):
        file = tmp_path / f"{name}.csv"
        done = street.run(*ROLL_UP, "--engine", *engine, "--to", str(file), within=600)
        assert done.code == 0, done.err
        told[name] = file.read_bytes()

    assert told["duckdb"].count(b"\n") == 1 + 4 * 4
    assert told["spark"] == told["duckdb"]
    assert told["again"] == told["duckdb"]


def test_a_cluster_that_does_not_answer_is_refused_with_the_remedy(street: Office, tmp_path: Path) -> None:
    with socket.socket() as taken:
        # Bound but not listening: nobody else takes the port, and nobody answers.
        taken.bind(("127.0.0.1", 0))
        url = f"spark://127.0.0.1:{taken.getsockname()[1]}"
        done = street.run(
            *ROLL_UP, "--engine", "spark", "--spark", url, "--to", str(tmp_path / "told.csv"), within=600
        )

    assert done.code == 1
    assert f"连不上 Spark 集群“{url}”" in done.err
    assert "--engine duckdb" in done.err
    assert not (tmp_path / "told.csv").exists()


def test_a_cluster_without_a_worker_is_refused_with_the_remedy(street: Office, tmp_path: Path) -> None:
    with running_cluster(tmp_path, workers=0) as cluster:
        file = tmp_path / "told.csv"
        done = street.run(
            *ROLL_UP, "--engine", "spark", "--spark", cluster.url, "--to", str(file), within=600
        )

    assert done.code == 1
    assert "没有给出一台工作节点" in done.err
    assert not file.exists()


def test_what_answers_but_is_no_cluster_is_refused_with_the_remedy(street: Office, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"spark://127.0.0.1:{deaf.getsockname()[1]}"
        done = street.run(
            *ROLL_UP, "--engine", "spark", "--spark", url, "--to", str(tmp_path / "told.csv"), within=600
        )

    assert done.code == 1
    assert f"Spark 没有在“{url}”起来" in done.err
    assert not (tmp_path / "told.csv").exists()
