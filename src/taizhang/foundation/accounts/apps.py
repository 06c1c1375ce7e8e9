"""The app's place in the house."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "taizhang.foundation.accounts"
    label = "accounts"
    verbose_name = "人员"
