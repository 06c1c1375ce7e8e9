"""Open the data folder for a command."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from taizhang.kernel.refusal import Refused


class LedgerClosed(Refused):
    """The data folder cannot be used as it stands."""


def open_ledger() -> None:
    """Set Django up and check that the ledger is there and of this version.

    Raises:  LedgerClosed, with the remedy.
    """
    django.setup()
    home = Path(settings.TAIZHANG_HOME)
    if not (home / "taizhang.toml").is_file():
        raise LedgerClosed(f"数据文件夹 {home} 还没有建立，请先运行 taizhang init --home {home}。")
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as fault:
        raise LedgerClosed(f"打不开数据库：{fault}。请检查数据文件夹 {home} 和数据库地址。") from None
    if behind:
        raise LedgerClosed("数据库是旧版本的，请先运行 taizhang init 升级（不会丢失数据）。")


def build_tables() -> None:
    """Make or upgrade the tables."""
    call_command("migrate", verbosity=0, interactive=False)


def now() -> dt.datetime:
    """Return this moment. The clock is read here, at the door, and nowhere below."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Return today's date in China."""
    return now().astimezone(dt.timezone(dt.timedelta(hours=8))).date()
