"""The app's place in the house."""

from __future__ import annotations

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "taizhang.foundation.units"
    label = "units"
    verbose_name = "单位"
