"""A table of premises that somebody uploads, looks through, mends and brings in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.premises.models import Place, PlaceUpload
from taizhang.ledgers.premises.services import change, register_all
from taizhang.processes.import_places.check import check_places
from taizhang.processes.import_places.checked import CheckedPlace, CheckedPlaces
from taizhang.processes.uploaded_files import UploadRefused, check_file, keep, mended_more, place_of

MOST_ROWS = 5_000
MOST_MENDED = 500
MOST_CHANGED = 500
LONGEST_REASON = 300


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
    changed_on: dt.date | None,
    root: Unit,
    units: Collection[int],
    by: Person,
    today: dt.date,
    at: dt.datetime,
) -> PlaceUpload:
    """Register and change the places of an upload, checked once more: all, or by choice the good ones.

    `changed_on` is the day from which the changes are so, None where they correct what was never so.
    Return the upload.
    Raises:  UploadRefused when it was brought in before, where rows are faulty, none is new or changed,
             or somebody changes one of the places at the same time.
    """
    with transaction.atomic():
        upload = _open(upload)
        checked = check_upload(upload=upload, root=root, units=units, today=today)
        if checked.faulty and not good_rows:
            raise UploadRefused(f"还有 {len(checked.faulty)} 行有错，请改好，或只导入没有错的。")
        new = [row.new for row in checked.rows if row.new is not None]
        changed = checked.changed
        if not new and not changed:
            raise UploadRefused("没有可登记的新阵地，也没有改动。")
        if len(changed) > MOST_CHANGED:
            raise UploadRefused(
                f"这份表改动了 {len(changed)} 处，一次至多 {MOST_CHANGED} 处，请拆成几个文件。"
            )
        _change_all(changed, upload, on=changed_on, by=by, today=today, at=at)
        upload.registered = len(register_all(places=new, by=by, today=today, at=at)) if new else 0
        upload.changed = len(changed)
        upload.save(update_fields=["registered", "changed"])
    return upload


def _change_all(
    rows: Sequence[CheckedPlace],
    upload: PlaceUpload,
    *,
    on: dt.date | None,
    by: Person,
    today: dt.date,
    at: dt.datetime,
) -> None:
    """Change the places as the rows say, all or none, each as it stood when it was checked."""
    places = {
        place.pk: place
        for place in Place.objects.select_for_update()
        .filter(pk__in=[row.known for row in rows])
        .order_by("pk")
    }
    for row in rows:
        told = row.change
        if told is None:
            continue
        place = places[told.place]
        if place.revision != told.revision:
            raise UploadRefused(f"第 {row.row.row} 行“{place.name}”刚刚有人改过，请重新核对再导入。")
        try:
            change(
                place=place,
                details=told.details,
                on=on,
                since=told.since,
                reason=f"导入“{upload.file_name}”"[:LONGEST_REASON],
                by=by,
                today=today,
                at=at,
            )
        except Refused as refusal:
            raise UploadRefused(
                f"第 {row.row.row} 行“{place.name}”：{refusal}没有导入任何一行。"
            ) from refusal


def _path_of(upload: PlaceUpload) -> Path:
    return place_of(digest=upload.digest, sort="premises", name=upload.file_name)


def _open(upload: PlaceUpload) -> PlaceUpload:
    upload = PlaceUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.registered is not None:
        raise UploadRefused("这份表已经导入，不能重复导入。")
    return upload
