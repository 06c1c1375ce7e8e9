"""What the web application needs of the settings: parts, middleware, headers, sessions, static files."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

PARTS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "taizhang.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "taizhang.web.access.middleware.VisitMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "taizhang.web.shell.context.shell",
            ]
        },
    }
]

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Each kept figure is one entry of about 300 bytes.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}


def secret_key(*, home: Path) -> str:
    """Return the data folder's secret; before there is one, a passing one that signs nothing kept."""
    path = home / "keys" / "web.secret"
    return path.read_text("utf-8").strip() if path.is_file() else secrets.token_urlsafe(50)


def hosts(*, own: dict[str, Any]) -> list[str]:
    """Return the host names under which the office is reached; any, unless the settings name some."""
    named = os.environ.get("TAIZHANG_HOSTS", "")
    listed = [host.strip() for host in named.split(",") if host.strip()] or own.get("hosts", [])
    return list(listed) or ["*"]
