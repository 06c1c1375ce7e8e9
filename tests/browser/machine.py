"""What the tests need of this machine: its Chromium, a free port, a server that answers."""

from __future__ import annotations

import shutil
import socket
import time
import urllib.request

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
