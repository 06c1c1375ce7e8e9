"""The write lock of SQLite between processes: a busy one does not starve another."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import pairwise
from pathlib import Path

WRITER = """
import sys, threading
import django
name, threads, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
django.setup()
from django.db import connection, transaction

def write():
    for _ in range(times):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO turn (name) VALUES (%s)", [name])
    connection.close()

with connection.cursor() as cursor:
    cursor.execute("SELECT 1")
print("ready", flush=True)
sys.stdin.readline()
writers = [threading.Thread(target=write) for _ in range(threads)]
for one in writers: one.start()
for one in writers: one.join()
"""
BUSY_THREADS, BUSY_TIMES, OTHER_TIMES = 4, 60, 20
MOST_BETWEEN = 8
"""Turns of the busy process between two of the other: one or two as a rule, more while a process starts."""


def test_a_process_that_writes_all_the_time_lets_another_have_its_turns(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "taizhang.sqlite3")) as file:
        file.execute("CREATE TABLE turn (id INTEGER PRIMARY KEY, name TEXT)")
        file.commit()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "taizhang.config.settings",
        "TAIZHANG_HOME": str(tmp_path),
        "TAIZHANG_DATABASE": "",
    }
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, name, str(threads), str(times)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for name, threads, times in (("busy", BUSY_THREADS, BUSY_TIMES), ("other", 1, OTHER_TIMES))
    ]
    for one in writers:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in writers:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in writers:
        one.communicate()
        assert one.returncode == 0

    with closing(sqlite3.connect(tmp_path / "taizhang.sqlite3")) as file:
        turns = [name for (name,) in file.execute("SELECT name FROM turn ORDER BY id")]
    assert turns.count("busy") == BUSY_THREADS * BUSY_TIMES
    assert turns.count("other") == OTHER_TIMES
    others = [place for place, name in enumerate(turns) if name == "other"]
    waits = sorted(second - first for first, second in pairwise(others))
    assert waits[len(waits) // 2] <= MOST_BETWEEN
