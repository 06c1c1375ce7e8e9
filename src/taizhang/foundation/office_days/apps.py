"""The app's place in the house."""

from __future__ import annotations

from django.apps import AppConfig


class OfficeDaysConfig(AppConfig):
    name = "taizhang.foundation.office_days"
    label = "office_days"
    verbose_name = "放假安排"
