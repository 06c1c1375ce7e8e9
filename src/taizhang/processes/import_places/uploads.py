"""A table of premises that somebody uploads, looks through, mends and brings in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from pathlib import Path

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.premises.models import PlaceUpload
from taizhang.ledgers.premises.services import register_all
from taizhang.processes.import_places.check import CheckedPlaces, check_places
from taizhang.processes.uploaded_files import UploadRefused, check_file, keep, mended_more, place_of

MOST_ROWS = 5_000
MOST_MENDED = 500


def begin_place_upload(
    *,
    content: bytes,
    name: str,
    root: Unit,
    units: Collection[int],
    by: Person,
    today: dt.date,
    at: dt.datetime,
) -> PlaceUpload:
    """Read an uploaded table once, keep it, and return it; what cannot be read is not kept.

    Raises:  UploadRefused, and the refusals of reading.
    """
    digest = check_file(content=content, name=name)
    upload = PlaceUpload(file_name=name[:200], digest=digest, by=by, at=at)
    keep(path=_path_of(upload), content=content)
    try:
        checked = check_upload(upload=upload, root=root, units=units, today=today)
        if not checked.rows:
            raise UploadRefused(f"“{name}”的表头下面没有阵地，请核对是不是这个文件。")
        if len(checked.rows) > MOST_ROWS:
            raise UploadRefused(f"这份表有 {len(checked.rows)} 行，一次至多 {MOST_ROWS} 行，请拆成几个文件。")
    except Refused:
        if not PlaceUpload.objects.filter(digest=digest).exists():
            _path_of(upload).unlink(missing_ok=True)
        raise
    upload.save()
    return upload


def check_upload(*, upload: PlaceUpload, root: Unit, units: Collection[int], today: dt.date) -> CheckedPlaces:
    """Return every row of an upload as it stands now, with what was mended.

    Raises:  UploadRefused when its file is gone; the refusals of reading.
    """
    path = _path_of(upload)
    if not path.is_file():
        raise UploadRefused("上传的文件已经不在了，请重新上传。")
    return check_places(path=path, root=root, units=units, today=today, mended=upload.mended)


def mend_upload(*, upload: PlaceUpload, cells: Mapping[str, str]) -> PlaceUpload:
    """Keep what was typed over cells of the file and return the upload.

    Raises:  UploadRefused once it was brought in, or with too many mended cells.
    """
    with transaction.atomic():
        upload = _open(upload)
        upload.mended = mended_more(upload.mended, cells, most=MOST_MENDED)
        upload.save(update_fields=["mended"])
    return upload


def bring_places_in(
    *,
    upload: PlaceUpload,
    good_rows: bool,
    root: Unit,
    units: Collection[int],
    by: Person,
    today: dt.date,
    at: dt.datetime,
) -> PlaceUpload:
    """Register the places of an upload, checked once more: all, or by choice the good ones. Return the upload.

    Raises:  UploadRefused when it was brought in before, where rows are faulty or none is new.
    """
    with transaction.atomic():
        upload = _open(upload)
        checked = check_upload(upload=upload, root=root, units=units, today=today)
        if checked.faulty and not good_rows:
            raise UploadRefused(f"还有 {len(checked.faulty)} 行有错，请改好，或只导入没有错的。")
        new = [row.new for row in checked.rows if row.new is not None]
        if not new:
            raise UploadRefused("没有可登记的新阵地。")
        upload.registered = len(register_all(places=new, by=by, today=today, at=at))
        upload.save(update_fields=["registered"])
    return upload


def _path_of(upload: PlaceUpload) -> Path:
    return place_of(digest=upload.digest, sort="premises", name=upload.file_name)


def _open(upload: PlaceUpload) -> PlaceUpload:
    upload = PlaceUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.registered is not None:
        raise UploadRefused("这份表已经导入，不能重复导入。")
    return upload
