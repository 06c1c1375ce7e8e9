"""The files that people upload to be read, looked through and brought in: kept until then."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePath

from django.conf import settings

from taizhang.kernel.refusal import Refused

LARGEST = 20 * 1024 * 1024
SUFFIXES = (".xlsx", ".xls", ".ods", ".csv", ".et", ".xlsm")


class UploadRefused(Refused):
    """The upload cannot be used as asked."""


def check_file(*, content: bytes, name: str) -> str:
    """Return the SHA-256 (hex) of an uploaded table.

    Raises:  UploadRefused when it is too large, or by its name no table.
    """
    if len(content) > LARGEST:
        raise UploadRefused(f"文件超过 {LARGEST // 1024 // 1024} MB，请拆成几个文件再导入。")
    if PurePath(name).suffix.lower() not in SUFFIXES:
        raise UploadRefused("请选择 Excel 或 CSV 文件（.xlsx、.xls、.ods、.csv）。")
    return hashlib.sha256(content).hexdigest()


def place_of(*, digest: str, sort: str, name: str) -> Path:
    """Return where a file lies: under its digest, named by what it is read as, with its own ending."""
    return Path(settings.TAIZHANG_HOME) / "uploads" / digest / f"{sort}{PurePath(name).suffix.lower()}"


def keep(*, path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)


def mended_more(was: Mapping[str, str], cells: Mapping[str, str], *, most: int) -> dict[str, str]:
    """Return the mended cells of a table with further ones, each cut to 500 characters.

    Raises:  UploadRefused for more than `most`.
    """
    mended = {**was, **{key: text[:500] for key, text in cells.items()}}
    if len(mended) > most:
        raise UploadRefused(f"改动超过 {most} 处，请下载错误清单，在 Excel 里改好再上传。")
    return mended
