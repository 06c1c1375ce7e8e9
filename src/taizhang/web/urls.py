"""Every address of the web application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

GROUPS = (
    "signin",
    "home",
    "entry",
    "owed",
    "records",
    "imports",
    "duties",
    "premises",
    "publications",
    "reports",
    "figures",
    "units",
    "people",
)
"""Entry stands before records: records/new/ is no record's number."""

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"taizhang.web.{group}.urls")) for group in GROUPS
]
handler404 = "taizhang.web.access.answers.not_found"
handler500 = "taizhang.web.access.answers.broken"
