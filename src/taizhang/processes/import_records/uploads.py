"""A ledger that somebody uploads, looks through, mends and brings in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Batch, Stage, Upload
from taizhang.ledgers.records.services import begin_undo, standing_of
from taizhang.processes.import_records.background import check_later, store_later, undo_later
from taizhang.processes.import_records.checking import check_upload, recheck
from taizhang.processes.import_records.kept import keep_check
from taizhang.processes.import_records.places import (
    kept_of_upload,
    locked,
    path_of_upload,
)
from taizhang.processes.import_records.store import store_ledger
from taizhang.processes.import_records.storing import check_wanted
from taizhang.processes.take_back import undo_batch
from taizhang.processes.uploaded_files import UploadRefused, check_file, keep, mended_more

SMALL_FILE = 128 * 1024
"""Bytes of a file that is checked while the person waits: some 2,000 rows, a fraction of a second."""
FEW_ROWS, FEW_TO_CHECK = 500, 2_000
"""Rows that are brought in, and looked at once more, while the person waits, all in one transaction."""
MOST_MENDED = 2_000


def begin_upload(
    *,
    content: bytes,
    name: str,
    unit: Unit,
    year: int | None,
    by: Person,
    today: dt.date,
    at: dt.datetime,
) -> Upload:
    """Keep an uploaded ledger and return it: checked, or with a long one, about to be.

    Raises:  UploadRefused, and the refusals of reading and checking a short one, which is not kept then.
    """
    digest = check_file(content=content, name=name)
    upload = Upload(file_name=name[:200], digest=digest, unit=unit, year=year, by=by, at=at)
    path = path_of_upload(upload)
    keep(path=path, content=content)
    if len(content) > SMALL_FILE:
        with transaction.atomic():
            _check_later(upload, today)
        return upload
    try:
        checked = check_upload(upload=upload, today=today)
    except Refused:
        _forget(path, digest)
        raise
    upload.save()
    keep_check(path=kept_of_upload(upload).path, checked=checked)
    return upload


def look_again(*, upload: Upload, today: dt.date) -> Upload:
    """Have an upload checked whose result is not kept any more, and return it as it is now.

    Raises:  the refusals of reading and checking a short one.
    """
    if upload.stage != Stage.READY or kept_of_upload(upload).is_there():
        return upload
    path = path_of_upload(upload)
    if not path.is_file() or path.stat().st_size <= SMALL_FILE:
        keep_check(path=kept_of_upload(upload).path, checked=check_upload(upload=upload, today=today))
        return upload
    with transaction.atomic():
        upload = locked(upload)
        _check_later(upload, today)
    return upload


def _check_later(upload: Upload, today: dt.date) -> None:
    upload.stage, upload.done, upload.total, upload.fault = Stage.CHECKING, 0, 0, ""
    upload.begun_at = upload.cancelled_at = None
    upload.save()
    check_later.enqueue(upload.pk, today.isoformat())


def mend_upload(*, upload: Upload, cells: Mapping[str, str], today: dt.date) -> Upload:
    """Keep what was typed over cells of the file, check these rows again, and return the upload.

    Raises:  UploadRefused once it was brought in, or with too many mended cells.
    """
    with transaction.atomic():
        upload = locked(upload)
        if upload.stage != Stage.READY:
            raise UploadRefused("这份台账还没有核对完，请核对完再改。")
        upload.mended = mended_more(upload.mended, cells, most=MOST_MENDED)
        upload.fault = ""
        upload.save(update_fields=["mended", "fault"])
        if not recheck(upload=upload, cells={key: upload.mended[key] for key in cells}, today=today):
            kept_of_upload(upload).path.unlink(missing_ok=True)
    return upload


def bring_in(
    *, upload: Upload, good_rows: bool, accept: bool, by: Person, today: dt.date, at: dt.datetime
) -> Upload:
    """Store an upload's new rows, checked once more, and return it: with its batch, or on its way to one.

    One that stopped on its way goes on.
    Raises:  UploadRefused when it was brought in before, or brings nothing new; ImportRefused.
    """
    with transaction.atomic():
        upload = locked(upload)
        if upload.stage == Stage.STOPPED and upload.begun_at is not None:
            return _store_later(upload, today)
        if upload.stage != Stage.READY or not kept_of_upload(upload).is_there():
            raise UploadRefused("这份台账还没有核对完，请核对完再导入。")
        counts = kept_of_upload(upload).counts()
        check_wanted(counts=counts, file_name=upload.file_name, good_rows=good_rows)
        upload.good_rows, upload.accept, upload.begun_at = good_rows, accept, at
        upload.done, upload.total, upload.fault = 0, 0, ""
        if counts["new"] > FEW_ROWS or sum(counts.values()) > FEW_TO_CHECK:
            return _store_later(upload, today)
        return _store_at_once(upload, by, today)


def _store_later(upload: Upload, today: dt.date) -> Upload:
    upload.stage = Stage.STORING
    upload.save()
    store_later.enqueue(upload.pk, today.isoformat())
    return upload


def _store_at_once(upload: Upload, by: Person, today: dt.date) -> Upload:
    checked = check_upload(upload=upload, today=today)
    keep_check(path=kept_of_upload(upload).path, checked=checked)
    batch = store_ledger(
        checked=checked,
        unit=upload.unit,
        by=by,
        at=upload.begun_at or upload.at,
        good_rows=upload.good_rows,
        accept=upload.accept,
    )
    if batch is None:
        raise UploadRefused("没有新的行，账上都已有了。")
    batch.file_name = upload.file_name
    batch.save(update_fields=["file_name"])
    upload.batch, upload.stage = batch, Stage.DONE
    upload.save()
    return upload


def stop_upload(*, upload: Upload, today: dt.date, at: dt.datetime) -> Upload:
    """Ask that the bringing in stop and that what it has stored be taken back; return the upload.

    Raises:  UploadRefused when it is not on its way.
    """
    with transaction.atomic():
        found = Upload.objects.select_for_update().filter(pk=upload.pk).first()
        on_its_way = found and found.begun_at and found.stage in (Stage.STORING, Stage.STOPPED)
        if found is None or not on_its_way:
            raise UploadRefused("这份台账没有在导入；已经导入的，可以整批撤销。")
        found.cancelled_at = at
        if found.stage == Stage.STOPPED:
            return _store_later(found, today)
        found.save(update_fields=["cancelled_at"])
    return found


def take_back(*, batch: Batch, by: Person, at: dt.datetime) -> None:
    """Undo a batch: a short one at once, of a long one the records are voided by and by.

    Asked again while records of an undone batch still stand, it goes on with them.
    Raises:  BatchNotUndoable.
    """
    long = standing_of(batch=batch).count() > FEW_ROWS
    if batch.undone_at is None and not long:
        undo_batch(batch=batch, by=by, at=at)
        return
    with transaction.atomic():
        if batch.undone_at is None or not standing_of(batch=batch).exists():
            begin_undo(batch=batch, by=by, at=at)
        undo_later.enqueue(batch.pk)


def drop_upload(*, upload: Upload) -> None:
    """Forget an upload that was not brought in, and its file where no other upload needs it.

    Raises:  UploadRefused once it was brought in, or while it is.
    """
    with transaction.atomic():
        upload = locked(upload)
        if upload.batch_id is not None:
            raise UploadRefused("这份台账已经导入了一部分，请继续导入，或停止导入并撤回。")
        path, kept, digest = path_of_upload(upload), kept_of_upload(upload), upload.digest
        upload.delete()
    # With it what a check left behind that was ended on its way.
    for left in kept.path.parent.glob(f"{kept.path.name}*"):
        left.unlink(missing_ok=True)
    _forget(path, digest)


def _forget(path: Path, digest: str) -> None:
    if not Upload.objects.filter(digest=digest).exists():
        path.unlink(missing_ok=True)
