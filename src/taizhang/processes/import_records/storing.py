"""Bring a long ledger in, some rows at a time, so that everybody else can go on working meanwhile."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts.selectors import IMPORTER, person_by
from taizhang.ledgers.records.models import Batch, Stage, Upload
from taizhang.ledgers.records.services import (
    NewRecord,
    add_to_batch,
    begin_undo,
    close_batch,
    open_batch,
)
from taizhang.processes.import_records.checking import UploadGone, check_and_keep
from taizhang.processes.import_records.faults import is_told, told_fault
from taizhang.processes.import_records.kept import KeptCheck
from taizhang.processes.import_records.places import kept_of_upload
from taizhang.processes.import_records.rows import CheckedRow, RowState
from taizhang.processes.import_records.store import ImportRefused
from taizhang.processes.take_back import undo_step
from taizhang.processes.uploaded_files import UploadRefused

STEP = 250
"""Rows in one transaction: others wait for as long as these take, and a stop loses no more than these."""


def store_in_steps(*, upload: int, today: dt.date) -> None:
    """Store what is left of an upload that is being brought in; called again, it goes on where it was.

    Each step stores its rows and how far it came in one transaction, so no row is stored twice or left out.
    """
    found = Upload.objects.select_related("unit").filter(pk=upload).first()
    if found is None or found.stage != Stage.STORING:
        if found is not None:
            _undo_in_steps(found)
        return
    try:
        _make_ready(found, today)
        while _step(found):
            pass
        _undo_in_steps(found)
    except UploadGone:
        return
    except Exception as fault:
        begun = Upload.objects.filter(pk=upload, batch__isnull=False).exists()
        stage = Stage.READY if is_told(fault) and not begun else Stage.STOPPED
        with transaction.atomic():
            Upload.objects.filter(pk=upload, stage=Stage.STORING).update(stage=stage, fault=told_fault(fault))
        if not is_told(fault):
            raise


def _make_ready(upload: Upload, today: dt.date) -> None:
    """Before the first row, check against the ledger of now; on the way, only if the result was lost."""
    kept = kept_of_upload(upload)
    if upload.batch_id is not None and kept.is_there():
        return
    stored = upload.done if upload.batch_id is not None else 0
    if upload.cancelled_at is None:
        check_and_keep(upload=upload, today=today)
        counts = kept.counts()
        if upload.batch_id is None:
            check_wanted(counts=counts, file_name=upload.file_name, good_rows=upload.good_rows)
        with transaction.atomic():
            Upload.objects.filter(pk=upload.pk).update(done=stored, total=stored + counts["new"])


def check_wanted(*, counts: dict[RowState, int], file_name: str, good_rows: bool) -> None:
    """Refuse a ledger with errors unless only its good rows are wanted, and one that brings nothing new.

    Raises:  ImportRefused; UploadRefused.
    """
    if not any(counts.values()):
        raise ImportRefused(f"“{file_name}”里没有数据行，请核对是不是这个文件。")
    if counts["error"] and not good_rows:
        raise ImportRefused(
            f"有 {counts['error']} 行有错，整份没有入账。请改正后再导入，或选只导入没有错的行。"
        )
    if not counts["new"]:
        raise UploadRefused("没有新的行，账上都已有了。")


def _step(upload: Upload) -> bool:
    """Store the next rows and return whether there is more to do."""
    seen = Upload.objects.get(pk=upload.pk)
    rows = [] if seen.cancelled_at else _next_rows(seen, kept_of_upload(upload))
    with transaction.atomic():
        now = Upload.objects.select_for_update().get(pk=upload.pk)
        if now.stage != Stage.STORING:
            return False
        if (now.done, now.cancelled_at) != (seen.done, seen.cancelled_at):
            return True
        if now.cancelled_at:
            _take_back(now)
            return False
        _store(now, rows)
        if not rows or now.done >= now.total:
            _end(now)
            return False
        return True


def _next_rows(upload: Upload, kept: KeptCheck) -> list[CheckedRow]:
    left = upload.total - upload.done
    return kept.rows(state="new", start=kept.counts()["new"] - left, most=STEP)


def _store(upload: Upload, rows: list[CheckedRow]) -> None:
    at = _moment(upload.begun_at)
    author = person_by(text=IMPORTER) if upload.accept else upload.by
    if upload.batch is None:
        upload.batch = open_batch(
            unit=upload.unit,
            file_name=upload.file_name,
            digest=upload.digest,
            author=author,
            by=upload.by,
            at=at,
            accept=upload.accept,
        )
    fresh = [NewRecord(content=row.content, original=row.original) for row in rows if row.content]
    add_to_batch(batch=upload.batch, rows=fresh, author=author, by=upload.by, at=at, accept=upload.accept)
    upload.done += len(rows)
    upload.save(update_fields=["batch", "done"])


def _end(upload: Upload) -> None:
    if upload.batch is not None:
        close_batch(batch=upload.batch, rows=upload.done, by=upload.by, at=_moment(upload.begun_at))
    upload.stage, upload.fault = Stage.DONE, ""
    upload.save(update_fields=["stage", "fault"])


def _take_back(upload: Upload) -> None:
    """Undo what has been stored; an upload of which nothing has can be brought in again."""
    if upload.batch is None:
        upload.stage, upload.cancelled_at = Stage.READY, None
        upload.save(update_fields=["stage", "cancelled_at"])
        return
    _end(upload)
    begin_undo(batch=upload.batch, by=upload.by, at=_moment(upload.cancelled_at))


def _undo_in_steps(upload: Upload) -> None:
    batch = Batch.objects.filter(upload=upload, undone_at__isnull=False).first()
    if batch is not None:
        undo_in_steps(batch=batch.pk)


def undo_in_steps(*, batch: int) -> None:
    """Void what still stands of a batch that is undone, some rows at a time; called again, it goes on."""
    undone = Batch.objects.select_related("undone_by").get(pk=batch)
    while undo_step(batch=undone, most=STEP):
        pass


def _moment(at: dt.datetime | None) -> dt.datetime:
    if at is None:
        raise ValueError("an upload is brought in at a moment")
    return at
