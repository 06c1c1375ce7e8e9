"""Many deeds at one time, in a process of its own over an empty ledger on the database of the suite."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection


def told_by(module: str, *, home: Path) -> Any:
    """Return what a module tells as JSON, run with that data folder; fails where it does not end well."""
    environment = {**os.environ, "TAIZHANG_HOME": str(home)}
    if connection.vendor == "postgresql":
        environment["TAIZHANG_DATABASE"] = _fresh_database()
    done = subprocess.run(
        [sys.executable, "-m", module], env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def _fresh_database() -> str:
    """Make an empty database on the test server and return its URL."""
    url = os.environ["TAIZHANG_DATABASE"]
    name = f"crowd_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    return url.replace("/postgres?", f"/{name}?")
