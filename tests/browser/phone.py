"""A phone: a browser of its own with its own memory, that can be killed like a phone whose battery died."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

from tests.browser.machine import ALONE, CHROMIUM, free_port, wait_for

SEEN = {"width": 390, "height": 844}


class Phone:
    """A browser on a folder; `page` is its one tab while it runs."""

    def __init__(self, playwright: Playwright, memory: Path) -> None:
        self._playwright = playwright
        self._memory = memory
        self._browser: Browser | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self.page: Page = self.start()

    def start(self) -> Page:
        """Start the browser and return its tab."""
        port = free_port()
        command = [
            CHROMIUM,
            "--headless",
            f"--remote-debugging-port={port}",
            f"--user-data-dir={self._memory}",
        ]
        self._process = subprocess.Popen(
            [*command, *ALONE, "--no-first-run", "--lang=zh-CN", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/json/version")
        self._browser = self._playwright.chromium.connect_over_cdp(address)
        self.page = self._browser.contexts[0].pages[0]
        self.page.set_viewport_size(SEEN)
        return self.page

    def kill(self) -> None:
        """End every process of the browser at once, with no word of warning."""
        if self._process is None or self._browser is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=20)
        self._browser.close()
        self._process = self._browser = None
