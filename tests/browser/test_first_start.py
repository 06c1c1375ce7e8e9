"""An office from an empty folder to its first figure, every step by the pages alone."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.web.pictures import picture

PASSWORD = "yunxi-2026-tz"
TITLE = "重阳敬老走访"


@pytest.fixture
def empty_office(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Serve an empty folder; return where, and the one-time code that the window shows."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "TAIZHANG_HOME": str(tmp_path / "office"), "PYTHONUNBUFFERED": "1"}
    environment.pop("TAIZHANG_DATABASE", None)
    server = subprocess.Popen(
        [sys.executable, "-m", "taizhang", "serve", "--home", str(tmp_path / "office"), "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    try:
        yield f"http://127.0.0.1:{port}", _code_in(server.stdout)
    finally:
        server.terminate()
        server.wait(timeout=20)
        server.stdout.close()


def _code_in(window: IO[str]) -> str:
    for line in window:
        if found := re.search(r"一次性口令 ([0-9A-Z-]{14})", line):
            return found[1]
    raise RuntimeError("the server shows no code")


@pytest.fixture
def visit(browser: Browser, empty_office: tuple[str, str]) -> Iterator[Callable[..., Page]]:
    """Return a maker of pages of somebody who has never been there."""
    contexts: list[BrowserContext] = []

    def enter(*, width: int = 1440, height: int = 900) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", base_url=empty_office[0]
        )
        contexts.append(context)
        return context.new_page()

    yield enter
    for context in contexts:
        context.close()


def opened(page: Page, address: str) -> None:
    """Open a page as soon as the server answers."""
    for _ in range(100):
        try:
            page.goto(address)
        except Error:
            page.wait_for_timeout(100)
        else:
            return
    page.goto(address)


def begin(page: Page, code: str) -> None:
    """Make the first administrator by the code of the window."""
    opened(page, "/")
    assert page.url.endswith("/signin/first/")
    assert Axe().run(page).violations_count == 0
    for name, value in {
        "code": code.lower(),
        "unit": "云溪街道",
        "name": "周敏",
        "login": "zhoumin",
        "new": PASSWORD,
        "again": PASSWORD,
    }.items():
        page.fill(f"[name={name}]", value)
    page.click("text=开始使用")
    page.wait_for_selector("text=三步用起来")


def colleague(page: Page, *, unit: str, post: str, roles: str, name: str, login: str) -> str:
    """Set a post up, add somebody, appoint them, and return their one-time code."""
    page.click("nav.nav >> text=岗位与人员")
    page.select_option("#unit", label=unit)
    page.click("button:has-text('查看')")
    page.click("text=设岗位")
    page.fill("[name=name]", post)
    for role in roles:
        page.check(f"label:has-text('{role}') input")
    page.click("text=保存")
    page.click("text=添加人员")
    page.fill("[name=name]", name)
    page.fill("[name=login]", login)
    page.click(".form button")
    code = page.locator("dd.code").nth(1).inner_text()
    page.click("text=回到岗位与人员")
    page.click(f"[aria-label='{post}任职']")
    page.select_option("[name=person]", label=f"{name}（{login}）")
    page.click("text=保存")
    page.wait_for_selector(f"text={name}（")
    return code


def enter_by_code(page: Page, login: str, code: str) -> None:
    """Set a password by a one-time code."""
    opened(page, "/signin/")
    page.click("text=用口令设置密码")
    page.fill("[name=login]", login)
    page.fill("[name=code]", code)
    page.fill("[name=new]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.click("main button")
    page.wait_for_selector("text=待办与到期")


def visits(page: Page) -> str:
    """Return how many visits the street made in November 2026, as the page says."""
    page.goto("/figures/visits/?period=2026年11月")
    return page.locator(".big b").inner_text()


def test_an_office_begins_with_nothing_and_counts_its_first_visit(visit, empty_office, tmp_path: Path):
    manager, field, desk = visit(), visit(width=390, height=844), visit()
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(picture(form="JPEG", size=(1200, 900)))

    begin(manager, empty_office[1])
    manager.click("nav.nav >> text=单位")
    manager.click("table a:has-text('云溪街道')")
    manager.click("text=新建下级")
    manager.fill("[name=name]", "东湖社区")
    manager.select_option("[name=level]", "VILLAGE")
    manager.fill("[name=on]", "2026-01-01")
    manager.fill("[name=basis]", "云街发〔2026〕1号")
    manager.click(".form button")
    manager.wait_for_selector("h1:has-text('东湖社区')")
    of_clerk = colleague(
        manager, unit="东湖社区", post="社区文书", roles=["填报"], name="方禾", login="fanghe"
    )
    of_reviewer = colleague(
        manager, unit="云溪街道", post="宣传干事", roles=["审核", "签发"], name="秦川", login="qinchuan"
    )

    enter_by_code(field, "fanghe", of_clerk)
    enter_by_code(desk, "qinchuan", of_reviewer)
    assert visits(desk) == "—"

    field.click(".tabs .add")
    field.select_option("#id_kind", "visit")
    field.wait_for_load_state()
    field.set_input_files("#id_files", str(photo))
    field.wait_for_selector("#picked li")
    field.fill("#id_title", TITLE)
    field.fill("#id_on", "2026年11月20日")
    field.fill("#id_place", "东湖小区")
    field.fill("#id_people", "12人")
    field.click("text=提交审核")
    field.wait_for_url(re.compile(r"/records/2026-\d+/$"))
    record = field.url

    desk.goto("/")
    desk.click(f"text={TITLE}")
    desk.click("summary:has-text('退回')")
    desk.fill("#reason-return", "请写明走访了几户")
    desk.click("form[action$='/return/'] button")
    assert visits(desk) == "—"

    field.goto("/")
    field.click(f"text={TITLE}")
    assert "请写明走访了几户" in field.locator("#main").inner_text()
    field.click("text=修改")
    field.fill("#id_people", "12户15人")
    field.click("text=提交审核")
    assert field.locator(".field.wrong .error").inner_text()
    field.fill("#id_people", "15人")
    field.click("text=提交审核")
    field.wait_for_url(record)

    desk.goto(record)
    desk.click("button:has-text('审核入账')")
    desk.wait_for_load_state()
    assert visits(desk) == "1"
    desk.click(f"text={TITLE}")
    desk.wait_for_url(record)
