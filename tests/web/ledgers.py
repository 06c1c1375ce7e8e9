"""Ledgers as offices keep them, made for tests."""

from __future__ import annotations

import datetime as dt
import io

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from openpyxl import Workbook

from taizhang.cli.worker import take_up
from taizhang.processes.import_records import begin_upload

HEAD = ("序号", "时间", "活动名称", "类别", "地点", "参加人数", "备注")
GOOD = (1, "2025年3月5日", "楼道清洁", "志愿服务", "北桥小区", "约36人", "")
FAULTY = (2, 3.1, "春耕讲座", "讲座", "村部", "很多人", "")
TODAY = dt.date(2025, 6, 2)


def ledger(*rows: tuple[object, ...]) -> bytes:
    """Return a workbook with a title line, a header in the third row, and these rows."""
    book = Workbook()
    sheet = book.active
    sheet.append(["北桥社区2025年活动台账"])
    sheet.append([])
    sheet.append(list(HEAD))
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    book.close()
    return out.getvalue()


def uploaded(by, unit, *rows):
    """Upload a ledger with one good and one faulty row, or with these rows."""
    return begin_upload(
        content=ledger(*(rows or (GOOD, FAULTY))),
        name="台账.xlsx",
        unit=unit,
        year=2025,
        by=by,
        today=TODAY,
        at=dt.datetime(2025, 6, 2, 1, tzinfo=dt.UTC),
    )


def long_ledger(rows: int, *, faulty: tuple[int, ...] = ()) -> bytes:
    """Return a CSV ledger of so many rows, longer than what is checked while the person waits."""
    lines = ["序号,时间,活动名称,类别,地点,参加人数,备注"]
    for number in range(1, rows + 1):
        people = "很多人" if number in faulty else f"{number % 90 + 5}人"
        day = f"2025年{number % 5 + 1}月{number % 27 + 1}日"
        lines.append(f"{number},{day},楼道清洁第{number}次,志愿服务,北桥小区,{people},{'照常开展' * 20}")
    return "\n".join(lines).encode()


def work_off() -> None:
    """Do the tasks that wait, one after another, as the worker of the served office does each.

    Its loop is not entered: between two tasks that drops a connection within a transaction, and a test is one.
    """
    take_up()
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
    while (task := DBTaskResult.objects.ready().get_locked()) is not None:
        task.claim(worker.worker_id)
        worker.run_task(task)
