"""The app's place in the house."""

from __future__ import annotations

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "taizhang.reporting"
    label = "reporting"
    verbose_name = "报告"
