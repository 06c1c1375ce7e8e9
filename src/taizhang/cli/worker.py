"""The worker of a served office: long tasks, in a process of its own, as long as the office is served."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

SECONDS_BETWEEN = 0.5
GRACE_SECONDS = 5.0

SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_TOTALS = 1.0, 20.0
"""How often the worker looks whether many lines wait for the totals, and how long few of them may wait."""


@contextmanager
def worker_beside() -> Iterator[None]:
    """Let a worker run beside what is done within. It needs TAIZHANG_HOME in the environment.

    It is ended where it stands: each step of a task is one transaction, and the next worker goes on.
    """
    process = multiprocessing.get_context("spawn").Process(target=work, name="taizhang-worker", daemon=True)
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join(GRACE_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()


def work() -> None:
    """Take up what an earlier worker had to leave, then do one task after another until ended."""
    # Ctrl+C in the window reaches every process; this one is ended by the one that started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()

    import django  # noqa: PLC0415 -- the process is told its settings by the environment

    django.setup()

    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415 -- app ready

    take_up()
    threading.Thread(target=_keep_totals, daemon=True).start()
    Worker(
        queue_names=["*"],
        interval=SECONDS_BETWEEN,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"serve-{os.getpid()}",
        excluded_queue_names=[],
    ).run()


def take_up() -> int:
    """Put the tasks back that were running when the office was stopped, and return how many.

    Every task goes on where it was, so one that another office at the same books runs may be run twice.
    """
    from django_tasks.base import TaskResultStatus  # noqa: PLC0415 -- app ready
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 -- app ready

    left = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    return left.update(status=TaskResultStatus.READY, started_at=None)


def _keep_totals() -> None:
    """Let the totals by month follow the journal, as long as the process lives."""
    from django.db import DatabaseError, close_old_connections  # noqa: PLC0415 -- app ready

    from taizhang.reporting.kept_totals import catch_up, many_lines_wait  # noqa: PLC0415 -- app ready

    counted = -SECONDS_BETWEEN_TOTALS
    while True:
        close_old_connections()
        # A database that is away for a while is asked again; without totals figures are told all the same.
        with suppress(DatabaseError):
            if time.monotonic() - counted >= SECONDS_BETWEEN_TOTALS or many_lines_wait():
                catch_up()
                counted = time.monotonic()
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
