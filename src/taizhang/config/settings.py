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

from taizhang.config import web  # noqa: E402 -- must follow the swap above
from taizhang.config.database import database  # noqa: E402 -- must follow the swap above
from taizhang.config.mail import mail_of  # noqa: E402 -- must follow the swap above

TAIZHANG_HOME = Path(os.environ.get("TAIZHANG_HOME") or Path.home() / ".taizhang").resolve()
_file = TAIZHANG_HOME / "taizhang.toml"
_own = tomllib.loads(_file.read_text("utf-8")) if _file.is_file() else {}

DATABASES = {
    "default": database(
        url=os.environ.get("TAIZHANG_DATABASE") or _own.get("database", ""), home=TAIZHANG_HOME
    )
}
INSTALLED_APPS = [
    *web.PARTS,
    "django_tasks",
    "django_tasks_db",
    "taizhang.foundation.units",
    "taizhang.foundation.accounts",
    "taizhang.foundation.audit",
    "taizhang.foundation.office_days",
    "taizhang.foundation.journal",
    "taizhang.foundation.evidence",
    "taizhang.ledgers.duties",
    "taizhang.ledgers.premises",
    "taizhang.ledgers.records",
    "taizhang.ledgers.publication",
    "taizhang.reporting",
]

# Where the office is reached, to be named in letters; "" where that is not set.
TAIZHANG_ADDRESS = str(_own.get("address", ""))
_mail = mail_of(own=_own)
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.security == "starttls", _mail.security == "ssl"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = _mail.sender

SECRET_KEY = web.secret_key(home=TAIZHANG_HOME)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

MIDDLEWARE = web.MIDDLEWARE
CACHES = web.CACHES
ROOT_URLCONF = "taizhang.web.urls"
TEMPLATES = web.TEMPLATES
CONTENT_SECURITY_POLICY = web.CONTENT_SECURITY_POLICY
ALLOWED_HOSTS = web.hosts(own=_own)
CSRF_FAILURE_VIEW = "taizhang.web.access.answers.stale_form"
# Secure cookies only where the office says that it is reached by https; many intranets are not.
HTTPS = bool(_own.get("https", False))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME = "taizhang"
CSRF_COOKIE_HTTPONLY = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CROSS_ORIGIN_OPENER_POLICY = None
X_FRAME_OPTIONS = "SAMEORIGIN"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

STATIC_URL = "static/"
STATIC_ROOT = TAIZHANG_HOME / "static"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000
USE_I18N = True
