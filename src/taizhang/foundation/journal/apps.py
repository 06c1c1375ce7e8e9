"""The app's place in the house."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "taizhang.foundation.journal"
    label = "journal"
    verbose_name = "总账"
