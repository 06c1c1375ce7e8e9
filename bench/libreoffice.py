"""LibreOffice as it is usually called: one headless process for each document, in a profile of its own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from taizhang.render.fonts import Fonts, fontconfig_xml

PATIENCE_SECONDS = 120
_SYSTEM_SETTINGS = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'


class ConversionFailed(RuntimeError):
    """LibreOffice wrote no PDF."""


class Converter:
    """Converts docx to PDF; the profile is kept from one call to the next.

    It reads the system's own font settings, as it does on every desk, and after them ours, so that
    both ways print in the same faces.
    """

    def __init__(self, *, soffice: str, folder: Path, fonts: Fonts) -> None:
        config = folder / "fonts.conf"
        ours = fontconfig_xml(fonts=fonts, cache=folder / "fontcache")
        config.write_text(ours.replace("<fontconfig>", f"<fontconfig>{_SYSTEM_SETTINGS}", 1), "utf-8")
        self._folder = folder
        self._environment = {**os.environ, "FONTCONFIG_FILE": str(config), "HOME": str(folder)}
        self._command = [
            soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", "pdf", "--outdir", str(folder), str(folder / "report.docx"),
        ]  # fmt: skip

    def pdf_bytes(self, docx: bytes) -> bytes:
        """Return the PDF of the docx.

        Raises:  ConversionFailed, with what LibreOffice said.
        """
        (self._folder / "report.docx").write_bytes(docx)
        written = self._folder / "report.pdf"
        written.unlink(missing_ok=True)
        done = subprocess.run(
            self._command, env=self._environment, capture_output=True, timeout=PATIENCE_SECONDS, check=False
        )
        if not written.is_file():
            raise ConversionFailed(done.stderr.decode(errors="replace")[-2000:])
        return written.read_bytes()
