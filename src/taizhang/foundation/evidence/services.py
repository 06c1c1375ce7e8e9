"""Keep evidence: the bytes are on disk and synced before the row that names them."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from taizhang.foundation.evidence.models import Evidence
from taizhang.foundation.evidence.pictures import cleaned_picture, thumbnail
from taizhang.foundation.evidence.rules import media_type_of
from taizhang.foundation.evidence.selectors import path_of


def keep_file(*, content: bytes, name: str, at: dt.datetime) -> Evidence:
    """Store the bytes under their digest and return their row; the same bytes are kept once.

    The file is written, synced and renamed before its row is made, so a row never names a torn
    file; a crash in between leaves only a file that nobody names.
    Raises:  UnfitEvidence.
    """
    media_type = media_type_of(content=content, name=name)
    digest = hashlib.sha256(content).hexdigest()
    known = Evidence.objects.filter(digest=digest).first()
    if known is not None and path_of(digest=digest).is_file():
        return known
    _store(path_of(digest=digest), content)
    evidence, _ = Evidence.objects.get_or_create(
        digest=digest, defaults={"size": len(content), "media_type": media_type, "stored_at": at}
    )
    return evidence


def _store(path: Path, content: bytes) -> None:
    folders = [path.parent, path.parent.parent, Path(settings.TAIZHANG_HOME)]
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    if os.name == "posix":
        for folder in folders:
            _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep_upload(*, content: bytes, name: str, at: dt.datetime) -> Evidence:
    """Store what a person uploaded and return its row: pictures cleaned of what the camera wrote in.

    Raises:  UnfitEvidence.
    """
    media_type = media_type_of(content=content, name=name)
    cleaned = cleaned_picture(content=content, media_type=media_type, name=name)
    return keep_file(content=cleaned, name=name, at=at)


def thumbnail_of(*, evidence: Evidence, name: str) -> bytes:
    """Return a small picture of a piece of evidence, made once and kept beside the store.

    Raises:  UnfitEvidence where it cannot be made.
    """
    path = Path(settings.TAIZHANG_HOME) / "cache" / "thumbs" / evidence.digest[:2] / f"{evidence.digest}.jpg"
    if path.is_file():
        return path.read_bytes()
    small = thumbnail(content=path_of(digest=evidence.digest).read_bytes(), name=name)
    _store(path, small)
    return small
