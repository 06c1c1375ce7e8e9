"""The same office on SQLite and on the PostgreSQL that ships in a wheel, one after the other."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bench.figures.postgresql import postgresql
from bench.measured_command import CommandFailed

ROOT = Path(__file__).resolve().parent.parent
Told = TypeVar("Told")


def on_both(measure: Callable[[str, Path], Told], *, only: str = "") -> tuple[dict[str, Told], list[str]]:
    """Return what `measure` tells of each database, by name, and a note for one that does not start.

    It is given the database's address, "" for SQLite, and a data folder that is not there yet. `only` names the one
    database that is asked, "sqlite" or "postgresql".
    Raises:  CommandFailed where that one does not start.
    """
    told: dict[str, Told] = {}
    notes: list[str] = []
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as name:
        folder = Path(name)
        if only != "postgresql":
            told["SQLite"] = measure("", folder / "sqlite")
        if only == "sqlite":
            return told, notes
        with postgresql(folder / "postgresql") as (url, reason):
            if url:
                told["PostgreSQL"] = measure(url, folder / "on-postgresql")
            elif only:
                raise CommandFailed(f"PostgreSQL: {reason}")
            else:
                notes.append(f"PostgreSQL 跳过：{reason}")
    return told, notes


def environment_of(*, url: str, home: Path) -> dict[str, str]:
    """Return the environment of a process that works in a data folder over a database."""
    return {
        **os.environ,
        "PYTHONUTF8": "1",
        "TAIZHANG_HOME": str(home),
        "TAIZHANG_DATABASE": url,
        "DJANGO_SETTINGS_MODULE": "taizhang.config.settings",
    }


def said_by(*module: str, environment: dict[str, str]) -> str:
    """Return what a module, given with its arguments, prints in a process of its own.

    Raises:  CommandFailed.
    """
    command = [sys.executable, "-m", *module]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CommandFailed(f"{' '.join(command[:4])}: {done.returncode}\n{done.stderr[-3000:]}")
    return done.stdout
