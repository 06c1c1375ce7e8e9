"""What the tests need of this machine: its Chromium, a free port, a server that answers."""

from __future__ import annotations

import shutil
import socket
import time
import urllib.request
from pathlib import Path
from xml.sax.saxutils import escape

CHROMIUM = shutil.which("chromium")
ALONE = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Return once something answers there.

    Raises:  RuntimeError after half a minute of silence.
    """
    for _ in range(150):
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"{address} does not answer")


def with_faces(*, faces: Path, folder: Path) -> dict[str, str]:
    """Return what a browser is told so that Chinese is drawn alike on every machine: in the product's 黑体.

    A machine without Chinese fonts draws boxes, half as wide as characters.
    """
    written = folder / "fonts.conf"
    written.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>/usr/share/fonts</dir><dir>{escape(str(faces))}</dir>"
        f"<cachedir>{escape(str(folder / 'faces'))}</cachedir>"
        '<match target="pattern"><edit name="family" mode="append" binding="strong">'
        "<string>FandolHei</string></edit></match></fontconfig>\n",
        "utf-8",
    )
    return {"FONTCONFIG_FILE": str(written)}
