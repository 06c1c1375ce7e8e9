"""The web application with 200,000 records: pages for one person, then fifty people at once, on both databases."""

from __future__ import annotations

import json
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.both_databases import environment_of, on_both, said_by
from bench.clock import percentile
from bench.figures.postgresql import SHARED_BUFFERS
from bench.measured_command import CommandFailed
from bench.outcome import Line, Outcome

ROWS, REPEATS, SECONDS = 200_000, 30, 60
TARGET_SECONDS = 0.150
CLIENTS = 50


class RecordsLost(AssertionError):
    """The office said that it kept a record which it does not have."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One database: the pages one by one, and what fifty people met with."""

    name: str
    pages: dict[str, Any]
    load: dict[str, Any]


def run(*, quick: bool) -> Outcome:
    """Return p50 and p95 of each page, and the load test's, for each database.

    Raises:  RecordsLost; CommandFailed.
    """
    rows, repeats, seconds = (ROWS // 10, REPEATS // 3, SECONDS // 6) if quick else (ROWS, REPEATS, SECONDS)
    told, notes = on_both(lambda url, home: _measured(url, home, rows, repeats, seconds))
    measured = [Measured(name, pages, load) for name, (pages, load) in told.items()]
    return _told(measured, notes, whole=rows == ROWS)


def _measured(
    url: str, home: Path, rows: int, repeats: int, seconds: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the pages cost one by one, and what fifty people met with."""
    environment = environment_of(url=url, home=home)
    password = secrets.token_urlsafe(24)
    said_by("taizhang", "demo", "--home", str(home), "--out", str(home), environment=environment)
    office = said_by("bench.web.office", str(rows), str(repeats), password, environment=environment)
    pages = json.loads(office)
    with _served(home, environment) as port:
        load = ["bench.web.load", str(port), str(seconds), password, *pages["logins"]]
        met = json.loads(said_by(*load, environment=environment))
    kept = int(said_by("bench.web.kept", environment=environment))
    # One that was kept while its answer got lost is no loss: it is among the faults.
    if kept < len(met["writes"]):
        raise RecordsLost(f"{url or 'SQLite'}: {len(met['writes'])} acknowledged, {kept} kept")
    return pages, met


@contextmanager
def _served(home: Path, environment: dict[str, str]) -> Iterator[int]:
    """Serve the office on a free port of this machine and yield the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "taizhang", "serve", "--home", str(home), "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/signin/", server)
        yield port
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise CommandFailed("taizhang serve does not answer")


def _told(measured: list[Measured], notes: list[str], *, whole: bool) -> Outcome:
    target = f"p95 ≤ {TARGET_SECONDS * 1000:.0f} 毫秒" if whole else ""
    lines = []
    for name in measured[0].pages["seconds"]:
        seconds = [one.pages["seconds"][name] for one in measured]
        reached = all(percentile(each, 0.95) <= TARGET_SECONDS for each in seconds) if whole else None
        lines.append(_line(name, [_both(each) for each in seconds], target, reached))
    for name, acts in (("50 人同时：读", "reads"), ("50 人同时：记一笔", "writes")):
        lines.append(_line(name, [_both(one.load[acts]) for one in measured], "", None))
    faults = [sum(one.load["faults"].values()) for one in measured]
    acts = [len(one.load["reads"]) + len(one.load["writes"]) for one in measured]
    told = [f"{count} / {all_acts:,}" for count, all_acts in zip(faults, acts, strict=True)]
    lines.append(_line("50 人同时：出错 / 次数", told, "0 次出错", not any(faults)))
    for one in measured:
        notes.append(f"{one.name}：{one.pages['rows']:,} 条记录，装入 {one.pages['filled']:.0f} 秒。")
        notes.extend(f"{one.name} 出错：{fault}（{count} 次）" for fault, count in one.load["faults"].items())
    notes.append("网页：一个人（文书、审核人各一半）依次打开，服务端用时，不含网络；每页第一次打开不计。")
    notes.append(
        f"50 人同时：真实的 taizhang serve，五分之四看、五分之一记，每步停 0.5 到 1.5 秒，共 {SECONDS if whole else SECONDS // 6} 秒；"
        "每一笔应答过的都已核对在账上。"
    )
    if len(measured) > 1:
        notes.append(f"PostgreSQL 的 shared_buffers 设为 {SHARED_BUFFERS}，其余是默认值。")
    headings = [f"{one.name}\np50 / p95（毫秒）" for one in measured] + ["PostgreSQL"]
    return Outcome(
        "网页：20 万条记录的演示台账" if whole else "网页：2 万条记录",
        lines,
        notes,
        (headings[0], headings[1]),
    )


def _both(seconds: list[float]) -> str:
    if not seconds:
        return "—"
    return f"{percentile(seconds, 0.5) * 1000:.0f} / {percentile(seconds, 0.95) * 1000:.0f}"


def _line(what: str, told: list[str], target: str, reached: bool | None) -> Line:
    return Line(what, told[0], told[1] if len(told) > 1 else "跳过", target, reached)
