"""Many at once: nobody is refused, nothing is lost, chains and positions hold."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg
from django.db import connection

from tests.journal.crowd import DEEDS, THREADS


def test_posting_reversing_sealing_and_tidying_leaves_a_whole_journal(db, tmp_path: Path) -> None:
    environment = {**os.environ, "TAIZHANG_HOME": str(tmp_path)}
    if connection.vendor == "postgresql":
        environment["TAIZHANG_DATABASE"] = fresh_database()

    done = subprocess.run(
        [sys.executable, "-m", "tests.journal.crowd"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["errors"] == []
    assert told["tidied"] == [[1, 3], [2, 3], [3, 3]]
    assert told["faults"] == []
    assert told["postings"] == told["sealed"]
    assert told["postings"] >= THREADS * DEEDS
    assert told["checkpoints"] >= 1


def fresh_database() -> str:
    """Make an empty database on the test server and return its URL."""
    url = os.environ["TAIZHANG_DATABASE"]
    name = f"crowd_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    return url.replace("/postgres?", f"/{name}?")
