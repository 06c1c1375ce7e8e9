"""Settings, from the data folder: TAIZHANG_HOME and the taizhang.toml in it."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

import pysqlite3

# Before Django loads its backend: the system's SQLite may carry the WAL-reset defect.
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

from taizhang.config.database import database  # noqa: E402 -- must follow the swap above

TAIZHANG_HOME = Path(os.environ.get("TAIZHANG_HOME") or Path.home() / ".taizhang").resolve()
_file = TAIZHANG_HOME / "taizhang.toml"
_own = tomllib.loads(_file.read_text("utf-8")) if _file.is_file() else {}

DATABASES = {
    "default": database(
        url=os.environ.get("TAIZHANG_DATABASE") or _own.get("database", ""), home=TAIZHANG_HOME
    )
}
INSTALLED_APPS = [
    "taizhang.foundation.units",
    "taizhang.foundation.accounts",
    "taizhang.foundation.audit",
    "taizhang.foundation.journal",
    "taizhang.foundation.evidence",
    "taizhang.ledgers.records",
    "taizhang.reporting",
]

SECRET_KEY = "unused: the command line signs nothing with it"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
