"""A ledger that somebody uploads, looks through, mends and brings in."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePath

from django.conf import settings
from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Upload
from taizhang.processes.import_records.check import check_ledger
from taizhang.processes.import_records.rows import CheckedLedger
from taizhang.processes.import_records.store import store_ledger

LARGEST = 20 * 1024 * 1024
MOST_ROWS = 5_000
MOST_MENDED = 2_000
SUFFIXES = (".xlsx", ".xls", ".ods", ".csv", ".et", ".xlsm")


class UploadRefused(Refused):
    """The upload cannot be used as asked."""


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
    """Read an uploaded ledger once, keep it, and return it; what cannot be read is not kept.

    Raises:  UploadRefused, and the refusals of reading and checking.
    """
    if len(content) > LARGEST:
        raise UploadRefused(f"文件超过 {LARGEST // 1024 // 1024} MB，请拆成几个文件再导入。")
    if PurePath(name).suffix.lower() not in SUFFIXES:
        raise UploadRefused("请选择 Excel 或 CSV 文件（.xlsx、.xls、.ods、.csv）。")
    digest = hashlib.sha256(content).hexdigest()
    upload = Upload(file_name=name[:200], digest=digest, unit=unit, year=year, by=by, at=at)
    path = path_of_upload(upload)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(path, content)
    try:
        checked = check_upload(upload=upload, today=today)
        if len(checked.rows) > MOST_ROWS:
            raise UploadRefused(
                f"这份台账有 {len(checked.rows)} 行，网页上一次至多 {MOST_ROWS} 行，请按月或按季拆开，"
                "或请管理员用命令 taizhang records import 导入。"
            )
    except Refused:
        _forget(path, digest)
        raise
    upload.save()
    return upload


def path_of_upload(upload: Upload) -> Path:
    """Return where an uploaded file lies, under its digest and its own ending."""
    folder = Path(settings.TAIZHANG_HOME) / "uploads" / upload.digest
    return folder / f"ledger{PurePath(upload.file_name).suffix.lower()}"


def check_upload(*, upload: Upload, today: dt.date) -> CheckedLedger:
    """Return every row of an upload as it stands now, with what was mended, against the ledger of now.

    Raises:  UploadRefused when its file is gone; the refusals of reading.
    """
    path = path_of_upload(upload)
    if not path.is_file():
        raise UploadRefused("上传的文件已经不在了，请重新上传。")
    return check_ledger(path=path, unit=upload.unit, year=upload.year, today=today, mended=upload.mended)


def mend_upload(*, upload: Upload, cells: Mapping[str, str]) -> Upload:
    """Keep what was typed over cells of the file and return the upload.

    Raises:  UploadRefused once it was brought in, or with too many mended cells.
    """
    with transaction.atomic():
        upload = _open(upload)
        upload.mended = {**upload.mended, **{key: text[:500] for key, text in cells.items()}}
        if len(upload.mended) > MOST_MENDED:
            raise UploadRefused(f"改动超过 {MOST_MENDED} 处，请下载错误清单，在 Excel 里改好再上传。")
        upload.save(update_fields=["mended"])
    return upload


def bring_in(
    *, upload: Upload, good_rows: bool, accept: bool, by: Person, today: dt.date, at: dt.datetime
) -> Upload:
    """Store an upload's new rows, checked once more, and return it with its batch.

    Raises:  UploadRefused when it was brought in before, or brings nothing new; ImportRefused.
    """
    with transaction.atomic():
        upload = _open(upload)
        checked = check_upload(upload=upload, today=today)
        batch = store_ledger(
            checked=checked, unit=upload.unit, by=by, at=at, good_rows=good_rows, accept=accept
        )
        if batch is None:
            raise UploadRefused("没有新的行，账上都已有了。")
        batch.file_name = upload.file_name
        batch.save(update_fields=["file_name"])
        upload.batch = batch
        upload.save(update_fields=["batch"])
    return upload


def drop_upload(*, upload: Upload) -> None:
    """Forget an upload that was not brought in, and its file where no other upload needs it.

    Raises:  UploadRefused once it was brought in.
    """
    with transaction.atomic():
        upload = _open(upload)
        path, digest = path_of_upload(upload), upload.digest
        upload.delete()
    _forget(path, digest)


def _open(upload: Upload) -> Upload:
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.batch_id is not None:
        raise UploadRefused(f"这份台账已经导入（批次 {upload.batch_id}），不能重复导入。")
    return upload


def _write(path: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)


def _forget(path: Path, digest: str) -> None:
    if not Upload.objects.filter(digest=digest).exists():
        path.unlink(missing_ok=True)
