"""`taizhang remind`: letters go out by the office's own mail server, or the reason is said."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Office
from tests.mailbox import Mailbox


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a demo office whose street's clerk has an inbox, and drafts that should have been submitted."""
    folder = tmp_path_factory.mktemp("demo")
    office = Office(folder / "home")
    assert office.run("demo", "--out", str(folder)).code == 0
    inbox(
        office,
        "name = '台账填报员' AND unit_id = (SELECT id FROM units_unit WHERE name = '梧桐街道')",
        "wenming@wutong.example",
    )
    return office


@pytest.fixture
def office(begun: Office, tmp_path: Path) -> Office:
    """Return a copy of that office, to change."""
    shutil.copytree(begun.home, tmp_path / "home")
    return Office(tmp_path / "home")


def inbox(office: Office, which: str, mail: str) -> None:
    """Give the posts of a condition an inbox."""
    with sqlite3.connect(office.home / "taizhang.sqlite3") as ledger:
        ledger.execute(f"UPDATE accounts_post SET mail = ? WHERE {which}", [mail])


def set_mail(office: Office, text: str) -> None:
    config = office.home / "taizhang.toml"
    config.write_text(config.read_text("utf-8") + text, "utf-8")


def test_a_letter_reaches_the_inbox_once_a_day(office):
    with Mailbox() as mailbox:
        set_mail(office, f'[mail]\nhost = "127.0.0.1"\nport = {mailbox.port}\nfrom = "tz@wutong.example"\n')
        first, again = office.run("remind"), office.run("remind")
        checked = office.run("doctor")

    assert (first.code, again.code) == (0, 0), first.err
    assert "发出 1 封" in first.out
    assert "今天已发过 1 封" in again.out
    [letter] = mailbox.letters
    assert (letter["To"], letter["From"]) == ("wenming@wutong.example", "tz@wutong.example")
    assert "项逾期" in letter["Subject"]
    assert "草稿待交" in letter.get_content()
    assert "邮件提醒" in checked.out


def test_a_mailbox_that_takes_nothing_is_named(office):
    inbox(office, "mail <> ''", "full@wutong.example")
    with Mailbox() as mailbox:
        set_mail(office, f'[mail]\nhost = "127.0.0.1"\nport = {mailbox.port}\nfrom = "tz@wutong.example"\n')
        said = office.run("remind")

    assert said.code == 1
    assert "没有发出：梧桐街道 台账填报员（full@wutong.example）" in said.out


def test_without_a_server_the_remedy_is_said_and_what_would_go_can_be_seen(office):
    refused, shown = office.run("remind"), office.run("remind", "--show")

    assert refused.code == 1
    assert "请在数据文件夹的 taizhang.toml 里写 [mail] 一节" in refused.err
    assert shown.code == 0
    assert "给 wenming@wutong.example：【臺帳】梧桐街道 台账填报员" in shown.out
