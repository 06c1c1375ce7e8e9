"""Where an uploaded ledger lies, and who may work on it."""

from __future__ import annotations

from pathlib import Path

from taizhang.ledgers.records.models import Stage, Upload
from taizhang.processes.import_records.kept import KeptCheck
from taizhang.processes.uploaded_files import UploadRefused, place_of


def path_of_upload(upload: Upload) -> Path:
    """Return where an uploaded file lies, under its digest and its own ending."""
    return place_of(digest=upload.digest, sort="ledger", name=upload.file_name)


def kept_of_upload(upload: Upload) -> KeptCheck:
    """Return the kept result of checking, which may not be there."""
    return KeptCheck(path_of_upload(upload).with_name(f"checked-{upload.pk}.sqlite3"))


def locked(upload: Upload) -> Upload:
    """Return the upload as it is now, kept from others until the transaction ends.

    Raises:  UploadRefused when it is gone, was brought in before, or is being brought in.
    """
    found = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if found is None:
        raise UploadRefused("这份台账已经删去，请重新上传。")
    if found.stage == Stage.STORING:
        raise UploadRefused("这份台账正在导入，请等它完成或先停止导入。")
    if found.batch_id is not None and found.stage == Stage.DONE:
        raise UploadRefused(f"这份台账已经导入（批次 {found.batch_id}），不能重复导入。")
    return found
