"""The app's place in the house."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "taizhang.ledgers.records"
    label = "records"
    verbose_name = "工作记录"
