"""The tasks that the worker of `taizhang serve` runs. Each may be run again after a stop: it goes on."""

from __future__ import annotations

import datetime as dt

from django_tasks import task

from taizhang.processes.import_records.checking import check_in_full
from taizhang.processes.import_records.storing import store_in_steps, undo_in_steps


@task()
def check_later(upload: int, today: str) -> None:
    """Check an upload that is too long for a request."""
    check_in_full(upload=upload, today=dt.date.fromisoformat(today))


@task()
def store_later(upload: int, today: str) -> None:
    """Bring in an upload that is too long for a request."""
    store_in_steps(upload=upload, today=dt.date.fromisoformat(today))


@task()
def undo_later(batch: int) -> None:
    """Take a batch back that is too long for a request."""
    undo_in_steps(batch=batch)
