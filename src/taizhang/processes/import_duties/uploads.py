"""A breakdown table that somebody uploads, looks through, mends and makes a scheme of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import Scheme, TableUpload
from taizhang.ledgers.duties.rules import SchemeState, Sort, check_can_edit
from taizhang.processes.import_duties.check import CheckedBreakdown, check_breakdown
from taizhang.processes.import_duties.store import CHOICES, store_breakdown, store_into
from taizhang.processes.import_duties.study import check_study_plan
from taizhang.processes.uploaded_files import UploadRefused, check_file, keep, mended_more, place_of

MOST_TASKS = 1_000
MOST_MENDED = 500


def begin_table_upload(
    *,
    content: bytes,
    name: str,
    title: str,
    year: int,
    unit: Unit,
    by: Person,
    today: dt.date,
    at: dt.datetime,
    sort: Sort = Sort.DUTY,
    into: Scheme | None = None,
) -> TableUpload:
    """Read an uploaded table of that sort once, keep it, and return it; what cannot be read is not kept.

    `into` is the draft of that sort that its tasks are to go into, None to make a scheme of them.
    Raises:  UploadRefused, SchemeRefused for a scheme that was handed down, and the refusals of reading and checking.
    """
    digest = check_file(content=content, name=name)
    if into is not None:
        check_can_edit(state=SchemeState(into.state))
    upload = TableUpload(
        title=title.strip(),
        year=year,
        unit=unit,
        sort=sort.value,
        into=into,
        file_name=name[:200],
        digest=digest,
        by=by,
        at=at,
    )
    keep(path=path_of_table(upload), content=content)
    try:
        checked = check_table(upload=upload, today=today)
        if not checked.tasks:
            raise UploadRefused(f"“{name}”的表头下面没有任务，请核对是不是这个文件。")
        if len(checked.tasks) > MOST_TASKS:
            raise UploadRefused(
                f"这份表有 {len(checked.tasks)} 项任务，一次至多 {MOST_TASKS} 项，请拆成几个文件。"
            )
    except Refused:
        _forget(upload)
        raise
    upload.save()
    return upload


def path_of_table(upload: TableUpload) -> Path:
    """Return where an uploaded table lies, under its digest and its own ending."""
    return place_of(digest=upload.digest, sort="breakdown", name=upload.file_name)


def check_table(*, upload: TableUpload, today: dt.date) -> CheckedBreakdown:
    """Return every task of an upload as it stands now, with what was mended, against the tree of now.

    Raises:  UploadRefused when its file is gone; the refusals of reading.
    """
    path = path_of_table(upload)
    if not path.is_file():
        raise UploadRefused("上传的文件已经不在了，请重新上传。")
    check = check_study_plan if upload.sort == Sort.STUDY.value else check_breakdown
    return check(
        path=path,
        unit=upload.unit,
        year=upload.year,
        today=today,
        mended=upload.mended,
        into=upload.into,
    )


def mend_table(*, upload: TableUpload, cells: Mapping[str, str]) -> TableUpload:
    """Keep what was typed over cells of the file and return the upload.

    Raises:  UploadRefused once it was brought in, or with too many mended cells.
    """
    with transaction.atomic():
        upload = _open(upload)
        upload.mended = mended_more(upload.mended, cells, most=MOST_MENDED)
        upload.save(update_fields=["mended"])
    return upload


def choose_in_table(*, upload: TableUpload, choices: Mapping[str, str]) -> TableUpload:
    """Keep which tasks are to stay as they are in the draft and which to be replaced; return the upload.

    Raises:  UploadRefused once it was brought in, or for what is neither.
    """
    with transaction.atomic():
        upload = _open(upload)
        if not set(choices.values()) <= set(CHOICES):
            raise UploadRefused("请选“保留方案里的”或“换成表里的”。")
        upload.choices = {**upload.choices, **choices}
        upload.save(update_fields=["choices"])
    return upload


def bring_table_in(
    *, upload: TableUpload, good_rows: bool, by: Person, today: dt.date, at: dt.datetime
) -> TableUpload:
    """Make a scheme of an upload, or add it to its draft, checked once more; return the upload with it.

    Raises:  UploadRefused when it was brought in before; TableRefused.
    """
    with transaction.atomic():
        upload = _open(upload)
        checked = check_table(upload=upload, today=today)
        if upload.into is None:
            upload.scheme = store_breakdown(
                checked=checked,
                title=upload.title,
                year=upload.year,
                unit=upload.unit,
                good_rows=good_rows,
                by=by,
                at=at,
                sort=Sort(upload.sort),
            )
        else:
            upload.scheme = store_into(
                checked=checked,
                scheme=upload.into,
                choices=upload.choices,
                good_rows=good_rows,
                by=by,
                at=at,
            )
        upload.save(update_fields=["scheme"])
    return upload


def drop_table(*, upload: TableUpload) -> None:
    """Forget an upload that was not brought in, and its file where no other upload needs it.

    Raises:  UploadRefused once it was brought in.
    """
    with transaction.atomic():
        upload = _open(upload)
        upload.delete()
    _forget(upload)


def _open(upload: TableUpload) -> TableUpload:
    upload = (
        TableUpload.objects.select_for_update(of=("self",)).select_related("unit", "into").get(pk=upload.pk)
    )
    if upload.scheme_id is not None:
        raise UploadRefused("这份表已经导入成方案，不能重复导入。")
    return upload


def _forget(upload: TableUpload) -> None:
    if not TableUpload.objects.filter(digest=upload.digest).exists():
        path_of_table(upload).unlink(missing_ok=True)
