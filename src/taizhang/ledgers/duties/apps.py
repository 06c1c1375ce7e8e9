"""The app's place in the house."""

from __future__ import annotations

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "taizhang.ledgers.duties"
    label = "duties"
    verbose_name = "责任清单"
