"""The app's place in the house."""

from __future__ import annotations

from django.apps import AppConfig


class PremisesConfig(AppConfig):
    name = "taizhang.ledgers.premises"
    label = "premises"
    verbose_name = "阵地"
