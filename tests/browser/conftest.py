"""The demo office, served as an office serves it, and a real browser in front of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.browser.machine import ALONE, CHROMIUM, free_port, wait_for, with_faces
from tests.browser.phone import Phone
from tests.browser.weak_line import WeakLine
from tests.web.pictures import picture

PASSWORD = "wutong-2026-tz"
PEOPLE = ("wenming", "reviewer", "upper", "leader", "qinghe")
FACES = Path(os.environ.get("TAIZHANG_FONTS") or Path(__file__).parents[2] / ".fonts")
PREPARE, PLACES = (Path(__file__).with_name(f"prepare_{name}.py") for name in ("office", "places"))

collect_ignore_glob = [] if CHROMIUM else ["test_*.py"]


@dataclass(frozen=True)
class Site:
    """Where the office is served, and its data folder."""

    address: str
    home: Path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the demo office, its four people with passwords, until the tests are over."""
    home = tmp_path_factory.mktemp("office")
    environment = {**os.environ, "TAIZHANG_HOME": str(home)}
    environment.pop("TAIZHANG_DATABASE", None)
    program = [sys.executable, "-m", "taizhang"]
    folder = ["--home", str(home)]
    subprocess.run(
        [*program, "demo", *folder, "--out", str(home)], env=environment, check=True, capture_output=True
    )
    subprocess.run([sys.executable, str(PREPARE), PASSWORD, *PEOPLE], env=environment, check=True)
    port = free_port()
    server = subprocess.Popen(
        [*program, "serve", *folder, "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/signin/")
        yield Site(address, home)
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def looked_after(site: Site) -> None:
    """Give the office premises, one of them with something wrong."""
    environment = {**os.environ, "TAIZHANG_HOME": str(site.home)}
    environment.pop("TAIZHANG_DATABASE", None)
    subprocess.run([sys.executable, str(PLACES), "wenming"], env=environment, check=True)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Return the one driver of all browsers."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return the machine's Chromium, without a screen and without asking anybody else."""
    faces = with_faces(faces=FACES, folder=tmp_path_factory.mktemp("faces"))
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ALONE, env={**os.environ, **faces})
    yield chromium
    chromium.close()


@pytest.fixture
def browse(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Return a maker of pages: somebody signed in, at a width, with a size of text."""
    contexts: list[BrowserContext] = []

    def enter(login: str, *, width: int = 1440, height: int = 900, size: str = "normal") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", base_url=site.address
        )
        contexts.append(context)
        context.add_cookies([{"name": "size", "value": size, "url": site.address}])
        page = context.new_page()
        page.goto("/signin/")
        page.fill("[name=login]", login)
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/")
        return page

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def line(site: Site) -> Iterator[WeakLine]:
    """Return a line to the office that can be cut."""
    weak = WeakLine(site.address, free_port())
    yield weak
    weak.close()


@pytest.fixture
def phone(playwright: Playwright, tmp_path: Path) -> Iterator[Phone]:
    """Return a phone that can be killed."""
    one = Phone(playwright, tmp_path / "memory")
    yield one
    one.kill()


@pytest.fixture
def photo(tmp_path: Path) -> Callable[[int], str]:
    """Return a maker of photos, each another one, with the place where it was taken."""

    def make(number: int) -> str:
        path = tmp_path / f"现场{number}.jpg"
        path.write_bytes(picture(form="JPEG", size=(2000 + number, 1500), located=True))
        return str(path)

    return make
