"""The web door's place in the house."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "taizhang.web"
    label = "web"
    verbose_name = "网页"
