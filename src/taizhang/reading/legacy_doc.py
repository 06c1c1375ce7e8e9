"""The old binary .doc (and .wps) through LibreOffice, in a process and a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from taizhang.kernel.refusal import Refused

TIMEOUT_SECONDS = 90
"""One conversion takes 1-3 s, the first one on a slow machine about 20."""
_NAMES = ("soffice", "libreoffice")
_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_WINDOWS = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)


class LibreOfficeMissing(Refused):
    """A .doc can be read only where LibreOffice is installed."""


class DocNotConverted(Refused):
    """LibreOffice could not turn the .doc into a docx."""


def find_soffice() -> Path | None:
    """Return the program of LibreOffice, None when it is not installed."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    for place in (_MAC, *_WINDOWS):
        if Path(place).is_file():
            return Path(place)
    return None


def convert_doc(path: Path, *, soffice: Path | None) -> bytes:
    """Return the docx that LibreOffice makes of the .doc. The file itself stays untouched.

    Every call has its own profile, so that an open LibreOffice window does not stop it.
    Raises: LibreOfficeMissing when `soffice` is None, DocNotConverted.
    """
    if soffice is None:
        raise LibreOfficeMissing(
            f"文件“{path.name}”是老版 Word 文档（.doc），读它需要 LibreOffice，这台电脑上没有。"
            "请安装 LibreOffice，或用 Word/WPS 打开后另存为 docx 再读。"
        )
    with tempfile.TemporaryDirectory(prefix="taizhang-doc-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "report.doc"
        shutil.copyfile(path, source)
        _run(soffice, source, Path(folder), shown=path.name)
        result = source.with_suffix(".docx")
        if not result.is_file() or result.stat().st_size == 0:
            raise DocNotConverted(
                f"文件“{path.name}”转换不成功，可能已损坏。请用 Word/WPS 打开后另存为 docx 再读。"
            )
        return result.read_bytes()


def _run(soffice: Path, source: Path, folder: Path, *, shown: str) -> None:
    profile = (folder / "profile").as_uri()
    command = [
        str(soffice), f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        raise DocNotConverted(
            f"文件“{shown}”转换超过 {TIMEOUT_SECONDS} 秒，已停止。请用 Word/WPS 打开后另存为 docx 再读。"
        ) from None
    except (subprocess.CalledProcessError, OSError):
        raise DocNotConverted(f"文件“{shown}”转换不成功。请用 Word/WPS 打开后另存为 docx 再读。") from None
