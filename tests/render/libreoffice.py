"""LibreOffice as a printer of our docx."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from taizhang.render.fonts import Fonts, fontconfig_xml

_WITH_BLANK_PAGES = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'


def print_folder(folder: Path, fonts: Fonts) -> None:
    """Print every docx of the folder to a PDF beside it, blank pages included; skips where soffice is not installed."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("这台机器没有 LibreOffice（soffice），不能检查 docx 打开后的版面")
    (folder / "fonts.conf").write_text(fontconfig_xml(fonts=fonts, cache=folder / "cache"), "utf-8")
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", _WITH_BLANK_PAGES, "--outdir", str(folder)]
    command += map(str, sorted(folder.glob("*.docx")))
    environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder)}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)
