"""Make a data folder; look after it."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
from pathlib import Path

import django
import pysqlite3
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.db import DatabaseError, connection

from taizhang import __version__
from taizhang.cli.output import FINE, REFUSED, Output
from taizhang.cli.session import LedgerClosed, build_tables, open_ledger
from taizhang.foundation.keys.secrets import ensure_secret
from taizhang.kernel.refusal import Refused
from taizhang.reporting.fonts import office_fonts


def prepare_home(*, home: Path, database: str) -> bool:
    """Make the data folder, its tables, its key and its standing people; return whether it was new.

    What is there stays: a second call upgrades the tables and nothing else.
    Raises:  LedgerClosed when the folder belongs to something else or the database cannot be used.
    """
    config = home / "taizhang.toml"
    new = not config.exists()
    if new:
        _check_folder(home)
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ["TAIZHANG_HOME"] = str(home)
    # Before the settings are read: they sign sessions with it.
    ensure_secret(home=home)
    if database:
        os.environ["TAIZHANG_DATABASE"] = database
    django.setup()
    try:
        build_tables()
    except (DatabaseError, ImproperlyConfigured) as fault:
        raise LedgerClosed(f"建立数据库没有成功：{fault}") from None
    _prepare_people_and_key(home)
    if new:
        config.write_text(f"# 臺帳的设置\ndatabase = {_quoted(database)}\n", "utf-8")
    return new


def _check_folder(home: Path) -> None:
    if home.exists() and not home.is_dir():
        raise LedgerClosed(f"{home} 是一个文件，请换一个文件夹。")
    if home.is_dir() and any(home.iterdir()) and not (home / "taizhang.sqlite3").exists():
        raise LedgerClosed(f"文件夹 {home} 里已有别的文件，请换一个空文件夹。")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _prepare_people_and_key(home: Path) -> None:
    from taizhang.foundation.accounts.services import ensure_standing_people  # noqa: PLC0415 -- app ready
    from taizhang.foundation.keys.services import KeyExists, create_key  # noqa: PLC0415 -- app ready

    ensure_standing_people()
    try:
        create_key(home=home)
    except KeyExists:
        return


def init(args: argparse.Namespace, output: Output) -> int:
    """Make or upgrade the data folder."""
    home = Path(args.home or os.environ.get("TAIZHANG_HOME") or Path.home() / ".taizhang").resolve()
    new = prepare_home(home=home, database=args.database)
    output.say(f"{'已建立' if new else '已升级'}数据文件夹 {home}")
    if new:
        output.say("其中的 keys/signing.pem 是签名密钥，请另存一份备份，不要外传。")
    output.result({"ok": True, "home": str(home), "new": new})
    return FINE


def doctor(args: argparse.Namespace, output: Output) -> int:
    """Check programs, fonts, database, evidence, and say what is missing and how to mend it."""
    rows = [*_program_rows(), *_font_rows()]
    try:
        open_ledger()
        rows.extend(_ledger_rows())
    except Refused as refusal:
        rows.append(("数据文件夹", "问题", str(refusal)))
    output.table(columns=["检查", "结果", "说明"], rows=[list(row) for row in rows])
    broken = [row for row in rows if row[1] == "问题"]
    output.result({"ok": not broken, "checks": [{"check": a, "state": b, "text": c} for a, b, c in rows]})
    return REFUSED if broken else FINE


def _program_rows() -> list[tuple[str, str, str]]:
    office = shutil.which("soffice") or ""
    return [
        (
            "程序",
            "正常",
            f"taizhang {__version__}，Python {platform.python_version()}，SQLite {pysqlite3.sqlite_version}",
        ),
        ("LibreOffice", "正常" if office else "未装", office or "不装也能用；装了可读旧的 .doc 文件。"),
    ]


def _font_rows() -> list[tuple[str, str, str]]:
    fonts = office_fonts()
    return [("字体", "提示" if fonts.notice else "正常", fonts.notice or "公文所需字体齐全。")]


def _mail_row() -> tuple[str, str, str]:
    """Say whether reminders can go out by mail; the server is asked for its greeting."""
    if not settings.EMAIL_HOST:
        return ("邮件提醒", "未设", "不设也能用；要用请在 taizhang.toml 里写 [mail] 一节。")
    try:
        link = get_connection()
        link.open()
        link.close()
    except OSError as fault:
        return (
            "邮件提醒",
            "问题",
            f"连不上 {settings.EMAIL_HOST}:{settings.EMAIL_PORT}：{fault}，请核对 [mail]。",
        )
    return (
        "邮件提醒",
        "正常",
        f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}，发件人 {settings.DEFAULT_FROM_EMAIL}",
    )


def _ledger_rows() -> list[tuple[str, str, str]]:
    from taizhang.foundation.evidence.selectors import damaged  # noqa: PLC0415 -- app ready

    rows = [("数据库", "正常", f"{connection.vendor}，位于 {settings.TAIZHANG_HOME}"), _mail_row()]
    faults = damaged()
    rows.extend(
        ("佐证材料", "问题", f"{evidence.digest[:12]}…：{fault}，请从备份恢复。")
        for evidence, fault in faults
    )
    if not faults:
        rows.append(("佐证材料", "正常", "每份文件都在，内容未变。"))
    return rows
