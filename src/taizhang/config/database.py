"""Which database the books lie in: one SQLite file in the data folder, or PostgreSQL by URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA cache_size=-65536;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA journal_size_limit=67108864;"
    "PRAGMA recursive_triggers=ON;"
    "PRAGMA trusted_schema=OFF;"
    "PRAGMA secure_delete=ON;"
)
"""FULL, because NORMAL loses acknowledged commits in a power cut; recursive triggers, because
without them INSERT OR REPLACE rewrites an append-only row unseen."""

POSTGRESQL_OPTIONS = {
    "prepare_threshold": 1_000_000_000,
    "options": "-c plan_cache_mode=force_generic_plan -c jit=off",
}
"""Nothing is prepared by being asked often, only what is asked with `foundation.prepared`; that is planned once.

Such a plan knows no number of lines: by its guess compiling would seem to pay, which takes longer than any figure.
"""


def database(*, url: str, home: Path) -> dict[str, Any]:
    """Return Django's settings for one database.

    `url` is "" for the SQLite file in `home`, or postgresql://user:password@host:port/name.
    Raises:  ImproperlyConfigured for any other scheme.
    """
    if not url:
        return {
            "ENGINE": "taizhang.config.sqlite_fair",
            "NAME": str(home / "taizhang.sqlite3"),
            "CONN_MAX_AGE": None,
            # Told outright, because only Django's own engine is known to be tested in memory.
            "TEST": {"NAME": ":memory:"},
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": SQLITE_PRAGMAS,
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured(
            f"看不懂的数据库地址 {parts.scheme}://…：只支持 postgresql://用户:密码@主机:端口/库名。"
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or query.get("host", "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "OPTIONS": POSTGRESQL_OPTIONS,
    }
