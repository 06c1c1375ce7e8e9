"""Django's SQLite backend with a fair write lock: first come, first served.

SQLite's own busy handler sleeps and is unfair: under load a few writers wait for seconds. Here a
writer takes a lock before BEGIN IMMEDIATE and gives it back after COMMIT or ROLLBACK. Between
threads it is a mutex; between processes, where the system has `flock`, a lock file beside the
database. A process waits for that file behind a second one, the queue: whoever just gave the lock
back finds the queue taken by the one that waits, and comes after it. Reads take no lock.
"""

from __future__ import annotations

import os
import threading
import time
from sqlite3 import sqlite_version, sqlite_version_info
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

try:
    import fcntl
except ImportError:  # Windows has no flock; there SQLite's own busy handler serves between processes.
    fcntl = None  # type: ignore[assignment]

WAIT_SECONDS = 20.0
"""How long a writer waits for its turn before it is told that the ledger is busy."""

FIRST_SAFE_VERSION = (3, 51, 3)
"""Before this version a WAL reset can lose committed rows (sqlite.org/wal.html#walresetbug)."""

_turns: dict[str, threading.Lock] = {}
_turns_guard = threading.Lock()


class WriteQueueTimeout(OperationalError):
    """Nobody gave the write lock back in time. Nothing was written."""


def _turn(name: str) -> threading.Lock:
    with _turns_guard:
        return _turns.setdefault(name, threading.Lock())


def _opened(path: str) -> int:
    return os.open(path, os.O_CREAT | os.O_RDWR, 0o600)


def _wait_for(file: int, until: float) -> None:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                raise WriteQueueTimeout(
                    f"另一个程序占用台账超过 {WAIT_SECONDS:.0f} 秒，本次没有写入，请稍后再试。"
                ) from None
            time.sleep(0.002)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds the write lock exactly while it has a transaction open."""

    _lock: threading.Lock | None = None
    _files: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a new connection.

        Raises:  ImproperlyConfigured for an SQLite that may lose committed rows.
        """
        if sqlite_version_info < FIRST_SAFE_VERSION:
            raise ImproperlyConfigured(
                f"SQLite {sqlite_version} 有可能丢失已提交数据的缺陷，"
                "请安装 pysqlite3（自带 3.51.3 以上版本）后再运行。"
            )
        return super().get_new_connection(conn_params)

    def _take_turn(self) -> None:
        if self._lock is not None:
            return
        name = str(self.settings_dict["NAME"])
        lock = _turn(name)
        if not lock.acquire(timeout=WAIT_SECONDS):
            raise WriteQueueTimeout(
                f"台账正忙：等候写入超过 {WAIT_SECONDS:.0f} 秒，本次没有写入，请稍后再试。"
            )
        try:
            self._take_file(name)
        except BaseException:
            lock.release()
            raise
        self._lock = lock

    def _take_file(self, name: str) -> None:
        if fcntl is None or self.is_in_memory_db():
            return
        if self._files is None:
            self._files = (_opened(f"{name}.queue"), _opened(f"{name}.lock"))
        queue, lock = self._files
        until = time.monotonic() + WAIT_SECONDS
        _wait_for(queue, until)
        try:
            _wait_for(lock, until)
        finally:
            fcntl.flock(queue, fcntl.LOCK_UN)

    def _give_turn(self) -> None:
        if self._lock is None:
            return
        if self._files is not None and fcntl is not None:
            fcntl.flock(self._files[1], fcntl.LOCK_UN)
        lock, self._lock = self._lock, None
        lock.release()

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]
        finally:
            self._give_turn()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._give_turn()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._give_turn()
            for file in self._files or ():
                os.close(file)
            self._files = None
