"""Check an uploaded ledger and keep the result; go on after cells were mended."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from django.db import transaction

from taizhang.foundation.units.selectors import unit_names
from taizhang.ledgers.records.models import Stage, Upload
from taizhang.processes.import_records.check import NUMBER, cells_by_row, check_ledger, compare_numbered
from taizhang.processes.import_records.faults import is_told, told_fault
from taizhang.processes.import_records.kept import KeptCheck, KeptRow, keep_check
from taizhang.processes.import_records.likeness import saying, standing
from taizhang.processes.import_records.places import kept_of_upload, path_of_upload
from taizhang.processes.import_records.reading_rows import EMPTY, RowReader
from taizhang.processes.import_records.rows import CheckedLedger
from taizhang.processes.uploaded_files import UploadRefused
from taizhang.reading.ledger import LedgerRow, mended_row

MOST_ROWS = 50_000
TELL_EVERY = 5_000


class UploadGone(Exception):
    """Somebody deleted the upload while it was checked: there is nobody to tell anything."""


def check_upload(
    *, upload: Upload, today: dt.date, progress: Callable[[int, int], None] | None = None
) -> CheckedLedger:
    """Return every row of an upload as it stands now, with what was mended, against the ledger of now.

    Raises:  UploadRefused when its file is gone or has too many rows; the refusals of reading.
    """
    path = path_of_upload(upload)
    if not path.is_file():
        raise UploadRefused("上传的文件已经不在了，请重新上传。")
    checked = check_ledger(
        path=path, unit=upload.unit, year=upload.year, today=today, mended=upload.mended, progress=progress
    )
    if len(checked.rows) > MOST_ROWS:
        raise UploadRefused(
            f"这份台账有 {len(checked.rows)} 行，网页上一次至多 {MOST_ROWS} 行，请按月或按季拆开，"
            "或请管理员用命令 taizhang records import 导入。"
        )
    return checked


def check_and_keep(*, upload: Upload, today: dt.date) -> None:
    """Check an upload, telling its progress in its own row, and keep the result.

    Raises:  UploadGone; the refusals of `check_upload`.
    """
    checked = check_upload(upload=upload, today=today, progress=_teller(upload))
    keep_check(path=kept_of_upload(upload).path, checked=checked)


def _teller(upload: Upload) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        if done % TELL_EVERY and done != total:
            return
        with transaction.atomic():
            if not Upload.objects.filter(pk=upload.pk).update(done=done, total=total):
                raise UploadGone(upload.pk)

    return tell


def check_in_full(*, upload: int, today: dt.date) -> None:
    """Check an upload that waits for it, and write down that it can be looked through, or why not."""
    found = Upload.objects.select_related("unit").filter(pk=upload, stage=Stage.CHECKING).first()
    if found is None:
        return
    try:
        check_and_keep(upload=found, today=today)
    except UploadGone:
        return
    except Exception as fault:
        _now(found, Stage.STOPPED, told_fault(fault))
        if not is_told(fault):
            raise
    else:
        if not _now(found, Stage.READY, ""):
            kept_of_upload(found).path.unlink(missing_ok=True)


def _now(upload: Upload, stage: Stage, fault: str) -> int:
    with transaction.atomic():
        waiting = Upload.objects.filter(pk=upload.pk, stage=Stage.CHECKING)
        return waiting.update(stage=stage, fault=fault, done=0, total=0)


def recheck(*, upload: Upload, cells: Mapping[str, str], today: dt.date) -> bool:
    """Check the rows of newly mended cells again, with all rows like them, in the kept result.

    Return whether that was enough; if not, all of it must be checked. The result is that of checking all.
    """
    kept = kept_of_upload(upload)
    if not kept.is_there():
        return False
    rows = []
    for (sheet, number), told in cells_by_row(mended=cells).items():
        row = kept.at(sheet=sheet, number=number)
        if row is None or row.cells is None:
            return False
        rows.append((row, row.cells, told))
    ledger = kept.ledger()
    labels = dict(ledger.mapping)
    reader = RowReader(ledger, upload.unit, unit_names(root=upload.unit), today, labels)
    says = {row.says for row, _, _ in rows}
    for row, before, told in rows:
        written = LedgerRow(row.checked.row, before, (), row.checked.sheet)
        written = mended_row(row=written, told=told, ledger=ledger)
        row.cells, row.checked = written.cells, reader.read(written)
        compare_numbered(
            numbers=[written.cells.get(NUMBER, EMPTY).raw.strip()], checked=[row.checked], labels=labels
        )
        row.says = saying(row.checked.content)
        says.add(row.says)
    kept.replace([row for row, _, _ in rows])
    _settle(kept, says)
    return True


def _settle(kept: KeptCheck, says: Iterable[str]) -> None:
    """Of rows that say the same, the first is new, unless a record says it already."""
    alike: dict[str, list[KeptRow]] = defaultdict(list)
    for row in kept.saying(says):
        alike[row.says].append(row)
    contents = [rows[0].checked.content for rows in alike.values()]
    known = standing(content for content in contents if content)
    for said, rows in alike.items():
        for row in rows:
            if said in known:
                row.checked.state, row.checked.same_as = "duplicate", known[said]
            else:
                row.checked.state, row.checked.same_as = "new", ""
                known[said] = row.checked.place
    kept.replace([row for rows in alike.values() for row in rows])
